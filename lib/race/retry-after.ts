// How long a refusal asks to wait: each provider has its own header and form for it. Kept, and never obeyed within a round.
import { firstHeader, type Headers } from './headers.ts';

const DAY_MS = 86_400_000;

const IN_MS = ['retry-after-ms', 'x-ms-retry-after-ms'] as const;
// When a limit is lifted that may have been the reason; which of them it was, is not said.
const RESETS =
  /^(x-ratelimit-reset(-requests|-tokens)?|ratelimit-reset|anthropic-ratelimit-(requests|tokens|input-tokens|output-tokens)-reset)$/;

/**
 * The wait that the headers of a refusal ask for, ms, at most a day; `null` where they ask for none that can be read.
 * Where only the ends of several limits are told, the latest counts: by then none of them is in the way.
 * @param receivedAtMs epoch ms by our own clock; the server's own (`date`) is preferred
 */
export function retryAfterMs(headers: Headers, receivedAtMs: number): number | null {
  const nowMs = instantOf(headers.date ?? '') ?? receivedAtMs;
  const inMs = firstHeader(headers, IN_MS);
  const told = [
    inMs === null ? null : wait(`${inMs.trim()}ms`, nowMs),
    wait(headers['retry-after'] ?? '', nowMs),
    ...latest(
      Object.keys(headers).filter((name) => RESETS.test(name)),
      headers,
      nowMs,
    ),
  ].find((each) => each !== null);
  return told === undefined || told === null ? null : Math.min(Math.max(told, 0), DAY_MS);
}

function latest(names: readonly string[], headers: Headers, nowMs: number): number[] {
  const waits = names.map((name) => wait(headers[name] ?? '', nowMs)).filter((each) => each !== null);
  return waits.length === 0 ? [] : [Math.max(...waits)];
}

/** Of `7`, `1.5` (seconds), `6m0s`, `120ms`, an HTTP date, an RFC 3339 instant, epoch seconds or epoch ms. */
function wait(text: string, nowMs: number): number | null {
  const value = text.trim();
  const instant = instantOf(value);
  if (instant !== null) return instant - nowMs;
  if (/^\d+(\.\d+)?$/.test(value)) return numberOf(Number(value), nowMs);
  return durationOf(value);
}

function numberOf(number: number, nowMs: number): number {
  if (number >= 1e12) return number - nowMs;
  if (number >= 1e9) return number * 1000 - nowMs;
  return number * 1000;
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: DAY_MS };

function durationOf(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    sum += Number(amount) * (UNITS_MS[unit ?? ''] ?? 0);
  }
  return sum;
}

// Date.parse takes almost anything for a date: only its two standard forms are handed to it.
function instantOf(text: string): number | null {
  if (!/^(\d{4}-\d\d-\d\dT|[A-Z][a-z]{2,8}, \d{1,2}[ -])/.test(text)) return null;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : instant;
}
