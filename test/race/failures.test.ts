// Each failure class, reached by a real server doing the real thing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { cutAt, endless, errorAt, HEADERS_ONLY, redirect, refusal, SILENCE, whole } from '../../lib/fleet/faults.ts';
import type { Fleet } from '../../lib/fleet/fleet.ts';
import { BLANK_SCRIPT, type Script } from '../../lib/fleet/script.ts';
import type { RaceResult } from '../../lib/race/race.ts';
import { openFleet, raceTargets, scripted, targetAt } from './racing.ts';

const KEY = 'sk-secret-9f8e7d6c5b4a';
const ANSWER = answerScript({ firstTokenMs: 30, tokens: 12, pace: { tokensPerSecond: 400 } });
const BELL = '\u001b[2J\u0007<script>alert(1)</script>\u202e';

type Row = readonly [name: string, script: Script, failure: string, phase: string, status: number | null];
const ROWS: readonly Row[] = [
  ['silence', SILENCE, 'timeout-first-token', 'headers', null],
  ['headers only', HEADERS_ONLY, 'timeout-first-token', 'first-token', 200],
  ['role, then silence', cutAt(ANSWER, 20, 'stall'), 'timeout-first-token', 'first-token', 200],
  ['stall after some tokens', cutAt(ANSWER, 40, 'stall'), 'timeout-stall', 'stream', 200],
  ['slow for ever', endless(20, 100), 'timeout-total', 'stream', 200],
  ['huge for ever', endless(20, 1, 4_000), 'bad-content', 'stream', 200],
  ['reset in mid-stream', cutAt(ANSWER, 45, 'reset'), 'mid-stream-error', 'stream', 200],
  ['body cut in mid-stream', cutAt(ANSWER, 45, 'close'), 'mid-stream-error', 'stream', 200],
  [
    'reset before any answer',
    { ...BLANK_SCRIPT, headersAtMs: 'with-first-write', events: [{ type: 'reset', atMs: 10 }] },
    'server-error',
    'headers',
    null,
  ],
  ['an error frame', errorAt(ANSWER, 45, 'server_error', 'it broke'), 'mid-stream-error', 'stream', 200],
  ['401', refusal({ status: 401, message: 'who are you' }), 'auth', 'headers', 401],
  ['403', refusal({ status: 403, message: 'not you' }), 'auth', 'headers', 403],
  ['404', refusal({ status: 404, message: 'no such model' }), 'client-error', 'headers', 404],
  ['429', refusal({ status: 429, message: 'slow down', retryAfterS: 20 }), 'rate-limited', 'headers', 429],
  ['500', refusal({ status: 500, message: 'oops' }), 'server-error', 'headers', 500],
  ['503', refusal({ status: 503, message: 'busy' }), 'overloaded', 'headers', 503],
  ['529', refusal({ status: 529, message: 'busy' }), 'overloaded', 'headers', 529],
  ['redirect', redirect('http://127.0.0.1:9/v1'), 'redirected', 'headers', 307],
  ['an HTML page', whole('<html><h1>Sign in</h1></html>', 'text/html'), 'bad-content', 'headers', 200],
  ['a JSON answer', whole('{"choices":[]}', 'application/json'), 'bad-content', 'headers', 200],
  [
    'garbage in the stream',
    whole('data: {"choices":[{"de\n\n', 'text/event-stream'),
    'bad-content',
    'first-token',
    200,
  ],
  ['an empty stream', whole('data: [DONE]\n\n', 'text/event-stream'), 'empty', 'finish', 200],
  [
    'no finish reason',
    answerScript({ firstTokenMs: 20, tokens: 5, pace: { tokensPerSecond: 400 }, finishReason: null }),
    'truncated',
    'finish',
    200,
  ],
  [
    'a content filter',
    answerScript({ firstTokenMs: 20, tokens: 5, pace: { tokensPerSecond: 400 }, finishReason: 'content_filter' }),
    'content-filter',
    'finish',
    200,
  ],
  [
    'only hidden reasoning',
    {
      ...BLANK_SCRIPT,
      events: [
        { type: 'role', atMs: 0 },
        {
          type: 'raw',
          encoding: 'utf8',
          atMs: 20,
          text: 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}\n\ndata: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":24,"completion_tokens_details":{"reasoning_tokens":24}}}\n\n',
        },
        { type: 'end', atMs: 20 },
      ],
    },
    'no-answer',
    'finish',
    200,
  ],
  [
    'the key, echoed',
    refusal({ status: 400, message: 'bad key {key} {key:base64} {authorization}' }),
    'client-error',
    'headers',
    400,
  ],
  ['escapes and markup', refusal({ status: 500, message: BELL.repeat(200) }), 'server-error', 'headers', 500],
  [
    'the key, in a frame',
    errorAt(ANSWER, 45, 'x', 'your key {key} is {key:base64}'),
    'mid-stream-error',
    'stream',
    200,
  ],
];

