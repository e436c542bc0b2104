// The figures of the last 24 hours, held against what a slow second implementation makes of the samples themselves.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instrumentFigures } from '../../../lib/board/samples/instrument.ts';
import { addNewest, type NewestSamples, packNewest, unpackNewest } from '../../../lib/board/samples/newest-samples.ts';
import { NO_PHASES, phasesByTarget } from '../../../lib/board/samples/phases.ts';
import { recentRows } from '../../../lib/board/samples/recent-rows.ts';
import type { Round } from '../../../lib/domain/round.ts';
import type { Sample } from '../../../lib/domain/sample.ts';
import { REGION, roundAt, WORKLOAD } from '../../results/fixtures.ts';

const AT_MS = Date.parse('2026-11-22T03:00:00Z');
const COHORT = { workload: WORKLOAD, region: REGION };
const MINUTE_MS = 60_000;

function rowsOf(rounds: readonly Round[]) {
  const rows = recentRows();
  for (const round of rounds) rows.add(round);
  return rows.end();
}

/** A round a minute. */
const rounds = (
  count: number,
  sampleOf: (index: number) => Partial<Sample>,
  more: (index: number) => Partial<Round> = () => ({}),
) =>
  Array.from({ length: count }, (_, index) =>
    roundAt(AT_MS + index * MINUTE_MS, { 'a/one': sampleOf(index) }, more(index)),
  );
const phasesOf = (list: readonly Round[], fromMs = AT_MS) => phasesByTarget([rowsOf(list)], fromMs).get('a/one');

/** The median by its definition: the middle value, or half-way between the two in the middle. */
function middle(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const at = (index: number) => ascending[index] ?? Number.NaN;
  return ascending.length % 2 === 1
    ? at((ascending.length - 1) / 2)
    : (at(ascending.length / 2 - 1) + at(ascending.length / 2)) / 2;
}

describe('where the time goes', () => {
  it('is the median of each phase with its n', () => {
    const found = phasesOf(
      rounds(12, (index) => ({
        connection: { reused: false, dnsMs: index, tcpMs: 10 + index, tlsMs: null, http: '1.1' },
        ...{ headersMs: 100 + index, ttftMs: 200 + index, firstAnswerMs: 300 + 2 * index, totalMs: 1_000 + 3 * index },
        serverTtftMs: index < 10 ? 50 + index : null,
      })),
    );
    expect(found).toEqual({
      dns: { n: 12, p50Ms: 5.5 },
      tcp: { n: 12, p50Ms: 15.5 },
      tls: { n: 0, p50Ms: null },
      headers: { n: 12, p50Ms: 105.5 },
      firstToken: { n: 12, p50Ms: 205.5 },
      firstAnswer: { n: 12, p50Ms: 311 },
      total: { n: 12, p50Ms: 1_016.5 },
      serverFirstToken: { n: 10, p50Ms: 54.5 },
    });
  });

  it('is the median of any values', () => {
    const any = fc.array(fc.option(fc.double({ min: 0.01, max: 1e5, noNaN: true }), { nil: null }), { maxLength: 60 });
    fc.assert(
      fc.property(any, (values) => {
        const known = values.filter((value) => value !== null);
        const found = phasesOf(rounds(values.length, (index) => ({ ttftMs: values[index] ?? null }))) ?? NO_PHASES;
        expect(found.firstToken.n).toBe(known.length);
        if (known.length < 10) expect(found.firstToken.p50Ms).toBeNull();
        // four bytes a value and two decimals
        else expect(Math.abs((found.firstToken.p50Ms ?? 0) - middle(known))).toBeLessThan(0.011);
      }),
      { numRuns: 60 },
    );
  });

  it('counts measured samples only', () => {
    const odd: readonly Partial<Sample>[] = [
      { void: ['loop-late'] },
      { cached: true },
      { outcome: 'failed', failure: { class: 'truncated', phase: 'finish', status: 200, message: null } },
    ];
    const found = phasesOf(rounds(13, (index) => ({ ttftMs: 100, ...odd[index] })));
    expect(found?.firstToken).toEqual({ n: 10, p50Ms: 100 });
  });

  it('leaves out what was scheduled before, and a connection that was there already', () => {
    const connection = { reused: true, dnsMs: 1, tcpMs: 1, tlsMs: 1, http: '1.1' } as const;
    const found = phasesOf(
      rounds(14, () => ({ connection })),
      AT_MS + 3 * MINUTE_MS,
    );
    expect(found).toMatchObject({ firstToken: { n: 11 }, tcp: { n: 0, p50Ms: null } });
  });

  it('counts a target once an instant that two shards hold', () => {
    const twice = ['0', '1'].map((shard) => roundAt(AT_MS, { 'a/one': {} }, { shard }));
    expect(phasesOf(twice)?.total.n).toBe(1);
  });
});

