// From columns to news: a target that slows down, is told once with what changed of it, and is over again; on a real engine.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WatchCache, watchRegressions } from '../../lib/board/regressions.ts';
import { type News, newsOf, tellNews } from '../../lib/board/telling.ts';
import { OUTCOME_OK, outcomeOf, type SeriesColumns } from '../../lib/domain/series.ts';
import { encodeValue } from '../../lib/domain/value-code.ts';
import { byMetric } from '../../lib/results/columns.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { WORKLOAD } from '../race/racing.ts';
import { roundAt } from '../results/fixtures.ts';
import { openMemoryTable } from '../results/memory-table.ts';
import { seeded } from '../stats/series.ts';

const EVERY_MS = 5 * 60_000;
const HOUR_MS = 12 * EVERY_MS;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.parse('2026-11-10T00:00:00Z');
const SLOW_FROM_MS = START_MS + 9 * DAY_MS;
const SLOW_TO_MS = SLOW_FROM_MS + 8 * HOUR_MS;
const TARGETS = ['a/one', 'b/two', 'c/three', 'd/four', 'e/five', 'f/six', 'g/seven'];
const workload = { ...WORKLOAD, everyMs: EVERY_MS };

type Play = (target: string, atMs: number) => { readonly factor: number; readonly failed?: boolean };

const slowOne: Play = (target, atMs) => ({
  factor: target === 'a/one' && atMs >= SLOW_FROM_MS && atMs < SLOW_TO_MS ? 2.5 : 1,
});

function columnsUntil(nowMs: number, play: Play): Map<string, SeriesColumns> {
  return new Map(TARGETS.map((target, index) => [target, columnsOf(target, seeded(index + 1), nowMs, play)]));
}

function columnsOf(target: string, random: () => number, nowMs: number, play: Play): SeriesColumns {
  const count = (nowMs - START_MS) / EVERY_MS + 1;
  const instants = Array.from({ length: count }, (_, index) => START_MS + index * EVERY_MS);
  const played = instants.map((atMs) => ({ spread: random() + random() + random() - 1.5, ...play(target, atMs) }));
  const codes = Uint16Array.from(played, ({ factor, failed, spread }) =>
    failed === true ? 0 : encodeValue(300 * factor * Math.exp(0.4 * spread)),
  );
  return {
    slots: Uint32Array.from(instants, (atMs) => atMs / 1_000),
    outcomes: Uint8Array.from(played, ({ failed }) => (failed === true ? outcomeOf('server-error') : OUTCOME_OK)),
    codes: byMetric(() => codes),
  };
}

let opened: Awaited<ReturnType<typeof openMemoryTable>>;
let cache: WatchCache;
beforeEach(async () => {
  opened = await openMemoryTable();
  cache = new Map();
});
afterEach(() => opened.close());

/** One publication. */
async function publish(nowMs: number, play: Play): Promise<News> {
  const store = createRoundStore(opened.table, () => nowMs);
  const columns = new Map([['us-east-1', columnsUntil(nowMs, play)]]);
  const regressions = [await watchRegressions({ table: opened.table, store, cache }, { workload, columns, nowMs })];
  const news = newsOf(regressions);
  await tellNews(opened.table, regressions, news, async () => undefined);
  return news;
}

/** Every quarter of an hour over a stretch; what was told, and when. */
async function follow(fromMs: number, toMs: number, play: Play) {
  const told: string[] = [];
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += 3 * EVERY_MS) {
    const { opened: fresh, over } = await publish(nowMs, play);
    for (const { target, kind } of fresh) told.push(`${target} ${kind}`);
    for (const { target, kind } of over) told.push(`${target} ${kind} over`);
  }
  return told;
}

describe('a target that slows down', () => {
  it('is told once, and once that it is over', async () => {
    expect(await follow(SLOW_FROM_MS, SLOW_TO_MS + 8 * HOUR_MS, slowOne)).toEqual([
      'a/one slower',
      'a/one slower over',
    ]);
  });

  it('is told with what its answers say of themselves that is new', async () => {
    const store = createRoundStore(opened.table, () => SLOW_TO_MS);
    const said = (atMs: number) => (atMs < SLOW_FROM_MS ? 'model-1' : 'model-2');
    for (let atMs = SLOW_FROM_MS - 3 * HOUR_MS; atMs < SLOW_TO_MS; atMs += EVERY_MS) {
      await store.finish(roundAt(atMs, { 'a/one': { servedModel: said(atMs), fingerprint: 'same' } }));
    }
    const { opened: fresh } = await publish(SLOW_TO_MS - EVERY_MS, slowOne);
    expect(fresh[0]?.events[0]?.changed).toEqual([{ what: 'model', before: 'model-1', after: 'model-2' }]);
    expect(fresh[0]?.events[0]?.ratio?.value).toBeGreaterThan(2.2);
    expect(fresh[0]?.events[0]?.ratio?.value).toBeLessThan(2.8);
  });

  it('is told the same by a publisher that remembers nothing', async () => {
    const remembered = await publish(SLOW_TO_MS - EVERY_MS, slowOne);
    cache = new Map();
    const again = await publish(SLOW_TO_MS - EVERY_MS, slowOne);
    expect(remembered.opened).toHaveLength(1);
    expect(again).toMatchObject({ opened: [], over: [] });
  });
});

it('a total outage is told within three rounds', async () => {
  const down: Play = (target, atMs) => ({ factor: 1, failed: target === 'b/two' && atMs >= SLOW_FROM_MS });
  expect((await publish(SLOW_FROM_MS + EVERY_MS, down)).opened).toEqual([]);
  const { opened: fresh } = await publish(SLOW_FROM_MS + 2 * EVERY_MS, down);
  expect(fresh.map(({ target, kind }) => `${target} ${kind}`)).toEqual(['b/two failing']);
});

it('a region in which all get slower, or all fail, is one incident and nobody’s', async () => {
  const slow: Play = (_target, atMs) => ({ factor: atMs >= SLOW_FROM_MS ? 2 : 1 });
  const told = await follow(SLOW_FROM_MS, SLOW_FROM_MS + 4 * HOUR_MS, slow);
  expect(told).toEqual(['null region-slower']);
});

it('a quiet week tells nothing', async () => {
  expect(await follow(SLOW_FROM_MS, SLOW_FROM_MS + 12 * HOUR_MS, () => ({ factor: 1 }))).toEqual([]);
});
