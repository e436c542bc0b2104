// Dialect `chat-completions`: OpenAI's chat API and all that is compatible with it, through the `openai` SDK.
import OpenAI, { APIConnectionError, APIError } from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Ask, Dialect, StreamEvent, TokenKind, Transport, Usage, WireResponse } from './dialect.ts';

export const chatCompletions: Dialect = {
  api: 'chat-completions',
  requestIdHeaders: ['x-request-id', 'apim-request-id', 'request-id', 'x-generation-id', 'cf-ray'],
  contentType: 'text/event-stream',
  async *ask(ask, transport) {
    const stream = await client(ask, transport).chat.completions.create(requestBody(ask));
    for await (const chunk of stream) yield* eventsOf(chunk, ask.target.quirks.usageExcludesReasoning);
  },
  toldBy: (error) => (error instanceof APIError && !(error instanceof APIConnectionError) ? error.message : null),
};

function client(ask: Ask, transport: Transport): OpenAI {
  const bare = ask.key === null || ask.target.quirks.keyHeader === 'api-key';
  return new OpenAI({
    apiKey: ask.key ?? 'none',
    baseURL: ask.baseUrl,
    // the environment's own OPENAI_ORG_ID and the like must not reach other providers
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
    defaultHeaders: {
      // a compressing proxy would hold tokens back
      'accept-encoding': 'identity',
      ...(bare ? { authorization: null } : {}),
      ...(ask.key !== null && bare ? { 'api-key': ask.key } : {}),
    },
    fetch: async (input, init) => {
      const request = new Request(input as string | URL, init as RequestInit);
      const response = await transport({
        url: new URL(request.url),
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body: new Uint8Array(await request.arrayBuffer()),
      });
      return new Response(pulledBody(response), { status: response.status, headers: { ...response.headers } });
    },
  });
}

function pulledBody(response: WireResponse): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await response.pull();
        if (bytes === null) controller.close();
        else controller.enqueue(bytes);
      },
    },
    { highWaterMark: 0 },
  );
}

function requestBody(ask: Ask): ChatCompletionCreateParamsStreaming {
  const { tokenCap, temperature, streamUsage, extraBody } = ask.target.quirks;
  const { stream_options: extraStreamOptions, ...extra } = extraBody;
  const streamOptions = {
    ...(streamUsage ? { include_usage: true } : {}),
    ...(extraStreamOptions as object | undefined),
  };
  return {
    model: ask.model,
    messages: [{ role: 'user', content: ask.prompt }],
    stream: true,
    ...(Object.keys(streamOptions).length > 0 ? { stream_options: streamOptions } : {}),
    [tokenCap]: ask.maxOutputTokens,
    ...(temperature && ask.temperature !== null ? { temperature: ask.temperature } : {}),
    ...extra,
  };
}

/** What providers add to OpenAI's chunk; each field is named in facts of the providers' own SDKs and documents. */
interface LooseChunk {
  readonly model?: unknown;
  readonly service_tier?: unknown;
  readonly usage?: LooseUsage | null;
  readonly choices?: readonly LooseChoice[] | null;
  readonly x_groq?: { readonly id?: string; readonly usage?: LooseUsage; readonly error?: unknown } | null;
  readonly error?: unknown;
}
interface LooseChoice {
  readonly delta?: Readonly<Record<string, unknown>> | null;
  readonly finish_reason?: unknown;
}
interface LooseUsage {
  readonly prompt_tokens?: unknown;
  readonly completion_tokens?: unknown;
  readonly completion_tokens_details?: { readonly reasoning_tokens?: unknown } | null;
  readonly prompt_tokens_details?: { readonly cached_tokens?: unknown } | null;
  readonly prompt_cache_hit_tokens?: unknown;
  readonly total_time?: unknown;
}