describe('the instrument about itself', () => {
  it('tells its errors round by round, the worst by its size', () => {
    const errors = [0.1, -0.4, 0.2, null];
    const list = rounds(
      4,
      () => ({}),
      (index) => ({
        reference: { ttftErrorMs: errors[index] ?? null, maxLateMs: 1 },
        gunLateMs: null,
        dispatchSkewMs: index,
      }),
    );
    expect(instrumentFigures(COHORT, [rowsOf(list.slice(0, 2)), rowsOf(list.slice(2))], AT_MS)).toEqual({
      ...COHORT,
      ...{ rounds: 4, samples: 4, voided: {} },
      referenceErrorMs: { n: 3, p50Ms: 0.1, worstMs: -0.4 },
      dispatchSkewMs: { n: 4, p50Ms: 1.5, worstMs: 3 },
      gunLateMs: { n: 0, p50Ms: null, worstMs: null },
    });
  });

  it('counts void samples by reason, for each of two reasons once', () => {
    const reasons: Sample['void'][] = [['loop-late'], ['loop-late', 'reference-off'], [], null];
    const list = rounds(4, (index) => ({ void: reasons[index] ?? null }));
    expect(instrumentFigures(COHORT, [rowsOf(list)], AT_MS).voided).toEqual({ 'loop-late': 2, 'reference-off': 1 });
    expect(instrumentFigures(COHORT, [rowsOf(list)], AT_MS + MINUTE_MS)).toMatchObject({
      ...{ rounds: 3, samples: 3, voided: { 'loop-late': 1, 'reference-off': 1 } },
    });
  });

  it('takes the shards of an instant for one round, with the value farthest from 0', () => {
    const shard = (name: string, target: string, gunLateMs: number | null) =>
      roundAt(AT_MS, { [target]: {} }, { shard: name, gunLateMs, reference: null });
    const rows = rowsOf([shard('0', 'a/one', null), shard('1', 'b/two', -2), shard('2', 'c/three', 1)]);
    expect(instrumentFigures(COHORT, [rows], AT_MS)).toMatchObject({
      ...{ rounds: 1, samples: 3, gunLateMs: { n: 1, p50Ms: -2, worstMs: -2 }, referenceErrorMs: { n: 0 } },
    });
  });
});

describe('the newest samples', () => {
  it('are the last 20 of each target, without what a provider wrote, and survive being packed', async () => {
    const newest: NewestSamples = new Map();
    const failure = { class: 'auth', phase: 'headers', status: 401, message: 'secret' } as const;
    for (const round of rounds(30, () => ({ outcome: 'failed', failure }))) addNewest(newest, round);
    addNewest(newest, roundAt(AT_MS, { 'b/two': {} }));
    const list = newest.get('a/one') ?? [];
    expect(list.map(({ round }) => Date.parse(round))).toEqual(
      Array.from({ length: 20 }, (_, index) => AT_MS + (index + 10) * MINUTE_MS),
    );
    expect(list[0]?.failure).toEqual({ class: 'auth', phase: 'headers', status: 401 });
    expect(newest.get('b/two')).toHaveLength(1);
    expect(await unpackNewest(await packNewest(newest))).toEqual(newest);
    expect(await unpackNewest(undefined)).toEqual(new Map());
  });
});
