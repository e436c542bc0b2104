// A board with rounds behind it: seeded columns of some days, and the views that the statistics make of them.
import type { DetailInput } from '../../lib/board/detail/detail-input.ts';
import { type ColumnsByRegion, figuresOf } from '../../lib/board/gather.ts';
import { OUTCOME_OK, outcomeOf, type SeriesColumns } from '../../lib/domain/series.ts';
import { columnsOf, noise, type Row, seeded } from '../stats/series.ts';
import { CHAT, GENERATED_AT_MS, targetOf } from './board-input.ts';
import { proseInput, REGIONS } from './prose-input.ts';

const DAY_MS = 24 * 3_600_000;

export interface Racer {
  readonly id: string;
  readonly medianMs: number;
  /** Share of rounds that it fails; none by default. */
  readonly failing?: number;
  /** How many days ago it joined; those of the whole board by default. */
  readonly days?: number;
  readonly simulated?: boolean;
}

/** @param days of rounds, every `CHAT.everyMs` */
export function racedInput(racers: readonly Racer[], days: number, regions: readonly string[] = REGIONS): DetailInput {
  const targets = racers.map(({ id, simulated = false }) => targetOf(id, { simulated }));
  const columns: ColumnsByRegion = new Map(
    regions.map((region, place) => [
      region,
      new Map(racers.map((racer, lane) => [racer.id, lay(racer, days, place, lane)])),
    ]),
  );
  const request = { workload: CHAT, regions, targets: targets.map(({ id }) => id), nowMs: GENERATED_AT_MS };
  const views = figuresOf(columns, request, new Map());
  const input = proseInput({
    board: { regions, targets, views },
    header: { simulation: targets.some((target) => target.simulated) },
  });
  return { ...input, columns: new Map([[CHAT.name, columns]]) };
}

// What the moment does to everybody is the same in all lanes of a region; the rest is a lane's own.
function lay(racer: Racer, boardDays: number, region: number, lane: number): SeriesColumns {
  const n = ((racer.days ?? boardDays) * DAY_MS) / CHAT.everyMs;
  const moment = noise(seeded(region), (boardDays * DAY_MS) / CHAT.everyMs, 1 + region, 0.3).slice(-n);
  const random = seeded(1_000 * region + lane + 7);
  const own = noise(random, n, racer.medianMs, 0.25);
  return columnsOf(
    own.map((value, index): Row => {
      const atMs = GENERATED_AT_MS - (n - 1 - index) * CHAT.everyMs;
      return random() < (racer.failing ?? 0)
        ? { atMs, outcome: outcomeOf('server-error') }
        : { atMs, outcome: OUTCOME_OK, value: value * (moment[index] as number) };
    }),
  );
}