function* eventsOf(typed: ChatCompletionChunk, usageExcludesReasoning: boolean): Generator<StreamEvent> {
  // typed as OpenAI's own chunk; from other providers any field may be missing or of another type
  const chunk = typed as unknown as LooseChunk;
  if (typeof chunk !== 'object' || chunk === null) return;
  if (typeof chunk.model === 'string' && chunk.model !== '') yield { kind: 'identity', servedModel: chunk.model };
  if (typeof chunk.service_tier === 'string') yield { kind: 'identity', serviceTier: chunk.service_tier };
  if (typeof chunk.x_groq?.id === 'string') yield { kind: 'identity', requestId: chunk.x_groq.id };
  const choices = Array.isArray(chunk.choices) ? chunk.choices : [];
  for (const choice of choices as readonly (LooseChoice | null)[]) {
    if (choice === null || typeof choice !== 'object') continue;
    yield* tokensOf(choice.delta ?? {});
    if (choice.finish_reason === 'error') yield { kind: 'error', message: 'finish_reason "error"' };
    else if (typeof choice.finish_reason === 'string') yield { kind: 'finish', reason: choice.finish_reason };
  }
  const error = chunk.x_groq?.error ?? chunk.error;
  if (error) yield { kind: 'error', message: typeof error === 'string' ? error : JSON.stringify(error) };
  const usage = chunk.usage ?? chunk.x_groq?.usage;
  if (usage && typeof usage === 'object') yield* usageOf(usage, usageExcludesReasoning);
}

function* tokensOf(delta: Readonly<Record<string, unknown>>): Generator<StreamEvent> {
  // some providers send the same reasoning under two names: the first that is there is taken
  const reasoning =
    text(delta.reasoning) || text(delta.reasoning_content) || textOfParts(delta.reasoning_details, 'text');
  if (reasoning) yield token('reasoning', reasoning);
  if (typeof delta.content === 'string') {
    if (delta.content) yield token('answer', delta.content);
  } else if (Array.isArray(delta.content)) {
    yield* contentParts(delta.content);
  }
  if (text(delta.refusal)) yield token('refusal', text(delta.refusal));
  for (const call of Array.isArray(delta.tool_calls) ? delta.tool_calls : []) {
    const part = text(call?.function?.name) + text(call?.function?.arguments);
    if (part) yield token('tool', part);
  }
}

// Mistral sends content as parts: `{ type: 'text', text }` and `{ type: 'thinking', thinking: [{ type: 'text', text }] }`.
function* contentParts(parts: readonly unknown[]): Generator<StreamEvent> {
  for (const part of parts as readonly ({ type?: unknown; text?: unknown; thinking?: unknown } | null)[]) {
    if (part?.type === 'thinking') {
      const thought = text(part.thinking) || textOfParts(part.thinking, 'text');
      if (thought) yield token('reasoning', thought);
    } else if (text(part?.text)) {
      yield token('answer', text(part?.text));
    }
  }
}

function* usageOf(usage: LooseUsage, excludesReasoning: boolean): Generator<StreamEvent> {
  const reasoningTokens = count(usage.completion_tokens_details?.reasoning_tokens);
  const completionTokens = count(usage.completion_tokens);
  // A part cannot be larger than the whole: then the provider leaves reasoning out, whatever the table says.
  const addReasoning = excludesReasoning || (reasoningTokens ?? 0) > (completionTokens ?? 0);
  const read: Usage = {
    inputTokens: count(usage.prompt_tokens),
    outputTokens: completionTokens === null ? null : completionTokens + (addReasoning ? (reasoningTokens ?? 0) : 0),
    reasoningTokens,
    cachedTokens: count(usage.prompt_tokens_details?.cached_tokens) ?? count(usage.prompt_cache_hit_tokens),
  };
  if (read.outputTokens !== null || read.inputTokens !== null) yield { kind: 'usage', usage: read };
  if (typeof usage.total_time === 'number') yield { kind: 'server-time', ms: usage.total_time * 1000 };
}

function token(of: TokenKind, tokenText: string): StreamEvent {
  return { kind: 'token', of, text: tokenText };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textOfParts(parts: unknown, field: string): string {
  if (!Array.isArray(parts)) return '';
  return parts.map((part) => text((part as Record<string, unknown> | null)?.[field])).join('');
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
}
