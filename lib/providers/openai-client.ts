// What the three dialects of OpenAI share: the SDK's client over our transport, the common fields of a request, and
// what its errors tell.
import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import type { Ask, ToldError, Transport } from './dialect.ts';
import { fetchOver } from './fetch-transport.ts';
import { keyHeaderOf } from './key-header.ts';
import { fieldsOf, textOf } from './loose-json.ts';
import { withoutEnvironment } from './without-environment.ts';

/** Where an id of the request may stand, the most telling first. */
export const OPENAI_REQUEST_ID_HEADERS = [
  'x-request-id',
  'apim-request-id',
  'request-id',
  'x-generation-id',
  'x-amzn-requestid',
  'mistral-correlation-id',
  'nvcf-reqid',
  // Cloudflare's, in front of many
  'cf-ray',
] as const;

/** The SDK's client for one ask: it knows our transport and the target's address and key, and nothing of its environment. */
export function openaiClient(ask: Ask, transport: Transport): OpenAI {
  const { apiVersion } = ask.target.quirks;
  // its variables may hold keys, organisations and headers that are not for this target
  return withoutEnvironment(
    'OPENAI_',
    () =>
      new OpenAI({
        // never sent: the header with the key is written below, and the SDK only refuses to be without one
        apiKey: 'none',
        baseURL: ask.baseUrl,
        maxRetries: 0,
        logLevel: 'off',
        defaultHeaders: {
          // a compressing proxy would hold tokens back
          'accept-encoding': 'identity',
          authorization: null,
          ...keyHeaderOf(ask, 'authorization'),
        },
        ...(apiVersion === null ? {} : { defaultQuery: { 'api-version': apiVersion } }),
        fetch: fetchOver(transport),
      }),
  );
}

/** The fields that have the same name in all three. */
export function commonFields({ model, temperature, target }: Ask): {
  model: string;
  temperature?: number;
  service_tier?: 'auto';
} {
  return {
    model,
    ...(target.quirks.temperature && temperature !== null ? { temperature } : {}),
    // other providers have words of their own for their tiers
    ...(target.serviceTier === null ? {} : { service_tier: target.serviceTier as 'auto' }),
  };
}

/** The target's further body fields, and `stream_options` with usage asked for where that is the way to get it. */
export function furtherFields({ target }: Ask): Record<string, unknown> {
  const { streamUsage, extraBody } = target.quirks;
  const options = { ...(streamUsage ? { include_usage: true } : {}), ...fieldsOf(extraBody.stream_options) };
  return { ...extraBody, ...(Object.keys(options).length === 0 ? {} : { stream_options: options }) };
}

/** What the server said, if an error of the SDK is an error frame of the stream. */
export function toldByOpenai(error: Error): ToldError | null {
  if (!(error instanceof APIError)) return null;
  if (error instanceof APIConnectionError || error instanceof APIUserAbortError) return null;
  return error.error == null ? { message: error.message, code: null } : toldErrorOf(error.error);
}

const WORDLESS = 'an error without a word';

/** An error as a provider writes it: a text, or an object with a message and a code, a type or a status. */
export function toldErrorOf(error: unknown): ToldError {
  if (typeof error === 'string') return { message: error || WORDLESS, code: null };
  const { message, code, type, status_code, status } = fieldsOf(error);
  return {
    message: textOf(message) || JSON.stringify(message || error),
    code: [code, type, status_code, status].map(codeOf).find((one) => one !== null) ?? null,
  };
}

function codeOf(value: unknown): string | number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  // an error of type "error" says nothing
  if (typeof value !== 'string' || value === '' || value === 'error') return null;
  return /^\d{3}$/.test(value) ? Number(value) : value;
}
