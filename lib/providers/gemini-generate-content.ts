// Dialect `gemini-generate-content`: Google's own form of Gemini, through `@google/genai`. Its entry for browsers reads
// no environment variables and leaves out Google's whole login: a third of the time and of the memory to load.
import { ApiError, GoogleGenAI, type HttpOptions, type ServiceTier } from '@google/genai/web';
import type { Ask, Dialect, StreamEvent, ToldError, Transport, Usage } from './dialect.ts';
import { fetchOver } from './fetch-transport.ts';
import { keyHeaderOf } from './key-header.ts';
import { countOf, fieldsOf, itemsOf, type LooseObject, textOf } from './loose-json.ts';
import { createPatience } from './patience.ts';

const KEY_HEADER = 'x-goog-api-key';
const TIER_HEADER = 'x-gemini-service-tier';

export const geminiGenerateContent: Dialect = {
  api: 'gemini-generate-content',
  requestIdHeaders: ['x-request-id', 'cf-ray'],
  contentType: 'text/event-stream',
  async *ask(ask, transport) {
    const { quirks, serviceTier } = ask.target;
    // each piece has this SDK search again all that it has not understood yet
    const patience = createPatience(transport);
    const stream = await client(ask, patience.transport).models.generateContentStream({
      model: ask.model,
      contents: ask.prompt,
      config: {
        maxOutputTokens: ask.maxOutputTokens,
        ...(quirks.temperature && ask.temperature !== null ? { temperature: ask.temperature } : {}),
        ...(serviceTier === null ? {} : { serviceTier: serviceTier as ServiceTier }),
        // it would ask a second time, unmeasured, where the server lets it
        automaticContinuation: false,
      },
    });
    let usage: LooseObject = {};
    for await (const typed of stream) {
      patience.renew();
      // typed as Google's own; from a gateway any field may be missing or of another type
      const chunk = fieldsOf(typed);
      yield* eventsOf(chunk);
      if (!chunk.usageMetadata) continue;
      // cumulative, and a later one may leave out what an earlier one told
      usage = { ...usage, ...fieldsOf(chunk.usageMetadata) };
      yield { kind: 'usage', usage: readUsage(usage) };
    }
  },
  toldBy: (error) => (error instanceof ApiError ? toldErrorOf(error) : null),
};

// `/v1beta` and its like, which may stand at the end of a base URL.
const VERSION_AT_END = /\/(v\d+(?:(?:alpha|beta)\d*)?)\/?$/;

function client(ask: Ask, transport: Transport): GoogleGenAI {
  // without one: the version that has all models, the previews too
  const apiVersion = VERSION_AT_END.exec(ask.baseUrl ?? '')?.[1] ?? 'v1beta';
  const keyHeader = keyHeaderOf(ask, KEY_HEADER);
  const httpOptions: HttpOptions = {
    ...(ask.baseUrl === null ? {} : { baseUrl: ask.baseUrl.replace(VERSION_AT_END, '') }),
    apiVersion,
    // a compressing proxy would hold tokens back
    headers: { 'accept-encoding': 'identity', ...keyHeader },
    extraBody: { ...ask.target.quirks.extraBody },
    fetch: fetchOver((request) => {
      const { [KEY_HEADER]: key = '', ...others } = request.headers;
      // the SDK always sends one
      return transport({ ...request, headers: KEY_HEADER in keyHeader ? { ...others, [KEY_HEADER]: key } : others });
    }),
  };
  return new GoogleGenAI({ apiKey: ask.key ?? 'none', httpOptions });
}

function* eventsOf(chunk: LooseObject): Generator<StreamEvent> {
  yield* identityOf(chunk);
  for (const candidate of itemsOf(chunk.candidates).map(fieldsOf)) {
    for (const part of itemsOf(fieldsOf(candidate.content).parts)) yield* tokensOf(fieldsOf(part));
    const reason = textOf(candidate.finishReason);
    if (reason) yield { kind: 'finish', reason };
  }
  // a refused prompt has no candidates, and this instead
  const blocked = textOf(fieldsOf(chunk.promptFeedback).blockReason);
  if (blocked) yield { kind: 'finish', reason: VAGUE.has(blocked) ? 'content_filter' : blocked };
}

// Block reasons that would not be told apart from a finish reason.
const VAGUE = new Set(['OTHER', 'BLOCKED_REASON_UNSPECIFIED']);

function* identityOf(chunk: LooseObject): Generator<StreamEvent> {
  const servedModel = textOf(chunk.modelVersion);
  if (servedModel) yield { kind: 'identity', servedModel };
  const requestId = textOf(chunk.responseId);
  if (requestId) yield { kind: 'identity', requestId };
  const { serviceTier: tier, trafficType } = fieldsOf(chunk.usageMetadata);
  const headers = fieldsOf(fieldsOf(chunk.sdkHttpResponse).headers);
  const serviceTier = textOf(headers[TIER_HEADER]) || textOf(tier) || textOf(trafficType);
  if (serviceTier) yield { kind: 'identity', serviceTier };
}

function* tokensOf({ text, thought, functionCall }: LooseObject): Generator<StreamEvent> {
  if (textOf(text)) yield { kind: 'token', of: thought === true ? 'reasoning' : 'answer', text: textOf(text) };
  const { name, args } = fieldsOf(functionCall);
  if (textOf(name)) yield { kind: 'token', of: 'tool', text: `${textOf(name)}${JSON.stringify(args ?? {})}` };
}

function readUsage(told: LooseObject): Usage {
  const visible = countOf(told.candidatesTokenCount);
  const thoughts = countOf(told.thoughtsTokenCount);
  return {
    inputTokens: countOf(told.promptTokenCount),
    outputTokens: visible === null && thoughts === null ? null : (visible ?? 0) + (thoughts ?? 0),
    reasoningTokens: thoughts,
    cachedTokens: countOf(told.cachedContentTokenCount),
  };
}

// The SDK's message is `got status: UNAVAILABLE. ` and the whole frame.
function toldErrorOf({ message, status }: ApiError): ToldError {
  const [, word, frame] = /^got status: (\w+)\. (.*)$/s.exec(message) ?? [];
  return { message: frameMessage(frame) ?? message, code: word === undefined || word === 'undefined' ? status : word };
}

function frameMessage(frame: string | undefined): string | null {
  try {
    return textOf(JSON.parse(frame ?? '').error.message) || null;
  } catch {
    return null;
  }
}
