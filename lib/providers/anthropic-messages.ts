// Dialect `anthropic-messages`: Anthropic's Messages API and all that is compatible with it, through `@anthropic-ai/sdk`.
import Anthropic, { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import type { MessageCreateParamsStreaming, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import type { Stream } from '@anthropic-ai/sdk/streaming';
import type { Ask, Dialect, StreamEvent, Transport, Usage } from './dialect.ts';
import { fetchOver } from './fetch-transport.ts';
import { keyHeaderOf } from './key-header.ts';
import { countOf, fieldsOf, type LooseObject, textOf } from './loose-json.ts';
import { withoutEnvironment } from './without-environment.ts';

export const anthropicMessages: Dialect = {
  api: 'anthropic-messages',
  requestIdHeaders: ['request-id', 'x-request-id', 'cf-ray'],
  contentType: 'text/event-stream',
  async *ask(ask, transport) {
    // Not `messages.create`, which writes a line to the console for every model that is to be retired.
    const body = requestBody(ask);
    const request = client(ask, transport).post<Stream<RawMessageStreamEvent>>('/v1/messages', { body, stream: true });
    let usage = NO_USAGE;
    for await (const typed of await request) {
      // typed as Anthropic's own event; from other providers any field may be missing or of another type
      const event = fieldsOf(typed);
      yield* eventsOf(event);
      const told = event.usage ?? fieldsOf(event.message).usage;
      if (typeof told !== 'object' || told === null) continue;
      usage = mergedUsage(usage, fieldsOf(told), event.type === 'message_delta');
      yield { kind: 'usage', usage: readUsage(usage) };
    }
  },
  toldBy: (error) =>
    error instanceof APIError && !(error instanceof APIConnectionError)
      ? { message: textOf(error.apiMessage) || error.message, code: textOf(error.type) || null }
      : null,
};

function client(ask: Ask, transport: Transport): Anthropic {
  const { apiVersion } = ask.target.quirks;
  // its variables may hold keys, log levels and headers that are not for this target
  return withoutEnvironment(
    'ANTHROPIC_',
    () =>
      new Anthropic({
        // given even where there is none: without it the SDK looks for a profile in the user's home
        apiKey: ask.key ?? 'none',
        // the SDK puts `/v1` into the path itself
        baseURL: ask.baseUrl === null ? null : ask.baseUrl.replace(/\/+$/, '').replace(/\/v1$/, ''),
        maxRetries: 0,
        logLevel: 'off',
        openTelemetry: false,
        defaultHeaders: {
          // a compressing proxy would hold tokens back
          'accept-encoding': 'identity',
          authorization: null,
          ...keyHeaderOf(ask, 'x-api-key'),
        },
        ...(apiVersion === null ? {} : { defaultQuery: { 'api-version': apiVersion } }),
        fetch: fetchOver(transport),
      }),
  );
}

function requestBody(ask: Ask): MessageCreateParamsStreaming {
  const { quirks, serviceTier } = ask.target;
  return {
    model: ask.model,
    max_tokens: ask.maxOutputTokens,
    messages: [{ role: 'user', content: ask.prompt }],
    stream: true,
    ...(quirks.temperature && ask.temperature !== null ? { temperature: ask.temperature } : {}),
    ...(serviceTier === null ? {} : { service_tier: serviceTier as 'auto' | 'standard_only' }),
    ...quirks.extraBody,
  };
}

function* eventsOf(event: LooseObject): Generator<StreamEvent> {
  const { model, usage } = fieldsOf(event.message);
  if (textOf(model)) yield { kind: 'identity', servedModel: textOf(model) };
  const serviceTier = tierOf(fieldsOf(usage));
  if (serviceTier) yield { kind: 'identity', serviceTier };
  if (event.type === 'content_block_start') yield* tokensOf(fieldsOf(event.content_block));
  if (event.type === 'content_block_delta') yield* tokensOf(fieldsOf(event.delta));
  const reason = textOf(fieldsOf(event.delta).stop_reason);
  if (event.type === 'message_delta' && reason) yield { kind: 'finish', reason };
}

/** The tier that was served; the faster mode of a model is another speed at the same tier. */
function tierOf({ service_tier: tier, speed }: LooseObject): string {
  return [textOf(tier), speed === 'fast' ? speed : ''].filter((part) => part !== '').join('/');
}

// A block's start may bear text too; signatures, citations and redacted thinking are no text.
function* tokensOf(part: LooseObject): Generator<StreamEvent> {
  if (textOf(part.thinking)) yield { kind: 'token', of: 'reasoning', text: textOf(part.thinking) };
  if (textOf(part.text)) yield { kind: 'token', of: 'answer', text: textOf(part.text) };
  const call = textOf(part.name) + textOf(part.partial_json);
  if (call) yield { kind: 'token', of: 'tool', text: call };
}

/** Usage so far, each count as it was told last. */
interface UsageSoFar {
  /** Without what was read from a cache or written to one. */
  readonly uncached: number | null;
  readonly cacheRead: number | null;
  readonly cacheWritten: number | null;
  readonly output: number | null;
  readonly thinking: number | null;
}

const NO_USAGE: UsageSoFar = { uncached: null, cacheRead: null, cacheWritten: null, output: null, thinking: null };

// The start's output count is a placeholder; the deltas' are cumulative, and leave out what they do not repeat.
function mergedUsage(before: UsageSoFar, told: LooseObject, withOutput: boolean): UsageSoFar {
  const { thinking_tokens: thinking } = fieldsOf(told.output_tokens_details);
  return {
    uncached: countOf(told.input_tokens) ?? before.uncached,
    cacheRead: countOf(told.cache_read_input_tokens) ?? before.cacheRead,
    cacheWritten: countOf(told.cache_creation_input_tokens) ?? before.cacheWritten,
    output: withOutput ? (countOf(told.output_tokens) ?? before.output) : before.output,
    thinking: withOutput ? (countOf(thinking) ?? before.thinking) : before.thinking,
  };
}

function readUsage({ uncached, cacheRead, cacheWritten, output, thinking }: UsageSoFar): Usage {
  return {
    inputTokens: uncached === null ? null : uncached + (cacheRead ?? 0) + (cacheWritten ?? 0),
    outputTokens: output,
    reasoningTokens: thinking,
    cachedTokens: cacheRead,
  };
}
