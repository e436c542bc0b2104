// The Bedrock converse-stream dialect: the binary event stream of AWS, with its CRCs.
import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { Script, TokenKind } from './script.ts';
import { type TokenCount, tokensOf, type Wire, type WireAction, type WireContext, withEcho } from './wire.ts';
import { wordsFrom } from './words.ts';

const NOTHING = Buffer.alloc(0);
const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes instanceof Uint8Array ? bytes : String(bytes)).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

// Bedrock's own words for the common finish reasons; any other is sent as it is.
const STOP_REASONS: Readonly<Record<string, string>> = { stop: 'end_turn', length: 'max_tokens' };

interface Progress {
  readonly sent: TokenCount;
  /** The content block that is open. */
  block: number;
  kind: TokenKind | null;
}

/** The renderer of one response. */
export function bedrockWire(script: Script, context: WireContext): Wire {
  const progress: Progress = { sent: { reasoning: 0, answer: 0 }, block: 0, kind: null };
  return {
    contentType: 'application/vnd.amazon.eventstream',
    render: (action) => bytesOf(action, script, context, progress),
    comment: () => NOTHING,
  };
}

function bytesOf(action: WireAction, script: Script, context: WireContext, progress: Progress): Buffer {
  switch (action.type) {
    case 'role':
      return bedrockEvent('messageStart', { role: 'assistant' });
    case 'tokens':
    case 'text':
      return content(action, context, progress);
    case 'finish': {
      const stop = bedrockEvent('messageStop', { stopReason: STOP_REASONS[action.reason] ?? action.reason });
      return Buffer.concat([bedrockEvent('contentBlockStop', { contentBlockIndex: progress.block }), stop]);
    }
    case 'usage':
      return bedrockEvent('metadata', {
        usage: usageOf(script, context, progress.sent),
        metrics: { latencyMs: latencyMs(script) },
      });
    case 'error':
      return bedrockFailure(action.code, withEcho(action.message, context.authorization));
    case 'raw':
      return Buffer.from(withEcho(action.text, context.authorization), action.encoding);
    case 'comment':
    case 'done':
      return NOTHING;
  }
}

function content(
  action: Extract<WireAction, { type: 'tokens' | 'text' }>,
  context: WireContext,
  progress: Progress,
): Buffer {
  const { sent } = progress;
  const parts: Buffer[] = [];
  if (progress.kind !== null && progress.kind !== action.kind) {
    parts.push(bedrockEvent('contentBlockStop', { contentBlockIndex: progress.block }));
    progress.block++;
  }
  progress.kind = action.kind;
  const text =
    action.type === 'text'
      ? withEcho(action.text, context.authorization)
      : wordsFrom(context.firstWord + sent.reasoning + sent.answer, action.count);
  sent[action.kind] += tokensOf(action)?.tokens ?? 0;
  const delta = action.kind === 'answer' ? { text } : { reasoningContent: { text } };
  parts.push(bedrockEvent('contentBlockDelta', { contentBlockIndex: progress.block, delta }));
  return parts.length === 1 ? (parts[0] ?? NOTHING) : Buffer.concat(parts);
}

// Bedrock counts reasoning among the output tokens and has no figure of its own for it; its input tokens leave out
// what was read from a cache.
function usageOf({ usage }: Script, context: WireContext, sent: TokenCount): Record<string, number> {
  const promptTokens = usage.promptTokens ?? context.promptTokens;
  const outputTokens = usage.excludesReasoning ? sent.answer : sent.reasoning + sent.answer;
  const inputTokens = promptTokens - usage.cachedTokens;
  const totalTokens = promptTokens + outputTokens;
  return { inputTokens, outputTokens, totalTokens, cacheReadInputTokens: usage.cachedTokens };
}

/** The planned length of the whole stream, which is what Bedrock means by it. */
function latencyMs(script: Script): number {
  return Math.round(script.events.reduce((lastMs, { atMs }) => Math.max(lastMs, atMs), 0));
}

/** One event as it is on the wire; for scripts that play a stream byte by byte. */
export function bedrockEvent(type: string, body: Readonly<Record<string, unknown>>): Buffer {
  return message({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }, body);
}

/** An in-band failure: an exception of the service's own, or an error that has no body and all in its headers. */
export function bedrockFailure(type: string, text: string, kind: 'exception' | 'error' = 'exception'): Buffer {
  if (kind === 'error') return message({ ':error-code': type, ':error-message': text, ':message-type': kind }, {});
  const headers = { ':exception-type': type, ':content-type': 'application/json', ':message-type': kind };
  return message(headers, { message: text });
}

function message(headers: Readonly<Record<string, string>>, body: Readonly<Record<string, unknown>>): Buffer {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }] as const);
  const encoded = codec.encode({ headers: Object.fromEntries(typed), body: Buffer.from(JSON.stringify(body)) });
  return Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
}
