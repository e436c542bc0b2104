import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILURE_CLASSES } from '../../../lib/domain/failure.ts';
import { OUTCOME_CACHED, OUTCOME_OK, OUTCOME_UNTOLD, OUTCOME_VOID } from '../../../lib/domain/series.ts';
import { MAX_LINK_LENGTH, MAX_UNPACKED_BYTES, type SharedRun, shareHash } from '../../../lib/domain/shared-run.ts';
import { NoRaceError } from '../../../lib/page/share/errors.ts';
import { hashOf, runFromHash } from '../../../lib/page/share/link.ts';
import { hashOfValue, packedRace, sharedRace } from './shared.ts';

const OUTCOMES = [
  OUTCOME_OK,
  OUTCOME_VOID,
  OUTCOME_CACHED,
  OUTCOME_UNTOLD,
  ...FAILURE_CLASSES.map((_, index) => index + 1),
];
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((value) => value.trim() !== '');
const figure = fc.option(fc.double({ min: 0, max: 86_400_000, noNaN: true, noDefaultInfinity: true }));
const probe = fc.record({
  outcome: fc.option(fc.constantFrom(...OUTCOMES), { freq: 8 }),
  ttftMs: figure,
  totalMs: figure,
  outputTokensPerSecond: fc.option(fc.double({ min: 0, max: 1_000_000, noNaN: true })),
  outputTokens: fc.option(fc.nat(100_000)),
});
const FIGURES = ['ttftMs', 'totalMs', 'outputTokensPerSecond', 'outputTokens'] as const;

/** Any race that can be shared, figures as the link rounds them: to what JSON writes down. */
const anyRun: fc.Arbitrary<SharedRun> = fc
  .record({
    name: fc.option(text),
    workload: text,
    maxOutputTokens: fc.option(fc.nat(10_000)),
    ids: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
    provider: fc.option(text),
    simulated: fc.option(fc.boolean()),
    regions: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
    start: fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
    steps: fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 8 }),
    seed: fc.infiniteStream(probe),
  })
  .map(({ ids, provider, simulated, regions, start, steps, seed, ...about }): SharedRun => {
    let slot = start;
    const slots = [0, ...steps].map((step) => {
      slot += step;
      return slot;
    });
    const seriesOf = (target: string) => {
      const probes = slots.map(() => seed.next().value);
      const column = (name: (typeof FIGURES)[number]) =>
        probes.map((one) => (one.outcome === OUTCOME_OK ? plain(one[name]) : null));
      return {
        target,
        outcomes: probes.map(({ outcome }) => outcome),
        ttftMs: column('ttftMs'),
        totalMs: column('totalMs'),
        outputTokensPerSecond: column('outputTokensPerSecond'),
        outputTokens: column('outputTokens'),
      };
    };
    return {
      ...about,
      targets: ids.map((id) => ({ id, provider, simulated })),
      regions: regions.map((region) => ({ region, slots, series: ids.map(seriesOf) })),
    };
  });

// JSON has no -0
function plain(value: number | null): number | null {
  return value === null ? null : value + 0;
}

describe('a link', () => {
  it('holds any race whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        expect(await runFromHash(await hashOf(run))).toEqual(run);
      }),
      { numRuns: 60 },
    );
  });

  it('holds only what an address may hold', async () => {
    expect(await hashOf(sharedRace())).toMatch(/^#race=[A-Za-z0-9_-]+$/);
  });

  it.each(['', '#main', '#', '#races=abc'])('of another kind, %j, is none', async (hash) => {
    expect(await runFromHash(hash)).toBeNull();
  });
});

const bomb = deflateRawSync(Buffer.alloc(MAX_UNPACKED_BYTES + 1, ' '));
const whole = await hashOf(sharedRace());

describe('a link is refused in words', () => {
  it.each<[string, string, string]>([
    ['empty', '#race=', 'damaged'],
    ['of other characters', '#race=<script>', 'damaged'],
    ['no base64', '#race=A', 'damaged'],
    ['not deflated', '#race=AAAA', 'damaged'],
    ['cut short', whole.slice(0, -20), 'damaged'],
    ['with something behind it', `${whole}AAAA`, 'damaged'],
    ['no JSON', shareHash(deflateRawSync('{"v":1,')), 'damaged'],
    ['no UTF-8', shareHash(deflateRawSync(Buffer.from([0x22, 0xff, 0xfe, 0x22]))), 'damaged'],
    ['too long', `#race=${'A'.repeat(MAX_LINK_LENGTH + 1)}`, 'has 30,001 characters'],
    ['a bomb', shareHash(bomb), 'unpacks to more than 2,000,000 bytes'],
    ['a number', hashOfValue(1), 'the link is 1; it must be an object'],
    ['null', hashOfValue(null), 'the link is null; it must be an object'],
    ['a list', hashOfValue([]), 'the link is a list'],
    ['of no version', hashOfValue({}), 'v, the version, is missing; it must be 1'],
    ['of a later version', hashOfValue({ v: 2 }), 'of version 2; this page reads version 1'],
  ])('%s', async (_, hash, message) => {
    const refused = await runFromHash(hash).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NoRaceError);
    expect(String(refused)).toContain(message);
  });

  it('a bomb of the longest link that there may be, without unpacking all of it', async () => {
    const hash = shareHash(deflateRawSync(Buffer.alloc(20_000_000), { level: 9 }));
    expect(hash.length).toBeLessThan(MAX_LINK_LENGTH);
    await expect(runFromHash(hash)).rejects.toThrow('more than 2,000,000 bytes');
  });
});

