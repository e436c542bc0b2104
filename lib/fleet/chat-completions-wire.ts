// The chat-completions dialect: server-sent events as OpenAI has them, with the variants of its imitators.
import type { Script, TokenKind } from './script.ts';
import { type TokenCount, tokensOf, type Wire, type WireAction, type WireContext, withEcho } from './wire.ts';
import { wordsFrom } from './words.ts';

/** The renderer of one response. */
export function chatCompletionsWire(script: Script, context: WireContext): Wire {
  const sent: TokenCount = { reasoning: 0, answer: 0 };
  const render = (action: WireAction): Buffer => Buffer.from(textOf(action, script, context, sent));
  return { contentType: 'text/event-stream; charset=utf-8', render, comment: (text) => Buffer.from(comment(text)) };
}

function textOf(action: WireAction, script: Script, context: WireContext, sent: TokenCount): string | Buffer {
  switch (action.type) {
    case 'role':
      return chunk({ delta: { role: 'assistant', content: '' } }, script, context, sent);
    case 'tokens':
    case 'text': {
      const text = action.type === 'text' ? withEcho(action.text, context.authorization) : nextWords(action.count);
      count(action);
      return chunk({ delta: deltaOf(action.kind, text) }, script, context, sent);
    }
    case 'comment':
      return comment(withEcho(action.text, context.authorization));
    case 'finish':
      return chunk({ delta: {}, finishReason: action.reason }, script, context, sent);
    case 'usage':
      return frame({ ...head(script, context), choices: [], usage: usageOf(script, context, sent) });
    case 'done':
      return 'data: [DONE]\n\n';
    case 'error': {
      const message = withEcho(action.message, context.authorization);
      return frame({ error: { message, type: action.code, code: action.code } });
    }
    case 'raw':
      return action.encoding === 'base64'
        ? Buffer.from(action.text, 'base64')
        : withEcho(action.text, context.authorization);
  }

  function nextWords(count: number): string {
    return wordsFrom(context.firstWord + sent.reasoning + sent.answer, count);
  }
  function count(borne: WireAction): void {
    const tokens = tokensOf(borne);
    if (tokens !== null) sent[tokens.kind] += tokens.tokens;
  }
  function deltaOf(kind: TokenKind, text: string): Record<string, string> {
    return kind === 'answer' ? { content: text } : { [script.reasoningField]: text };
  }
}

interface Choice {
  readonly delta: Readonly<Record<string, string>>;
  readonly finishReason?: string;
}

function chunk({ delta, finishReason }: Choice, script: Script, context: WireContext, sent: TokenCount): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason ?? null }];
  const body: Record<string, unknown> = { ...head(script, context), choices };
  const { placement } = script.usage;
  if (placement === 'last') body.usage = null;
  if (placement === 'every' || (placement === 'finish' && finishReason !== undefined)) {
    body.usage = usageOf(script, context, sent);
  }
  if (placement === 'x-groq' && finishReason !== undefined) {
    body.x_groq = { id: context.requestId, usage: { ...usageOf(script, context, sent), queue_time: 0.001 } };
  }
  return frame(body);
}

function head(script: Script, context: WireContext): Record<string, unknown> {
  const model = withEcho(script.servedModel ?? context.model, context.authorization);
  return { id: `chatcmpl-${context.requestId}`, object: 'chat.completion.chunk', created: context.createdS, model };
}

function usageOf({ usage }: Script, context: WireContext, sent: TokenCount): Record<string, unknown> {
  const promptTokens = usage.promptTokens ?? context.promptTokens;
  const all = sent.reasoning + sent.answer;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: usage.excludesReasoning ? sent.answer : all,
    total_tokens: promptTokens + all,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
    completion_tokens_details: { reasoning_tokens: sent.reasoning },
  };
}

function frame(body: Readonly<Record<string, unknown>>): string {
  return `data: ${JSON.stringify(body)}\n\n`;
}

function comment(text: string): string {
  return `: ${text}\n\n`;
}
