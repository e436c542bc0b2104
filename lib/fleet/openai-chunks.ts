// What OpenAI's chat and text dialects have in common: server-sent chunks with choices, with the variants of its imitators.
import type { Script, TokenKind } from './script.ts';
import { comment, frame } from './sse.ts';
import { nextText, rawBytes, type TokenCount, type Wire, type WireAction, type WireContext, withEcho } from './wire.ts';

type Choice = Readonly<Record<string, unknown>>;

/** Where the two differ. */
export interface ChunkForm {
  readonly object: string;
  readonly idPrefix: string;
  /** What a choice holds for some text. */
  readonly choiceOf: (kind: TokenKind, text: string) => Choice;
  /** What a choice holds that bears a finish reason alone. */
  readonly emptyChoice: Choice;
  /** The choice that bears the role; `null` = the dialect has none. */
  readonly roleChoice: Choice | null;
}

/** The renderer of one response. */
export function chunkWire(form: ChunkForm, script: Script, context: WireContext): Wire {
  const sent: TokenCount = { reasoning: 0, answer: 0 };
  const model = withEcho(script.servedModel ?? context.model, context.authorization);
  const head = { id: `${form.idPrefix}${context.requestId}`, object: form.object, created: context.createdS, model };
  const echoed = (text: string): string => withEcho(text, context.authorization);

  function textOf(action: WireAction): string | Buffer {
    switch (action.type) {
      case 'role':
        return form.roleChoice === null ? '' : chunk(form.roleChoice);
      case 'tokens':
      case 'text':
        return chunk(form.choiceOf(action.kind, nextText(action, context, sent)));
      case 'comment':
        return comment(echoed(action.text));
      case 'finish':
        return chunk(form.emptyChoice, action.reason);
      case 'usage':
        return frame({ ...head, choices: [], usage: usage() });
      case 'done':
        return 'data: [DONE]\n\n';
      case 'error':
        return frame({ error: { message: echoed(action.message), type: action.code, code: action.code } });
      case 'raw':
        return rawBytes(action, context);
    }
  }

  function chunk(choice: Choice, finishReason?: string): string {
    const choices = [{ index: 0, ...choice, logprobs: null, finish_reason: finishReason ?? null }];
    const body: Record<string, unknown> = { ...head, choices };
    const { placement } = script.usage;
    const finishes = finishReason !== undefined;
    if (placement === 'last') body.usage = null;
    if (placement === 'every' || (placement === 'finish' && finishes)) body.usage = usage();
    if (placement === 'x-groq' && finishes) {
      body.x_groq = { id: context.requestId, usage: { ...usage(), queue_time: 0.001 } };
    }
    return frame(body);
  }

  function usage(): Record<string, unknown> {
    const promptTokens = script.usage.promptTokens ?? context.promptTokens;
    const all = sent.reasoning + sent.answer;
    return {
      prompt_tokens: promptTokens,
      completion_tokens: script.usage.excludesReasoning ? sent.answer : all,
      total_tokens: promptTokens + all,
      prompt_tokens_details: { cached_tokens: script.usage.cachedTokens },
      completion_tokens_details: { reasoning_tokens: sent.reasoning },
    };
  }

  return {
    contentType: 'text/event-stream; charset=utf-8',
    render: (action) => Buffer.from(textOf(action)),
    comment: (text) => Buffer.from(comment(text)),
  };
}