type Broken = (race: Record<string, never>) => void;
const BROKEN: readonly (readonly [string, Broken, string])[] = [
  ['a name that is a number', (race) => set(race, 'name', 5), 'name is 5; it must be a text of 1 to 600'],
  ['an endless name', (race) => set(race, 'name', 'x'.repeat(601)), 'name is "xxx'],
  ['no workload', (race) => set(race, 'workload', undefined), 'workload is missing'],
  ['a negative cap', (race) => set(race, 'cap', -1), 'cap is -1; it must be a whole number from 0'],
  ['half a token', (race) => set(race, 'cap', 1.5), 'cap is 1.5'],
  ['targets that are text', (race) => set(race, 'targets', 'a'), 'targets is "a"; it must be a list'],
  [
    'too many targets',
    (race) => set(race, 'targets', Array(501).fill(['a', null, null])),
    'targets has 501 entries; at most 500',
  ],
  [
    'a target twice',
    (race) => set(race, 'targets.1.0', 'a/fast'),
    'targets is "a/fast"; it must be a list of different',
  ],
  ['a target without an id', (race) => set(race, 'targets.0.0', ' '), 'targets[0][0] is " "'],
  ['a simulation that is text', (race) => set(race, 'targets.0.2', 'no'), 'targets[0][2] is "no"; it must be true'],
  ['no region', (race) => set(race, 'regions', []), 'The link holds no round'],
  [
    'a region twice',
    (race) => set(race, 'regions', [...get(race, 'regions'), ...get(race, 'regions')]),
    'different regions',
  ],
  ['no slot', (race) => set(race, 'regions.0.slots', []), 'slots is empty'],
  ['a slot before all races', (race) => set(race, 'regions.0.slots.0', 5), 'slots[0] is 5'],
  [
    'two rounds at once',
    (race) => set(race, 'regions.0.slots.1', 0),
    'slots[1] is 0; it must be a whole number from 1',
  ],
  ['a slot beyond all time', (race) => set(race, 'regions.0.slots.3', 4e9), 'slots[3], summed up, is'],
  ['nobody', (race) => set(race, 'regions.0.series', []), 'nobody raced'],
  [
    'an unknown target',
    (race) => set(race, 'regions.0.series.0.t', 9),
    'series[0].t is 9; it must be a whole number from 0 to 4',
  ],
  ['a target that races twice', (race) => set(race, 'regions.0.series.0.t', 1), 'different targets'],
  ['an unknown outcome', (race) => set(race, 'regions.0.series.3.o.0', 99), 'series[3].o[0] is 99; it must be a known'],
  [
    'an unknown outcome of all',
    (race) => set(race, 'regions.0.series.0.o', -1),
    'series[0].o is -1; it must be a known',
  ],
  ['too few figures', (race) => set(race, 'regions.0.series.0.ttft', [1]), 'ttft has 1 entries; there must be 12'],
  [
    'a negative time',
    (race) => set(race, 'regions.0.series.0.ttft.2', -1),
    'ttft[2] is -1; it must be a number from 0',
  ],
  ['an endless time', (race) => set(race, 'regions.0.series.0.ttft.2', 1e308), 'ttft[2] is 1e+308'],
  ['a time that is text', (race) => set(race, 'regions.0.series.0.total', '5'), 'total is "5"; it must be a number'],
  ['a speed of light', (race) => set(race, 'regions.0.series.0.speed', 3e8), 'speed is 300000000'],
  [
    'half a token in an answer',
    (race) => set(race, 'regions.0.series.0.tokens', 0.5),
    'tokens is 0.5; it must be a whole',
  ],
];

describe('what is in a link is checked:', () => {
  it.each(BROKEN)('%s', async (_, breakIt, message) => {
    const race = packedRace();
    breakIt(race as Record<string, never>);
    await expect(runFromHash(hashOfValue(race))).rejects.toThrow(message);
  });

  it('a column of one value cannot fill the memory', async () => {
    const series = Array.from({ length: 400 }, (_, t) => ({ t, o: 0, ttft: 1, total: 1, speed: 1, tokens: 1 }));
    const slots = [1_795_000_000, ...Array(19_999).fill(1)];
    const targets = series.map(({ t }) => [`a/${t}`, null, null]);
    const race = { v: 1, name: null, workload: 'chat', cap: null, targets, regions: [{ region: 'x', slots, series }] };
    await expect(runFromHash(hashOfValue(race))).rejects.toThrow('more than 200,000 probes');
  });
});

function get(race: object, path: string): never[] {
  return path.split('.').reduce((value: unknown, name) => (value as Record<string, unknown>)[name], race) as never[];
}

function set(race: object, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const place = names.length === 0 ? race : get(race, names.join('.'));
  Object.assign(place, { [last]: value });
}
