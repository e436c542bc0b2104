// The Responses dialect: server-sent events with names and numbers; usage stands in the last of them.
import type { TokenKind } from './script.ts';
import { comment, frame } from './sse.ts';
import { nextText, rawBytes, type TokenCount, type WireAction, type WireFactory, withEcho } from './wire.ts';

const DELTAS: Readonly<Record<TokenKind, string>> = {
  answer: 'response.output_text.delta',
  reasoning: 'response.reasoning_summary_text.delta',
};
const ITEMS: Readonly<Record<TokenKind, string>> = { answer: 'message', reasoning: 'reasoning' };

// The finish reasons with which a response counts as complete, and its own word for another; any further is sent as it is.
const COMPLETE = new Set(['stop', 'tool_calls']);
const INCOMPLETE: Readonly<Record<string, string>> = { length: 'max_output_tokens' };

/** The renderer of one response. */
export const responsesWire: WireFactory = (script, context) => {
  const sent: TokenCount = { reasoning: 0, answer: 0 };
  const echoed = (text: string): string => withEcho(text, context.authorization);
  let sequence = 0;
  let itemIndex = -1;
  let itemKind: TokenKind | null = null;

  function textOf(action: WireAction): string | Buffer {
    switch (action.type) {
      case 'role':
        return ['response.created', 'response.in_progress'].map((type) => status(type, 'in_progress')).join('');
      case 'tokens':
      case 'text':
        return itemOf(action.kind) + delta(action.kind, nextText(action, context, sent));
      case 'finish':
        return end(action.reason);
      case 'error':
        return event('error', { code: action.code, message: echoed(action.message), param: null });
      case 'comment':
        return comment(echoed(action.text));
      case 'raw':
        return rawBytes(action, context);
      // usage came with the end, and nothing follows that
      case 'usage':
      case 'done':
        return '';
    }
  }

  /** Opens an item where the kind of the text changes. */
  function itemOf(kind: TokenKind): string {
    if (itemKind === kind) return '';
    itemKind = kind;
    itemIndex++;
    const item = { id: itemId(), type: ITEMS[kind], status: 'in_progress' };
    return event('response.output_item.added', { output_index: itemIndex, item });
  }

  function delta(kind: TokenKind, text: string): string {
    const place = kind === 'answer' ? { content_index: 0 } : { summary_index: 0 };
    return event(DELTAS[kind], { item_id: itemId(), output_index: itemIndex, ...place, delta: text });
  }

  function end(reason: string): string {
    if (COMPLETE.has(reason)) return status('response.completed', 'completed', { usage: usage() });
    const details = { incomplete_details: { reason: INCOMPLETE[reason] ?? reason } };
    return status('response.incomplete', 'incomplete', { ...details, usage: usage() });
  }

  function status(type: string, word: string, further: Readonly<Record<string, unknown>> = {}): string {
    const model = echoed(script.servedModel ?? context.model);
    const response = { id: `resp_${context.requestId}`, object: 'response', created_at: context.createdS };
    return event(type, { response: { ...response, status: word, error: null, model, usage: null, ...further } });
  }

  function usage(): Readonly<Record<string, unknown>> | null {
    const { placement, promptTokens, cachedTokens, excludesReasoning } = script.usage;
    if (placement === 'none') return null;
    const inputTokens = promptTokens ?? context.promptTokens;
    const all = sent.reasoning + sent.answer;
    return {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: cachedTokens },
      output_tokens: excludesReasoning ? sent.answer : all,
      output_tokens_details: { reasoning_tokens: sent.reasoning },
      total_tokens: inputTokens + all,
    };
  }

  function event(type: string, fields: Readonly<Record<string, unknown>>): string {
    return frame({ type, sequence_number: sequence++, ...fields }, type);
  }

  function itemId(): string {
    return `item_${context.requestId}_${itemIndex}`;
  }

  return {
    contentType: 'text/event-stream; charset=utf-8',
    render: (action) => Buffer.from(textOf(action)),
    comment: (text) => Buffer.from(comment(text)),
  };
};
