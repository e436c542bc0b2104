import { expect, test } from 'vitest';
import { isOutage, isSlowRegime, rateLimitLeftMs } from '../../lib/fleet/moods.ts';
import { type PersonalitySpec, personalityOf, SIMULATED_NAMES } from '../../lib/fleet/personalities.ts';
import type { FleetRequest } from '../../lib/fleet/personality.ts';
import { seededRandom } from '../../lib/fleet/random.ts';
import { networkDelayMs } from '../../lib/fleet/regions.ts';
import type { Script } from '../../lib/fleet/script.ts';

const SEED = 'seed/one';
const HOUR_MS = 3_600_000;
const REQUEST: FleetRequest = { model: 'm', region: 'us-east-1', maxTokens: 40, requestIndex: 0, nowMs: 0 };

/** A time of the first hours at which a provider is, or is not, in its mood. */
function timeWhen(isOn: (nowMs: number) => boolean): number {
  for (let nowMs = 0; nowMs < HOUR_MS; nowMs += 1_000) if (isOn(nowMs)) return nowMs;
  throw new Error('never');
}

function answers(spec: PersonalitySpec, count: number, nowMs = 0, seed = SEED): Script[] {
  const personality = personalityOf(spec, seed);
  return Array.from({ length: count }, (_, requestIndex) =>
    personality.respond({ ...REQUEST, requestIndex, nowMs }, seededRandom(`${seed}/${requestIndex}`)),
  );
}

const tokens = ({ events }: Script): number =>
  events.reduce((sum, event) => sum + (event.type === 'tokens' ? event.count : 0), 0);
const firstTokenMs = ({ events }: Script): number => events.find(({ type }) => type === 'tokens')?.atMs ?? Number.NaN;
const finish = ({ events }: Script) => events.find((event) => event.type === 'finish')?.reason;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

test.each(SIMULATED_NAMES)('%s: the same seed gives the same answers, another seed others', (personality) => {
  const calm = timeWhen((ms) => !isOutage(ms, SEED) && rateLimitLeftMs(ms, SEED) === 0 && !isSlowRegime(ms, SEED));
  const first = answers({ personality }, 5, calm);
  expect(answers({ personality }, 5, calm)).toEqual(first);
  expect(answers({ personality }, 5, calm, 'seed/two')).not.toEqual(first);
});

test.each(['steady', 'fast', 'coalescing', 'reasoning', 'slow-tls', 'heavy-tail', 'bedrock-style'] as const)(
  '%s fills the cap of the request and says so',
  (personality) => {
    for (const script of answers({ personality }, 20)) {
      expect(tokens(script)).toBe(40);
      expect(finish(script)).toBe('length');
    }
  },
);

test('the median first token is the one asked for, and a heavy tail is heavy', () => {
  const steady = answers({ personality: 'steady', firstTokenMs: 300 }, 999).map(firstTokenMs);
  const heavy = answers({ personality: 'heavy-tail', firstTokenMs: 300 }, 999).map(firstTokenMs);
  expect(median(steady) / 300).toBeCloseTo(1, 1);
  expect(median(heavy) / 300).toBeCloseTo(1, 0);
  expect(Math.max(...steady)).toBeLessThan(600);
  expect(heavy.toSorted((a, b) => b - a)[10]).toBeGreaterThan(1_200);
});

test('coalescing writes eight at a time; reasoning reasons for six tenths', () => {
  const [coalesced] = answers({ personality: 'coalescing' }, 1);
  expect(coalesced?.events.filter(({ type }) => type === 'tokens')).toHaveLength(5);
  const [reasoned] = answers({ personality: 'reasoning' }, 1);
  const kinds = reasoned?.events.flatMap((event) => (event.type === 'tokens' ? event.kind : [])) ?? [];
  expect(kinds).toEqual([...Array<string>(24).fill('reasoning'), ...Array<string>(16).fill('answer')]);
});

test('one in eight of the mid-stream errors happens, after tokens and before the finish', () => {
  const broken = answers({ personality: 'mid-stream-error' }, 800).filter((script) => finish(script) === undefined);
  expect(broken.length).toBeGreaterThan(60);
  expect(broken.length).toBeLessThan(145);
  for (const { events } of broken) expect(events.slice(-2).map(({ type }) => type)).toEqual(['error', 'end']);
});

