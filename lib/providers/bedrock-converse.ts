// Dialect `bedrock-converse`: Amazon Bedrock's ConverseStream, through the AWS SDK.
import { Readable } from 'node:stream';
import {
  BedrockRuntimeClient,
  BedrockRuntimeServiceException,
  ConverseStreamCommand,
  type ConverseStreamCommandInput,
  type ConverseStreamOutput,
  type ServiceTierType,
  type TokenUsage,
} from '@aws-sdk/client-bedrock-runtime';
import type { Ask, Dialect, StreamEvent, Transport, Usage, WireResponse } from './dialect.ts';
import { createFrameGuard } from './frame-guard.ts';

export const bedrockConverse: Dialect = {
  api: 'bedrock-converse',
  requestIdHeaders: ['x-amzn-requestid'],
  contentType: 'application/vnd.amazon.eventstream',
  async *ask(ask, transport) {
    const output = await client(ask, transport).send(new ConverseStreamCommand(requestBody(ask)));
    for await (const event of output.stream ?? []) yield* eventsOf(event);
  },
  toldBy: (error) =>
    error instanceof BedrockRuntimeServiceException || isUnmodelled(error)
      ? { message: `${error.name}: ${error.message}`, code: error.name }
      : null,
};

// What the SDK has no class for, it throws as a bare Error with the service's word for its name.
function isUnmodelled(error: Error): boolean {
  return error.constructor === Error && Object.hasOwn(error, 'name');
}

/** The part of the AWS SDK's request and response that our handler meets (its `HttpRequest` and `HttpResponse`). */
interface AwsRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function client(ask: Ask, transport: Transport): BedrockRuntimeClient {
  const requestHandler = {
    async handle(request: AwsRequest) {
      const response = await transport({
        url: urlOf(request),
        method: request.method,
        headers: lowerCased(request.headers),
        body: bytesOf(request.body),
      });
      return {
        response: { statusCode: response.status, headers: { ...response.headers }, body: pulledBody(response) },
      };
    },
    destroy() {},
    metadata: { handlerProtocol: 'http/1.1' },
  };
  return new BedrockRuntimeClient({
    region: ask.region,
    maxAttempts: 1,
    requestHandler: requestHandler as never,
    ...(ask.baseUrl === null ? {} : { endpoint: ask.baseUrl }),
    // a Bedrock API key is a bearer token; without one the SDK signs with the account's credentials
    ...(ask.key === null ? {} : { token: { token: ask.key }, authSchemePreference: ['httpBearerAuth'] }),
    ...(ask.credentials === undefined ? {} : { credentials: ask.credentials, authSchemePreference: ['sigv4'] }),
  });
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function urlOf(request: AwsRequest): URL {
  const port = request.port === undefined ? '' : `:${request.port}`;
  const url = new URL(`${request.protocol}//${request.hostname}${port}${request.path}`);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, one ?? '');
  }
  return url;
}

function bytesOf(body: unknown): Uint8Array {
  // a copy, because the SDK's own is a bytes-and-text hybrid that warns when it is handled
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return new TextEncoder().encode(typeof body === 'string' ? body : '');
}

function pulledBody(response: WireResponse): Readable {
  const guard = createFrameGuard();
  const pull = async () => {
    let bytes = await response.pull();
    // after an empty piece a Readable would never ask again
    while (bytes?.byteLength === 0) bytes = await response.pull();
    if (bytes !== null) guard(bytes);
    return bytes;
  };
  return new Readable({
    highWaterMark: 0,
    read() {
      pull().then(
        (bytes) => this.push(bytes),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
}

function requestBody(ask: Ask): ConverseStreamCommandInput {
  const { latency, serviceTier, quirks } = ask.target;
  const sendTemperature = quirks.temperature && ask.temperature !== null;
  return {
    modelId: ask.model,
    messages: [{ role: 'user', content: [{ text: ask.prompt }] }],
    inferenceConfig: {
      maxTokens: ask.maxOutputTokens,
      ...(sendTemperature && ask.temperature !== null ? { temperature: ask.temperature } : {}),
    },
    ...(latency === null ? {} : { performanceConfig: { latency } }),
    ...(serviceTier === null ? {} : { serviceTier: { type: serviceTier as ServiceTierType } }),
    ...(quirks.extraBody as Partial<ConverseStreamCommandInput>),
  };
}

function* eventsOf(event: ConverseStreamOutput): Generator<StreamEvent> {
  const toolName = event.contentBlockStart?.start?.toolUse?.name;
  if (toolName) yield { kind: 'token', of: 'tool', text: toolName };
  const delta = event.contentBlockDelta?.delta;
  if (delta?.reasoningContent?.text) yield { kind: 'token', of: 'reasoning', text: delta.reasoningContent.text };
  if (delta?.text) yield { kind: 'token', of: 'answer', text: delta.text };
  if (delta?.toolUse?.input) yield { kind: 'token', of: 'tool', text: delta.toolUse.input };
  if (event.messageStop?.stopReason) yield { kind: 'finish', reason: event.messageStop.stopReason };
  if (event.metadata) yield* metadataOf(event.metadata);
}

function* metadataOf(metadata: NonNullable<ConverseStreamOutput['metadata']>): Generator<StreamEvent> {
  const { usage, metrics, performanceConfig, serviceTier } = metadata;
  if (usage) yield { kind: 'usage', usage: readUsage(usage) };
  if (metrics?.latencyMs !== undefined) yield { kind: 'server-time', totalMs: metrics.latencyMs };
  // what was served, which may be less than what was asked for: an optimized request can fall back to standard
  const served = [serviceTier?.type, performanceConfig?.latency].filter((part) => part !== undefined).join('/');
  if (served !== '') yield { kind: 'identity', serviceTier: served };
}

// Bedrock's input tokens leave out what was read from a cache or written to one.
function readUsage({ inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens }: TokenUsage): Usage {
  return {
    inputTokens:
      inputTokens === undefined ? null : inputTokens + (cacheReadInputTokens ?? 0) + (cacheWriteInputTokens ?? 0),
    outputTokens: outputTokens ?? null,
    reasoningTokens: null,
    cachedTokens: cacheReadInputTokens ?? null,
  };
}
