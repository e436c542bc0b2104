// The Messages dialect of Anthropic: named server-sent events, one content block for each kind of text.
import type { Script, TokenKind } from './script.ts';
import { type TokenCount, tokensOf, type Wire, type WireAction, type WireContext, withEcho } from './wire.ts';
import { wordsFrom } from './words.ts';

// Anthropic's own words for the common finish reasons; any other is sent as it is.
const STOP_REASONS: Readonly<Record<string, string>> = { stop: 'end_turn', length: 'max_tokens' };

interface Progress {
  readonly sent: TokenCount;
  /** The content block that is open. */
  block: number;
  kind: TokenKind | null;
}

/** The renderer of one response. */
export function anthropicWire(script: Script, context: WireContext): Wire {
  const progress: Progress = { sent: { reasoning: 0, answer: 0 }, block: 0, kind: null };
  const render = (action: WireAction): Buffer => Buffer.from(textOf(action, script, context, progress));
  return { contentType: 'text/event-stream; charset=utf-8', render, comment: (text) => Buffer.from(comment(text)) };
}

function textOf(action: WireAction, script: Script, context: WireContext, progress: Progress): string | Buffer {
  switch (action.type) {
    case 'role':
      return event('message_start', { message: messageOf(script, context) });
    case 'tokens':
    case 'text':
      return content(action, context, progress);
    case 'finish': {
      const delta = { stop_reason: STOP_REASONS[action.reason] ?? action.reason, stop_sequence: null };
      const usage = script.usage.placement === 'none' ? {} : { usage: finalUsage(script, context, progress.sent) };
      return `${blockStop(progress)}${event('message_delta', { delta, ...usage })}`;
    }
    case 'usage':
      // it stands in the start and with the finish reason
      return '';
    case 'done':
      return event('message_stop', {});
    case 'comment':
      return comment(withEcho(action.text, context.authorization));
    case 'error':
      return event('error', { error: { type: action.code, message: withEcho(action.message, context.authorization) } });
    case 'raw':
      return action.encoding === 'base64'
        ? Buffer.from(action.text, 'base64')
        : withEcho(action.text, context.authorization);
  }
}

function content(
  action: Extract<WireAction, { type: 'tokens' | 'text' }>,
  context: WireContext,
  progress: Progress,
): string {
  const { sent } = progress;
  const text =
    action.type === 'text'
      ? withEcho(action.text, context.authorization)
      : wordsFrom(context.firstWord + sent.reasoning + sent.answer, action.count);
  sent[action.kind] += tokensOf(action)?.tokens ?? 0;
  const delta = action.kind === 'answer' ? { type: 'text_delta', text } : { type: 'thinking_delta', thinking: text };
  return `${blockStart(action.kind, progress)}${event('content_block_delta', { index: progress.block, delta })}`;
}

function blockStart(kind: TokenKind, progress: Progress): string {
  if (progress.kind === kind) return '';
  const before = blockStop(progress);
  progress.kind = kind;
  const block = kind === 'answer' ? { type: 'text', text: '' } : { type: 'thinking', thinking: '', signature: '' };
  return `${before}${event('content_block_start', { index: progress.block, content_block: block })}`;
}

function blockStop(progress: Progress): string {
  if (progress.kind === null) return '';
  progress.kind = null;
  return event('content_block_stop', { index: progress.block++ });
}

function messageOf(script: Script, context: WireContext): Record<string, unknown> {
  return {
    id: `msg_${context.requestId}`,
    type: 'message',
    role: 'assistant',
    model: withEcho(script.servedModel ?? context.model, context.authorization),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    ...(script.usage.placement === 'none' ? {} : { usage: startUsage(script, context) }),
  };
}

// Anthropic's input tokens leave out what was read from the cache.
function startUsage({ usage }: Script, context: WireContext): Record<string, unknown> {
  const inputTokens = (usage.promptTokens ?? context.promptTokens) - usage.cachedTokens;
  const cached = { cache_creation_input_tokens: 0, cache_read_input_tokens: usage.cachedTokens };
  return { input_tokens: inputTokens, ...cached, output_tokens: 1, service_tier: 'standard' };
}

function finalUsage(script: Script, context: WireContext, sent: TokenCount): Record<string, unknown> {
  const { service_tier: _, ...input } = startUsage(script, context);
  return {
    ...input,
    output_tokens: script.usage.excludesReasoning ? sent.answer : sent.reasoning + sent.answer,
    output_tokens_details: { thinking_tokens: sent.reasoning },
  };
}

function event(type: string, body: Readonly<Record<string, unknown>>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`;
}

function comment(text: string): string {
  return `: ${text}\n\n`;
}
