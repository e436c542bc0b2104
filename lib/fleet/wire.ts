// What the wire dialects have in common: from script actions to bytes.
import type { Script, ScriptAction, TokenKind } from './script.ts';
import { wordsFrom } from './words.ts';

/** What the response needs to know of its request. */
export interface WireContext {
  readonly requestId: string;
  readonly model: string;
  readonly promptTokens: number;
  /** The header's whole value, '' where there was none. */
  readonly authorization: string;
  readonly createdS: number;
  /** Place in the endless text where this answer begins. */
  readonly firstWord: number;
}

/** The actions that are bytes; the others act on the connection. */
export type WireAction = Exclude<ScriptAction, { type: 'end' | 'close' | 'reset' }>;

export interface Wire {
  readonly contentType: string;
  /** Bytes of one action, '' or empty where the dialect has no word for it. Call in the order of the stream. */
  readonly render: (action: WireAction) => Buffer;
  /** A comment that bears a write stamp, or nothing. */
  readonly comment: (text: string) => Buffer;
}

export type WireFactory = (script: Script, context: WireContext) => Wire;

/** Tokens sent so far in one response. */
export interface TokenCount {
  reasoning: number;
  answer: number;
}

/** Tokens that an action bears, by kind. */
export function tokensOf(action: ScriptAction): { kind: TokenKind; tokens: number } | null {
  if (action.type === 'tokens') return { kind: action.kind, tokens: action.count };
  if (action.type === 'text') return { kind: action.kind, tokens: action.tokens };
  return null;
}

/** The text of an action that bears tokens; they are counted as sent. */
export function nextText(
  action: Extract<WireAction, { type: 'tokens' | 'text' }>,
  context: WireContext,
  sent: TokenCount,
): string {
  const place = context.firstWord + sent.reasoning + sent.answer;
  sent[action.kind] += tokensOf(action)?.tokens ?? 0;
  return action.type === 'text' ? withEcho(action.text, context.authorization) : wordsFrom(place, action.count);
}

/** The bytes of a raw action. */
export function rawBytes({ text, encoding }: Extract<WireAction, { type: 'raw' }>, context: WireContext): Buffer {
  return Buffer.from(encoding === 'base64' ? text : withEcho(text, context.authorization), encoding);
}

/** `text` with the request's key put in, to play a server that echoes what it was sent. */
export function withEcho(text: string, authorization: string): string {
  if (!text.includes('{')) return text;
  const key = authorization.replace(/^Bearer /, '');
  return text
    .replaceAll('{authorization}', authorization)
    .replaceAll('{key:base64}', Buffer.from(key).toString('base64'))
    .replaceAll('{key}', key);
}