test('a rate-limited provider refuses during its bursts, and says for how long', () => {
  const nowMs = timeWhen((ms) => rateLimitLeftMs(ms, SEED) > 5_000);
  const [script] = answers({ personality: 'rate-limited' }, 1, nowMs);
  expect(script?.status).toBe(429);
  expect(script?.headers['retry-after']).toBe(String(Math.ceil(rateLimitLeftMs(nowMs, SEED) / 1_000)));
  const calm = timeWhen((ms) => rateLimitLeftMs(ms, SEED) === 0);
  expect(answers({ personality: 'rate-limited' }, 1, calm)[0]?.status).toBe(200);
});

test('a regime doubles the time to the first token', () => {
  const slow = answers(
    { personality: 'regime-change' },
    400,
    timeWhen((ms) => isSlowRegime(ms, SEED)),
  );
  const usual = answers(
    { personality: 'regime-change' },
    400,
    timeWhen((ms) => !isSlowRegime(ms, SEED)),
  );
  expect(median(slow.map(firstTokenMs)) / median(usual.map(firstTokenMs))).toBeCloseTo(2, 1);
});

test('an outage resets new connections and refuses on old ones', () => {
  const nowMs = timeWhen((ms) => isOutage(ms, SEED));
  const personality = personalityOf({ personality: 'outage' }, SEED);
  expect(personality.arrive?.(nowMs, seededRandom(SEED))).toEqual({ type: 'reset' });
  expect(answers({ personality: 'outage' }, 1, nowMs)[0]?.status).toBe(503);
});

test('the reference has its known schedule', () => {
  const [script] = answers({ personality: 'reference' }, 1);
  const times = script?.events.flatMap((event) => (event.type === 'tokens' ? event.atMs : [])) ?? [];
  expect(times).toEqual(Array.from({ length: 40 }, (_, index) => 120 + index * 10));
  expect(script?.headersAtMs).toBe(0);
});

test('the bench draws its first token from the range and sends all in one write', () => {
  const spec = { personality: 'bench', firstTokenMs: [200, 800], tokens: 24, intervalMs: 25 } as const;
  const scripts = answers(spec, 200);
  for (const script of scripts) {
    expect(firstTokenMs(script)).toBeGreaterThanOrEqual(200);
    expect(firstTokenMs(script)).toBeLessThan(800);
    expect(script.headersAtMs).toBe('with-first-write');
    expect(script.events[0]).toEqual({ type: 'role', atMs: firstTokenMs(script) });
    expect(tokens(script)).toBe(24);
  }
  expect(median(scripts.map(firstTokenMs))).toBeGreaterThan(400);
});

test('the bench speaks any dialect', () => {
  const spec = { personality: 'bench', firstTokenMs: [200, 800], tokens: 24, intervalMs: 25 } as const;
  expect(personalityOf(spec, SEED).api).toBe('chat-completions');
  expect(personalityOf({ ...spec, api: 'responses' }, SEED).api).toBe('responses');
});

test('a far region is slower, by an amount that is the provider’s own', () => {
  const delay = (provider: string, region: string) => networkDelayMs(provider, region, 'seed');
  expect(delay('a', 'us-east-1')).toBe(0);
  expect(delay('a', 'eu-west-1')).toBe(delay('a', 'eu-west-1'));
  expect(delay('a', 'ap-northeast-1')).not.toBe(delay('b', 'ap-northeast-1'));
  for (const provider of ['a', 'b', 'c']) {
    expect(delay(provider, 'ap-northeast-1')).toBeGreaterThanOrEqual(32);
    expect(delay(provider, 'ap-northeast-1')).toBeLessThanOrEqual(128);
  }
});

test('an unknown name is refused with the names that there are', () => {
  const spec = { personality: 'stedy' } as unknown as PersonalitySpec;
  expect(() => personalityOf(spec, SEED)).toThrow(/No personality 'stedy'; there are .*steady/);
});
