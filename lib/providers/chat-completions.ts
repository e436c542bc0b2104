// Dialect `chat-completions`: OpenAI's chat API and all that is compatible with it, through the `openai` SDK.
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Ask, Dialect, StreamEvent, TokenKind } from './dialect.ts';
import { fieldsOf, itemsOf, type LooseObject, textOf } from './loose-json.ts';
import { accountOf, choicesOf, finishOf, identityOf } from './openai-chunk.ts';
import { commonFields, furtherFields, OPENAI_REQUEST_ID_HEADERS, openaiClient, toldByOpenai } from './openai-client.ts';

export const chatCompletions: Dialect = {
  api: 'chat-completions',
  requestIdHeaders: OPENAI_REQUEST_ID_HEADERS,
  contentType: 'text/event-stream',
  async *ask(ask, transport) {
    const stream = await openaiClient(ask, transport).chat.completions.create(requestBody(ask));
    // typed as OpenAI's own chunk; from other providers any field may be missing or of another type
    for await (const chunk of stream) yield* eventsOf(fieldsOf(chunk), ask.target.quirks.usageExcludesReasoning);
  },
  toldBy: toldByOpenai,
};

function requestBody(ask: Ask): ChatCompletionCreateParamsStreaming {
  return {
    ...commonFields(ask),
    messages: [{ role: 'user', content: ask.prompt }],
    [ask.target.quirks.tokenCap]: ask.maxOutputTokens,
    ...furtherFields(ask),
    stream: true,
  };
}

function* eventsOf(chunk: LooseObject, usageExcludesReasoning: boolean): Generator<StreamEvent> {
  yield* identityOf(chunk);
  for (const choice of choicesOf(chunk)) {
    yield* tokensOf(fieldsOf(choice.delta));
    yield* finishOf(choice);
  }
  yield* accountOf(chunk, usageExcludesReasoning);
}

function* tokensOf(delta: LooseObject): Generator<StreamEvent> {
  yield* tokens('reasoning', reasoningOf(delta));
  // A model that writes <think> into its answer is read as it writes: to whoever waits for it, that is the answer.
  if (typeof delta.content === 'string') yield* tokens('answer', delta.content);
  else for (const part of itemsOf(delta.content)) yield* contentPart(fieldsOf(part));
  yield* tokens('answer', textOf(fieldsOf(delta.audio).transcript));
  yield* tokens('refusal', textOf(delta.refusal));
  for (const call of itemsOf(delta.tool_calls)) yield* tokens('tool', callOf(fieldsOf(call)));
  // what tools were called before they were tools
  yield* tokens('tool', callOf({ function: delta.function_call }));
}

const REASONING_FIELDS = ['reasoning', 'reasoning_content', 'reasoning_text', 'thinking'] as const;

// Some providers send the same reasoning under two names: the first that is there is taken.
function reasoningOf(delta: LooseObject): string {
  for (const name of REASONING_FIELDS) {
    const reasoning = textOf(delta[name]);
    if (reasoning) return reasoning;
  }
  return partsOf(delta.reasoning_details);
}

// Mistral sends content as parts: `{ type: 'text', text }` and `{ type: 'thinking', thinking: [{ type: 'text', text }] }`.
function* contentPart(part: LooseObject): Generator<StreamEvent> {
  if (part.type === 'thinking') yield* tokens('reasoning', textOf(part.thinking) || partsOf(part.thinking));
  else yield* tokens('answer', textOf(part.text));
}

function partsOf(parts: unknown): string {
  return itemsOf(parts)
    .map(fieldsOf)
    .map(({ text, summary }) => textOf(text) || textOf(summary))
    .join('');
}

function callOf(call: LooseObject): string {
  const { name, arguments: given } = fieldsOf(call.function);
  const custom = fieldsOf(call.custom);
  return textOf(name) + textOf(given) + textOf(custom.name) + textOf(custom.input);
}

function* tokens(of: TokenKind, text: string): Generator<StreamEvent> {
  if (text) yield { kind: 'token', of, text };
}
