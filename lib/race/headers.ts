// What a response says in its headers, whatever its dialect. All of it is a server's text: kept beside what we measured,
// and never in its place.

export type Headers = Readonly<Record<string, string>>;

/** The value of the first of some headers that is there and says anything; names in lower case. */
export function firstHeader(headers: Headers, names: readonly string[]): string | null {
  for (const name of names) if (headers[name]) return headers[name];
  return null;
}

// The Hugging Face router tells whom it has chosen.
const SERVED_BY = ['x-inference-provider'] as const;

/** Who served it, where a router says so. */
export function servedByHeader(headers: Headers): string | null {
  return firstHeader(headers, SERVED_BY);
}

/** What the server says of its time until it began to answer, ms. */
export function serverTtftInHeaders(headers: Headers): number | null {
  const ms = amountOf(headers['openai-processing-ms']);
  const seconds = amountOf(headers['fireworks-server-time-to-first-token']);
  return ms ?? (seconds === null ? null : seconds * 1000);
}

// Caches of whole answers: of any proxy, Cloudflare's and its AI Gateway's, Portkey, Helicone, LiteLLM, OpenRouter.
const CACHE_HEADERS = [
  'x-cache',
  'cf-cache-status',
  'cf-aig-cache-status',
  'x-portkey-cache-status',
  'helicone-cache',
  'x-litellm-cache-hit',
  'x-openrouter-cache-status',
] as const;

/** Whether the whole answer came out of a cache, as far as its headers tell. */
export function cameFromCache(headers: Headers): boolean {
  // `HIT`, `MISS, HIT`, `SEMANTIC HIT`, `Hit from cloudfront`, `True`
  return CACHE_HEADERS.some((name) => /\bhit\b|^true$/i.test(headers[name] ?? ''));
}

function amountOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}
