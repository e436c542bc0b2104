// What the fleet reads of a request: who is meant, what is asked, how much may be answered.
import type { IncomingMessage } from 'node:http';

export type FleetApi = 'chat-completions' | 'bedrock-converse';

/** Longer bodies are refused with 413. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

export interface Route {
  readonly api: FleetApi;
  /** The first segment of the path, '' where there is none. */
  readonly region: string;
  /** Bedrock has the model in the path; `null` = in the body. */
  readonly model: string | null;
}

export interface Ask {
  readonly model: string;
  readonly maxTokens: number | null;
  readonly prompt: string;
}

const CHAT = /^(?:\/([^/]+))??(?:\/v1)?\/chat\/completions$/;
const CONVERSE = /^(?:\/([^/]+))??\/model\/([^/]+)\/converse-stream$/;

/** What a path means: `[/region]/v1/chat/completions` or `[/region]/model/ID/converse-stream`; `null` for any other. */
export function routeOf(path: string): Route | null {
  const chat = CHAT.exec(path);
  if (chat !== null) return { api: 'chat-completions', region: chat[1] ?? '', model: null };
  const converse = CONVERSE.exec(path);
  if (converse === null) return null;
  return { api: 'bedrock-converse', region: converse[1] ?? '', model: decoded(converse[2] ?? '') };
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
  return {
    model: route.model ?? (typeof json.model === 'string' ? json.model : 'unnamed'),
    maxTokens: cap(json.max_completion_tokens) ?? cap(json.max_tokens) ?? cap(inference.maxTokens),
    prompt: promptOf(json.messages),
  };
}

function promptOf(messages: unknown): string {
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : null;
  if (!isObject(last)) return '';
  if (typeof last.content === 'string') return last.content;
  if (!Array.isArray(last.content)) return '';
  return last.content
    .map((part: unknown) => (isObject(part) && typeof part.text === 'string' ? part.text : ''))
    .join('');
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
