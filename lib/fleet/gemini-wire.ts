// The generateContent dialect of Gemini, as `alt=sse` has it: each event is a whole response that bears what is new.
import type { Script, TokenKind } from './script.ts';
import { type TokenCount, tokensOf, type Wire, type WireAction, type WireContext, withEcho } from './wire.ts';
import { wordsFrom } from './words.ts';

// Gemini's own words for the common finish reasons; any other is sent as it is.
const FINISH_REASONS: Readonly<Record<string, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
};

/** The renderer of one response. */
export function geminiWire(script: Script, context: WireContext): Wire {
  const sent: TokenCount = { reasoning: 0, answer: 0 };
  const render = (action: WireAction): Buffer => Buffer.from(textOf(action, script, context, sent));
  return { contentType: 'text/event-stream', render, comment: (text) => Buffer.from(comment(text)) };
}

function textOf(action: WireAction, script: Script, context: WireContext, sent: TokenCount): string | Buffer {
  switch (action.type) {
    case 'role':
      return chunk({ text: '' }, script, context, sent);
    case 'tokens':
    case 'text': {
      const text =
        action.type === 'text'
          ? withEcho(action.text, context.authorization)
          : wordsFrom(context.firstWord + sent.reasoning + sent.answer, action.count);
      sent[action.kind] += tokensOf(action)?.tokens ?? 0;
      return chunk({ text, kind: action.kind }, script, context, sent);
    }
    case 'finish':
      return chunk({ text: '', finishReason: action.reason }, script, context, sent);
    case 'usage':
      return frame({ usageMetadata: usageOf(script, context, sent), ...tail(script, context) });
    case 'done':
      return '';
    case 'comment':
      return comment(withEcho(action.text, context.authorization));
    case 'error': {
      const message = withEcho(action.message, context.authorization);
      return frame({ error: { code: ERROR_CODES[action.code] ?? 500, message, status: action.code } });
    }
    case 'raw':
      return action.encoding === 'base64'
        ? Buffer.from(action.text, 'base64')
        : withEcho(action.text, context.authorization);
  }
}

// Google's words for errors, and the status that belongs to each.
const ERROR_CODES: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

interface Piece {
  readonly text: string;
  readonly kind?: TokenKind;
  readonly finishReason?: string;
}

function chunk({ text, kind, finishReason }: Piece, script: Script, context: WireContext, sent: TokenCount): string {
  const part = kind === 'reasoning' ? { text, thought: true } : { text };
  const finish = finishReason === undefined ? {} : { finishReason: FINISH_REASONS[finishReason] ?? finishReason };
  const candidate = { content: { parts: [part], role: 'model' }, ...finish, index: 0 };
  const { placement } = script.usage;
  const withUsage = placement === 'every' || (placement === 'finish' && finishReason !== undefined);
  return frame({
    candidates: [candidate],
    ...(withUsage ? { usageMetadata: usageOf(script, context, sent) } : {}),
    ...tail(script, context),
  });
}

function tail(script: Script, context: WireContext): Record<string, string> {
  const modelVersion = withEcho(script.servedModel ?? context.model, context.authorization);
  return { modelVersion, responseId: context.requestId };
}

// Gemini's candidates leave out thoughts, which have a count of their own: there is nothing to play for `excludesReasoning`.
function usageOf({ usage }: Script, context: WireContext, sent: TokenCount): Record<string, number> {
  const promptTokenCount = usage.promptTokens ?? context.promptTokens;
  return {
    promptTokenCount,
    candidatesTokenCount: sent.answer,
    thoughtsTokenCount: sent.reasoning,
    totalTokenCount: promptTokenCount + sent.reasoning + sent.answer,
    cachedContentTokenCount: usage.cachedTokens,
  };
}

function frame(body: Readonly<Record<string, unknown>>): string {
  return `data: ${JSON.stringify(body)}\r\n\r\n`;
}

function comment(text: string): string {
  return `: ${text}\r\n\r\n`;
}