describe('a round of everything that can go wrong', () => {
  let fleet: Fleet;
  let result: RaceResult;
  const slug = (name: string) => name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  const sampleOf = (name: string) => result.round.samples.find(({ target }) => target === `test/${slug(name)}`);

  beforeAll(async () => {
    const rows = ROWS.map(([name, script]) => [slug(name), scripted(script)] as const);
    const opened = await openFleet({ ...Object.fromEntries(rows), good: scripted(ANSWER) });
    fleet = opened.fleet;
    const nobody = targetAt('test/nobody', 'http://127.0.0.1:1/v1');
    const nowhere = targetAt('test/nowhere', 'http://name.invalid/v1');
    const timeouts = { connectMs: 1_500, firstTokenMs: 700, stallMs: 400, totalMs: 2_000 };
    result = await raceTargets([...opened.targets, nobody, nowhere], { timeouts, key: KEY });
  });
  afterAll(() => fleet.close());

  it.each(ROWS)('%s', (name, _script, failure, phase, status) => {
    const sample = sampleOf(name);
    expect(sample?.outcome).toBe('failed');
    expect(sample?.failure).toMatchObject({ class: failure, phase, status });
  });

  it.each(['nobody', 'nowhere'])('a connection that does not come about (%s)', (name) => {
    expect(sampleOf(name)?.failure).toMatchObject({ class: 'connect', phase: 'connect', status: null });
    expect(sampleOf(name)?.firedAt).toBeNull();
  });

  it('leaves a good neighbour as it is', () => {
    expect(sampleOf('good')).toMatchObject({ outcome: 'ok', failure: null, outputTokens: 12, finishReason: 'stop' });
  });

  it('gives no figure that was not reached', () => {
    expect(sampleOf('silence')).toMatchObject({ headersMs: null, ttftMs: null, totalMs: null, outputTokens: null });
    const stalled = sampleOf('stall after some tokens');
    expect(stalled?.ttftMs).toBeGreaterThan(20);
    expect(stalled).toMatchObject({ totalMs: null, outputTokensPerSecond: null, endToEndTokensPerSecond: null });
    // JSON has no NaN: it would have become null without a word
    const numbers = result.round.samples
      .flatMap((sample) => Object.values(sample))
      .filter((value) => typeof value === 'number');
    expect(numbers.every(Number.isFinite)).toBe(true);
  });

  it('keeps a key that a server echoes out of everything', () => {
    const stored = JSON.stringify(result.round);
    expect(stored).not.toContain(KEY);
    expect(stored).not.toContain(KEY.slice(3, 14));
    expect(stored).not.toContain(Buffer.from(KEY).toString('base64').slice(0, 20));
    expect(sampleOf('the key, echoed')?.failure?.message).toContain('bad key [key]');
  });

  it('bounds messages and takes control characters out of them', () => {
    const message = sampleOf('escapes and markup')?.failure?.message ?? '';
    expect(Array.from(message)).toHaveLength(300);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(message).not.toMatch(/[\u0000-\u001f\u202e]/);
  });

  it('ends within the total deadline', () => {
    const last = Math.max(...result.evidence.map(({ run }) => run.capture.endedAtMs ?? 0));
    const gun = Math.min(...result.evidence.flatMap(({ run }) => run.capture.firedAtMs ?? []));
    expect(last - gun).toBeLessThan(3_000);
  });
});
