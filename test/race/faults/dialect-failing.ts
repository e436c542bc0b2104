// What can go wrong in every dialect, each told in its own words, and the verdict: class, phase, status.
import { answerScript } from '../../../lib/fleet/answer.ts';
import { cutAt, endless, errorAt, HEADERS_ONLY, redirect, refusal, SILENCE, whole } from '../../../lib/fleet/faults.ts';
import type { FleetApi } from '../../../lib/fleet/request.ts';
import { BLANK_SCRIPT, type Script } from '../../../lib/fleet/script.ts';

export type DialectRow = readonly [name: string, script: Script, verdict: string];

/** The words of a dialect. */
interface Words {
  readonly overload: string;
  readonly limit: string;
  readonly filter: string;
}

const OPENAI: Words = { overload: 'server_overloaded', limit: 'rate_limit_exceeded', filter: 'content_filter' };
const WORDS: Readonly<Record<FleetApi, Words>> = {
  'chat-completions': OPENAI,
  completions: OPENAI,
  responses: OPENAI,
  'anthropic-messages': { overload: 'overloaded_error', limit: 'rate_limit_error', filter: 'refusal' },
  'gemini-generate-content': { overload: 'UNAVAILABLE', limit: 'RESOURCE_EXHAUSTED', filter: 'PROHIBITED_CONTENT' },
  'bedrock-converse': {
    overload: 'serviceUnavailableException',
    limit: 'throttlingException',
    filter: 'guardrail_intervened',
  },
};

export const ANSWER = answerScript({ firstTokenMs: 30, tokens: 12, pace: { tokensPerSecond: 400 } });
const short = (changes: { readonly tokens?: number; readonly finishReason?: string | null }) =>
  answerScript({ firstTokenMs: 20, tokens: 5, pace: { tokensPerSecond: 400 }, ...changes });
const RESET: Script = { ...BLANK_SCRIPT, headersAtMs: 'with-first-write', events: [{ type: 'reset', atMs: 10 }] };
const REFUSALS = {
  400: 'client-error',
  401: 'auth',
  403: 'auth',
  404: 'client-error',
  429: 'rate-limited',
  500: 'server-error',
  503: 'overloaded',
} as const;

/** The rows of one dialect. */
export function failingIn(api: FleetApi): readonly DialectRow[] {
  const { overload, limit, filter } = WORDS[api];
  const isBinary = api === 'bedrock-converse';
  // the SDK of Anthropic passes over events without a name
  const name = api === 'anthropic-messages' ? 'event: message_start\n' : '';
  const garbage = isBinary
    ? whole('garbage in place of messages', 'application/vnd.amazon.eventstream')
    : whole(`${name}data: {"choices":[{"de\n\n`, 'text/event-stream');
  return [
    ['silence', SILENCE, 'timeout-first-token headers null'],
    ['headers only', HEADERS_ONLY, 'timeout-first-token first-token 200'],
    ['role, then silence', cutAt(ANSWER, 20, 'stall'), 'timeout-first-token first-token 200'],
    ['stall after some tokens', cutAt(ANSWER, 40, 'stall'), 'timeout-stall stream 200'],
    ['slow for ever', endless(20, 100), 'timeout-total stream 200'],
    ['huge for ever', endless(20, 1, 4_000), 'bad-content stream 200'],
    ['reset before any answer', RESET, 'server-error headers null'],
    ['reset in mid-stream', cutAt(ANSWER, 45, 'reset'), 'mid-stream-error stream 200'],
    ['body cut in mid-stream', cutAt(ANSWER, 45, 'close'), 'mid-stream-error stream 200'],
    ['an error frame', errorAt(ANSWER, 45, 'server_error', 'it broke'), 'mid-stream-error stream 200'],
    ['overload, after tokens', errorAt(ANSWER, 45, overload, 'too busy'), 'mid-stream-error stream 200'],
    ['overload, before any token', errorAt(ANSWER, 20, overload, 'too busy'), 'overloaded first-token 200'],
    ['a limit, before any token', errorAt(ANSWER, 20, limit, 'too much'), 'rate-limited first-token 200'],
    ['no finish reason', short({ finishReason: null }), 'truncated finish 200'],
    ['no token', short({ tokens: 0 }), 'empty finish 200'],
    ['a content filter', short({ finishReason: filter }), 'content-filter finish 200'],
    ['garbage in the stream', garbage, 'bad-content first-token 200'],
    ['a page in place of a stream', whole('<html><h1>Sign in</h1></html>', 'text/html'), 'bad-content headers 200'],
    ['redirect', redirect('http://127.0.0.1:9/v1'), 'redirected headers 307'],
    ...Object.entries(REFUSALS).map(([status, failure]): DialectRow => {
      const script = refusal({ status: Number(status), message: 'no', retryAfterS: 20 });
      return [status, script, `${failure} headers ${status}`];
    }),
  ];
}
