// What the fleet reads of a request: who is meant, what is asked, how much may be answered.
import type { IncomingMessage } from 'node:http';
import type { Api } from '../domain/target.ts';

export type FleetApi = Api;

/** Longer bodies are refused with 413. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

export interface Route {
  readonly api: FleetApi;
  /** The first segment of the path, '' where there is none. */
  readonly region: string;
  /** Where the path names the model; `null` = in the body. */
  readonly model: string | null;
}

export interface Ask {
  readonly model: string;
  readonly maxTokens: number | null;
  readonly prompt: string;
}

// The end of each dialect's path; `model` where the path names it. Azure's older addresses name a deployment there.
const PATHS: readonly (readonly [FleetApi, RegExp])[] = [
  ['chat-completions', path('(?:/v1|/openai/deployments/(?<model>[^/]+))?/chat/completions')],
  ['completions', path('(?:/v1|/openai/deployments/(?<model>[^/]+))?/completions')],
  ['responses', path('(?:/v1)?/responses')],
  ['anthropic-messages', path('(?:/v1)?/messages')],
  ['gemini-generate-content', path('(?:/v1beta)?/models/(?<model>[^/]+):streamGenerateContent')],
  ['bedrock-converse', path('/model/(?<model>[^/]+)/converse-stream')],
];

function path(end: string): RegExp {
  return new RegExp(`^(?:/(?<region>[^/]+))??${end}$`);
}

/** What a path means: `[/region]/v1/chat/completions`, `[/region]/model/ID/converse-stream` and their like; `null` for any other. */
export function routeOf(pathname: string): Route | null {
  for (const [api, pattern] of PATHS) {
    const groups = pattern.exec(pathname)?.groups;
    if (groups === undefined) continue;
    return { api, region: groups.region ?? '', model: groups.model === undefined ? null : decoded(groups.model) };
  }
  return null;
}

/** What follows the origin, and the region if there is one, in a dialect's base URL. */
export function baseUrlPath(api: FleetApi): string {
  if (api === 'bedrock-converse' || api === 'gemini-generate-content') return '';
  return '/v1';
}

/** The request's body, or `null` if it is longer than `MAX_BODY_BYTES`. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    // read to the end all the same: leaving would cut the connection before the refusal is sent
    bytes += part.length;
    if (bytes <= MAX_BODY_BYTES) parts.push(part);
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(parts).toString('utf8') : null;
}

/** What a body asks for, or `null` if it is not a JSON object. */
export function askOf(body: string, route: Route): Ask | null {
  const json = objectOf(body);
  if (json === null) return null;
  const inference = isObject(json.inferenceConfig) ? json.inferenceConfig : {};
  const generation = isObject(json.generationConfig) ? json.generationConfig : {};
  const caps = [json.max_completion_tokens, json.max_tokens, json.max_output_tokens];
  return {
    model: route.model ?? (typeof json.model === 'string' ? json.model : 'unnamed'),
    maxTokens: [...caps, inference.maxTokens, generation.maxOutputTokens].map(cap).find((one) => one !== null) ?? null,
    prompt: textOf(json.prompt) || textOf(json.input) || promptOf(json.messages ?? json.input ?? json.contents),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function promptOf(messages: unknown): string {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : null;
  if (!isObject(last)) return '';
  if (typeof last.content === 'string') return last.content;
  const parts = Array.isArray(last.content) ? last.content : last.parts;
  if (!Array.isArray(parts)) return '';
  return parts.map((part: unknown) => (isObject(part) ? textOf(part.text) : '')).join('');
}

function cap(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
