// Dialect `responses`: OpenAI's Responses API, through the `openai` SDK.
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses';
import type { Ask, Dialect, StreamEvent, TokenKind } from './dialect.ts';
import { countOf, fieldsOf, type LooseObject, textOf } from './loose-json.ts';
import { commonFields, OPENAI_REQUEST_ID_HEADERS, openaiClient, toldByOpenai, toldErrorOf } from './openai-client.ts';
import { serverTimeOf } from './openai-timings.ts';

export const responses: Dialect = {
  api: 'responses',
  requestIdHeaders: OPENAI_REQUEST_ID_HEADERS,
  contentType: 'text/event-stream',
  async *ask(ask, transport) {
    const stream = await openaiClient(ask, transport).responses.create(requestBody(ask));
    for await (const event of stream) yield* eventsOf(fieldsOf(event));
  },
  toldBy: toldByOpenai,
};

function requestBody(ask: Ask): ResponseCreateParamsStreaming {
  return {
    ...commonFields(ask),
    input: ask.prompt,
    max_output_tokens: ask.maxOutputTokens,
    // by default the provider keeps each answer for a month
    store: false,
    ...ask.target.quirks.extraBody,
    stream: true,
  };
}

// Events that bear tokens. All others tell of progress, and none of those is a first token.
const TOKEN_EVENTS: ReadonlyMap<unknown, TokenKind> = new Map([
  ['response.output_text.delta', 'answer'],
  ['response.audio.transcript.delta', 'answer'],
  ['response.reasoning_text.delta', 'reasoning'],
  ['response.reasoning_summary_text.delta', 'reasoning'],
  ['response.refusal.delta', 'refusal'],
  ['response.function_call_arguments.delta', 'tool'],
  ['response.custom_tool_call_input.delta', 'tool'],
  ['response.mcp_call_arguments.delta', 'tool'],
  ['response.code_interpreter_call_code.delta', 'tool'],
  ['response.shell_call_command.delta', 'tool'],
]);

function* eventsOf(event: LooseObject): Generator<StreamEvent> {
  const of = TOKEN_EVENTS.get(event.type);
  const text = textOf(event.delta);
  if (of !== undefined && text) yield { kind: 'token', of, text };
  if (event.type === 'error') yield { kind: 'error', ...toldErrorOf(event) };
  const response = fieldsOf(event.response);
  const servedModel = textOf(response.model);
  const requestId = textOf(response.id);
  if (servedModel || requestId) {
    yield { kind: 'identity', ...(servedModel && { servedModel }), ...(requestId && { requestId }) };
  }
  yield* endOf(event, response);
}

// How a response ended, by the event that ends it.
const END_EVENTS: ReadonlyMap<unknown, string> = new Map([
  ['response.completed', 'completed'],
  ['response.incomplete', 'incomplete'],
  ['response.failed', 'failed'],
]);

function* endOf(event: LooseObject, response: LooseObject): Generator<StreamEvent> {
  const ended = END_EVENTS.get(event.type);
  if (ended === undefined) return;
  // some compatible servers end every stream as completed, and say within how it really ended
  const status = textOf(response.status);
  switch (status === 'incomplete' || status === 'failed' ? status : ended) {
    case 'incomplete':
      yield { kind: 'finish', reason: textOf(fieldsOf(response.incomplete_details).reason) || 'incomplete' };
      break;
    case 'failed':
      yield { kind: 'error', ...toldErrorOf(response.error || 'the response failed') };
      break;
    default:
      yield { kind: 'finish', reason: 'stop' };
  }
  // before the end this is the tier that was asked for
  const serviceTier = textOf(response.service_tier);
  if (serviceTier) yield { kind: 'identity', serviceTier };
  const usage = fieldsOf(response.usage);
  yield* usageOf(usage);
  yield* serverTimeOf(event, usage);
}

function* usageOf(usage: LooseObject): Generator<StreamEvent> {
  const inputTokens = countOf(usage.input_tokens);
  const outputTokens = countOf(usage.output_tokens);
  if (inputTokens === null && outputTokens === null) return;
  const reasoningTokens = countOf(fieldsOf(usage.output_tokens_details).reasoning_tokens);
  const cachedTokens = countOf(fieldsOf(usage.input_tokens_details).cached_tokens);
  yield { kind: 'usage', usage: { inputTokens, outputTokens, reasoningTokens, cachedTokens } };
}
