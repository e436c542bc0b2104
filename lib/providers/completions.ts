// Dialect `completions`: the older API that continues a text, for base models, through the `openai` SDK.
import type { CompletionCreateParamsStreaming } from 'openai/resources/completions';
import type { Ask, Dialect, StreamEvent } from './dialect.ts';
import { fieldsOf, type LooseObject, textOf } from './loose-json.ts';
import { accountOf, choicesOf, finishOf, identityOf } from './openai-chunk.ts';
import { commonFields, furtherFields, OPENAI_REQUEST_ID_HEADERS, openaiClient, toldByOpenai } from './openai-client.ts';

export const completions: Dialect = {
  api: 'completions',
  requestIdHeaders: OPENAI_REQUEST_ID_HEADERS,
  contentType: 'text/event-stream',
  async *ask(ask, transport) {
    const stream = await openaiClient(ask, transport).completions.create(requestBody(ask));
    for await (const chunk of stream) yield* eventsOf(fieldsOf(chunk), ask.target.quirks.usageExcludesReasoning);
  },
  toldBy: toldByOpenai,
};

// The cap has one name here, whatever the preset says of the chat API.
function requestBody(ask: Ask): CompletionCreateParamsStreaming {
  return {
    ...commonFields(ask),
    prompt: ask.prompt,
    max_tokens: ask.maxOutputTokens,
    ...furtherFields(ask),
    stream: true,
  };
}

function* eventsOf(chunk: LooseObject, usageExcludesReasoning: boolean): Generator<StreamEvent> {
  yield* identityOf(chunk);
  for (const choice of choicesOf(chunk)) {
    // Together writes each token twice, into `text` and into `delta`
    const text = textOf(choice.text);
    if (text) yield { kind: 'token', of: 'answer', text };
    yield* finishOf(choice);
  }
  yield* accountOf(chunk, usageExcludesReasoning);
}
