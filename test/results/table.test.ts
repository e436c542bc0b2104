import { expect, test } from 'vitest';
import { KeyPartError } from '../../lib/results/errors.ts';
import {
  dayBlockKey,
  eventKey,
  expiresAtEpochSeconds,
  HOUR_BLOCK_TTL_MS,
  hourBlockKey,
  identityKey,
  lateKey,
  PUBLISHER_LEASE_KEY,
  parseDayBlockKey,
  parseEventKey,
  parseHourBlockKey,
  parseLateKey,
  parseRoundKey,
  progressKey,
  ROUND_TTL_MS,
  roundKey,
} from '../../lib/results/table.ts';

const series = { workload: 'chat', region: 'us-east-1', target: 'together/llama-3.3-70b' };
const hourMs = Date.parse('2026-11-22T03:00:00Z');
const dayMs = Date.parse('2026-11-22T00:00:00Z');
const round = { workload: 'chat', region: 'us-east-1', scheduledAt: '2026-11-22T03:15:00Z', shard: '0' };
const event = { ...series, kind: 'slower', openedAt: '2026-11-22T03:15:00Z' };

// This is the contract with everything that was ever stored: a change here needs a new table.
test.each([
  [roundKey(round), 'ROUND#chat#us-east-1#2026-11-22', '2026-11-22T03:15:00Z#0'],
  [hourBlockKey(series, hourMs), 'HOUR#chat#us-east-1#together/llama-3.3-70b#2026-11', '22T03'],
  [dayBlockKey(series, dayMs), 'DAY#chat#us-east-1#together/llama-3.3-70b', '2026-11-22'],
  [lateKey({ ...series, hourMs }), 'LATE', '2026-11-22T03#chat#us-east-1'],
  [eventKey(event), 'EVENT#chat#2026-11', '2026-11-22T03:15:00Z#us-east-1#together/llama-3.3-70b#slower'],
  [PUBLISHER_LEASE_KEY, 'PUBLISHER', 'lease'],
  [progressKey('chat', 'us-east-1'), 'PUBLISHER', 'frozen#chat#us-east-1'],
  [identityKey('chat', 'us-east-1'), 'IDENTITY#chat', 'us-east-1'],
])('the key %j', (key, pk, sk) => {
  expect(key).toEqual({ pk, sk });
});

test('keys are read back', () => {
  expect(parseRoundKey(roundKey(round))).toEqual(round);
  expect(parseHourBlockKey(hourBlockKey(series, hourMs))).toEqual({ ...series, startMs: hourMs });
  expect(parseDayBlockKey(dayBlockKey(series, dayMs))).toEqual({ ...series, startMs: dayMs });
  expect(parseLateKey(lateKey({ ...series, hourMs }))).toEqual({ workload: 'chat', region: 'us-east-1', hourMs });
  expect(parseEventKey(eventKey(event))).toEqual(event);
});

test('a key of another kind is not taken for one', () => {
  for (const parse of [parseRoundKey, parseHourBlockKey, parseDayBlockKey, parseLateKey, parseEventKey]) {
    expect(parse(PUBLISHER_LEASE_KEY)).toBeNull();
  }
});

test.each([
  { ...round, workload: 'a#b' },
  { ...round, shard: '' },
  { ...round, scheduledAt: '2026-11-22T03:15:00.5Z' },
  { ...round, scheduledAt: 'today' },
])('%j is no key', (key) => {
  expect(() => roundKey(key)).toThrow(KeyPartError);
});

test('rounds live 35 days, hour blocks 100', () => {
  expect([ROUND_TTL_MS, HOUR_BLOCK_TTL_MS].map((ttlMs) => expiresAtEpochSeconds(0, ttlMs))).toEqual([
    3_024_000, 8_640_000,
  ]);
});
