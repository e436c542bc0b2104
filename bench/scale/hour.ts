// Plays an hour of a deployment's life against the real round store: at every instant each shard of each region claims its
// round and finishes it, all at once, as so many functions would. Some events are delivered five times, and for ten minutes of
// the hour the table is away for every third shard: such rounds are raced without a claim and stored a quarter of an hour
// later, a few of them only after their hour was frozen.
import type { Round, RoundKey } from '../../lib/domain/round.ts';
import { isoSeconds } from '../../lib/domain/time.ts';
import { type RoundRows, rowsOf } from '../../lib/results/columns.ts';
import type { Table } from '../../lib/results/document-client.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { type Field, HOUR_MS, MINUTE_MS, roundOf } from './scene.ts';

const PUBLISH_EVERY_MS = 5 * MINUTE_MS;
const HALF_MINUTE_MS = MINUTE_MS / 2;
const DELIVERIES = 5;
const AWAY = { fromMs: 20 * MINUTE_MS, toMs: 30 * MINUTE_MS };
const LATE_BY_MS = 16 * MINUTE_MS;
/** Beyond the three hours after which an hour is frozen. */
const VERY_LATE_BY_MS = 6 * HOUR_MS;
const EVERY_NTH = { repeated: 19, away: 3, veryLate: 4 };

export interface Played {
  /** Everything that was raced, by region: what the table has to hold. */
  readonly expected: ReadonlyMap<string, readonly RoundRows[]>;
  /** `region#instant#shard` of every round that was scheduled. */
  readonly scheduled: readonly string[];
  /** Rounds that more than one delivery was allowed to race, or that were stored twice. */
  readonly doubled: number;
  readonly repeated: number;
  readonly late: number;
  readonly claimMs: readonly number[];
  readonly storeMs: readonly number[];
  /** Wall time of all storing, ms. */
  readonly storingMs: number;
  /** Stores what is due until then. @returns how many rounds that were */
  storeUntil(nowMs: number): Promise<number>;
}

interface Raced {
  readonly round: Round;
  /** Counts all rounds. */
  readonly turn: number;
  /** Whether the table could not be reached when it was claimed and when it was over. */
  readonly away: boolean;
  /** When it is stored. */
  readonly dueMs: number;
}

/** @param publish called every five simulated minutes, while half of a minute's rounds are still under way */
export async function playHour(
  table: Table,
  field: Field,
  span: { readonly fromMs: number; readonly toMs: number },
  publish: (nowMs: number) => Promise<void>,
): Promise<Played> {
  let nowMs = span.fromMs;
  const store = createRoundStore(table, () => nowMs);
  const expected = new Map<string, RoundRows[]>(field.regions.map((region) => [region, []]));
  const scheduled: string[] = [];
  const counts = { doubled: 0, repeated: 0, late: 0 };
  const claimMs: number[] = [];
  const storeMs: number[] = [];
  let waiting: Raced[] = [];
  let storingMs = 0;
  let turns = 0;

  async function claim({ round, turn, away }: Raced): Promise<void> {
    if (away) return;
    const key: RoundKey = round;
    const deliveries = turn % EVERY_NTH.repeated === 0 ? DELIVERIES : 1;
    if (deliveries > 1) counts.repeated++;
    const won = await Promise.all(Array.from({ length: deliveries }, () => timed(claimMs, () => store.claim(key))));
    if (won.filter(Boolean).length !== 1) counts.doubled++;
  }

  async function finish({ round, turn }: Raced): Promise<void> {
    if ((await timed(storeMs, () => store.finish(round))) !== 'stored') counts.doubled++;
    if (turn % EVERY_NTH.repeated === 0 && (await store.finish(round)) !== 'duplicate') counts.doubled++;
  }

  async function storing(work: () => Promise<unknown>): Promise<void> {
    const startMs = performance.now();
    await work();
    storingMs += performance.now() - startMs;
  }

  async function storeUntil(untilMs: number): Promise<number> {
    nowMs = untilMs;
    const due = waiting.filter(({ dueMs }) => dueMs <= untilMs);
    waiting = waiting.filter(({ dueMs }) => dueMs > untilMs);
    await storing(() => Promise.all(due.map(finish)));
    return due.length;
  }

  function race(region: string, { name: shard, targets }: Field['shards'][number], atMs: number): Raced {
    const key = { workload: field.workload.name, region, scheduledAt: isoSeconds(atMs), shard };
    const round = roundOf(key, targets, turns);
    scheduled.push(`${region}#${key.scheduledAt}#${shard}`);
    expected.get(region)?.push(rowsOf(round));
    const turn = turns++;
    const away = isAway(turn, atMs - span.fromMs);
    return { round, turn, away, dueMs: atMs + delayMs(turn, away) };
  }

  for (let atMs = span.fromMs; atMs < span.toMs; atMs += field.workload.everyMs) {
    nowMs = atMs;
    const fresh = field.regions.flatMap((region) => field.shards.map((shard) => race(region, shard, atMs)));
    await storing(() => Promise.all(fresh.map(claim)));
    waiting.push(...fresh);
    counts.late += fresh.filter(({ away }) => away).length;
    for (let laterMs = atMs + HALF_MINUTE_MS; laterMs < atMs + field.workload.everyMs; laterMs += HALF_MINUTE_MS) {
      await storeUntil(laterMs);
      if ((laterMs + HALF_MINUTE_MS) % PUBLISH_EVERY_MS === 0) await publish(laterMs);
    }
  }
  return { expected, scheduled, ...counts, claimMs, storeMs, storingMs, storeUntil };
}

function isAway(turn: number, sinceStartMs: number): boolean {
  return sinceStartMs >= AWAY.fromMs && sinceStartMs < AWAY.toMs && turn % EVERY_NTH.away === 0;
}

// Half of the rounds end within half a minute, half in the next one.
function delayMs(turn: number, away: boolean): number {
  if (away) return turn % EVERY_NTH.veryLate === 0 ? VERY_LATE_BY_MS : LATE_BY_MS;
  return turn % 2 === 0 ? HALF_MINUTE_MS : MINUTE_MS - 1;
}

async function timed<Result>(into: number[], work: () => Promise<Result>): Promise<Result> {
  const startMs = performance.now();
  const result = await work();
  into.push(performance.now() - startMs);
  return result;
}
