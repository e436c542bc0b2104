// Each failure class, reached in each dialect by a real server doing the real thing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APIS } from '../../lib/domain/target.ts';
import { errorAt, refusal, whole } from '../../lib/fleet/faults.ts';
import type { Fleet } from '../../lib/fleet/fleet.ts';
import { BLANK_SCRIPT, type Script } from '../../lib/fleet/script.ts';
import type { RaceResult } from '../../lib/race/race.ts';
import { event, USAGE } from './faults/chat-events.ts';
import { ANSWER, failingIn } from './faults/dialect-failing.ts';
import { watchForStrays } from './faults/strays.ts';
import { openFleet, raceTargets, scripted, targetAt } from './racing.ts';

const KEY = 'sk-secret-9f8e7d6c5b4a';
const ENCODED_KEYS = '{key} {key:base64} {authorization}';
const BELL = '\u001b[2J\u0007<script>alert(1)</script>\u202e';
const HIDDEN = USAGE.replace(
  '"completion_tokens":3',
  '"completion_tokens":24,"completion_tokens_details":{"reasoning_tokens":24}',
);
const LENGTH = event({ choices: [{ index: 0, delta: {}, finish_reason: 'length' }] });

type ChatRow = readonly [name: string, script: Script, verdict: string];

// Statuses beyond those of every dialect.
const STATUSES: readonly ChatRow[] = [
  ...([402, 405, 409, 413, 415, 422, 425, 451] as const).map((status) => refused(status, 'client-error')),
  ...([408, 424, 501, 502, 504, 520] as const).map((status) => refused(status, 'server-error')),
  ...([498, 529] as const).map((status) => refused(status, 'overloaded')),
  [
    '429 of overload',
    { ...refusal({ status: 429, message: 'Model is overloaded' }), headers: {} },
    'overloaded headers 429',
  ],
  [
    '502 of a model that loads',
    refusal({ status: 502, message: 'Model x is currently loading' }),
    'overloaded headers 502',
  ],
  ['500 of overload', refusal({ status: 500, message: 'no', code: 'overloaded_error' }), 'overloaded headers 500'],
  ['400 of a filter', refusal({ status: 400, message: 'no', code: 'content_filter' }), 'content-filter headers 400'],
];

const CHAT: readonly ChatRow[] = [
  ...STATUSES,
  [
    'only hidden reasoning',
    { ...BLANK_SCRIPT, events: [raw(LENGTH + HIDDEN), { type: 'end', atMs: 20 }] },
    'no-answer finish 200',
  ],
  ['a JSON answer', whole('{"choices":[]}', 'application/json'), 'bad-content headers 200'],
  ['the key, echoed', refusal({ status: 400, message: `bad key ${ENCODED_KEYS}` }), 'client-error headers 400'],
  ['the key, in a frame', errorAt(ANSWER, 45, 'x', `your key is ${ENCODED_KEYS}`), 'mid-stream-error stream 200'],
  ['escapes and markup', refusal({ status: 500, message: BELL.repeat(200) }), 'server-error headers 500'],
];

const ROWS = [
  ...APIS.flatMap((api) =>
    failingIn(api).map(([name, script, verdict]) => [`${api}: ${name}`, script, verdict, api] as const),
  ),
  ...CHAT.map(([name, script, verdict]) => [name, script, verdict, 'chat-completions'] as const),
];

describe('a round of everything that can go wrong', () => {
  let fleet: Fleet;
  let result: RaceResult;
  const asked = new Map<string, number>();
  const strays = watchForStrays();
  const slug = (name: string) => name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
  const sampleOf = (name: string) => result.round.samples.find(({ target }) => target === `test/${slug(name)}`);

  beforeAll(async () => {
    const rows = ROWS.map(([name, script, , api]) => [slug(name), scripted(script, api)] as const);
    const good = APIS.map((api) => [`good-${api}`, scripted(ANSWER, api)] as const);
    const opened = await openFleet(Object.fromEntries([...rows, ...good]));
    fleet = opened.fleet;
    fleet.onResponse(({ name }) => asked.set(name, (asked.get(name) ?? 0) + 1));
    const nobody = targetAt('test/nobody', 'http://127.0.0.1:1/v1');
    const nowhere = targetAt('test/nowhere', 'http://name.invalid/v1');
    const timeouts = { connectMs: 2_500, firstTokenMs: 1_500, stallMs: 600, totalMs: 3_000 };
    result = await raceTargets([...opened.targets, nobody, nowhere], { timeouts, key: KEY });
    await strays.settled();
  }, 60_000);
  afterAll(() => {
    strays.stop();
    return fleet.close();
  });

  it.each(ROWS)('%s', (name, _script, verdict) => {
    const { failure, outcome } = sampleOf(name) ?? {};
    expect([failure?.class, failure?.phase, failure?.status].map(String).join(' ')).toBe(verdict);
    expect(outcome).toBe('failed');
  });

  it.each([
    ['nobody', /nothing listens there/],
    ['nowhere', /^DNS/],
  ])('a connection that does not come about (%s)', (name, message) => {
    expect(sampleOf(name)?.failure).toMatchObject({ class: 'connect', phase: 'connect', status: null });
    expect(sampleOf(name)?.failure?.message).toMatch(message);
    expect(sampleOf(name)?.firedAt).toBeNull();
  });

  it.each(APIS)('leaves a good neighbour as it is (%s)', (api) => {
    expect(sampleOf(`good-${api}`)).toMatchObject({ outcome: 'ok', failure: null, outputTokens: 12 });
  });

  it('gives no figure that was not reached', () => {
    expect(sampleOf('chat-completions: silence')).toMatchObject({ headersMs: null, ttftMs: null, outputTokens: null });
    const stalled = sampleOf('chat-completions: stall after some tokens');
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

  it('asks nobody a second time, whatever a refusal asks for', () => {
    expect(Math.max(...asked.values())).toBe(1);
    expect(asked.get(slug('chat-completions: 429'))).toBe(1);
  });

  it('ends within the total deadline', () => {
    const last = Math.max(...result.evidence.map(({ run }) => run.capture.endedAtMs ?? 0));
    const gun = Math.min(...result.evidence.flatMap(({ run }) => run.capture.firedAtMs ?? []));
    expect(last - gun).toBeLessThan(6_000);
  });

  it('leaves no error behind that nobody handles', () => {
    expect(strays.seen()).toEqual([]);
  });
});

function refused(status: number, failure: string): ChatRow {
  return [String(status), refusal({ status, message: 'no' }), `${failure} headers ${status}`];
}

function raw(text: string) {
  return { type: 'raw', encoding: 'utf8', atMs: 20, text } as const;
}
