// Today's rules over stored samples: what would have been told, had they watched then.
import type { SeriesColumns } from '../../domain/series.ts';
import { partOf } from '../../results/columns.ts';
import type { RegressionEvent } from '../../stats/regression/event.ts';
import type { UsualCache } from '../../stats/regression/usual.ts';
import { watch } from '../../stats/regression/watch.ts';
import { slotsIn } from '../../stats/span.ts';
import type { CohortColumns } from './cohorts.ts';

export interface Replayed {
  readonly workload: string;
  readonly region: string;
  readonly everyMs: number;
  readonly targets: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** As they stand at the end, in the order in which they were told. */
  readonly events: readonly RegressionEvent[];
}

export interface ReplayOptions {
  /** Cadence of the rounds; `null` takes the most frequent distance of the slots. */
  readonly everyMs: number | null;
  /** How far apart the moments are at which it is looked; what is told does not depend on it, as long as it is under a day. */
  readonly stepMs: number;
  readonly onProgress: (share: number) => void;
}

const HOUR_MS = 3_600_000;
/** As far back as the rules look. */
const KEPT_MS = 30 * 24 * HOUR_MS;

/** Replays one cohort from its first sample to its last. */
export function replayCohort({ workload, region, columns }: CohortColumns, options: ReplayOptions): Replayed {
  const firsts = Array.from(columns.values(), ({ slots }) => (slots[0] ?? 0) * 1_000);
  const lasts = Array.from(columns.values(), ({ slots }) => (slots.at(-1) ?? 0) * 1_000);
  const [fromMs, toMs] = [Math.min(...firsts), Math.max(...lasts)];
  const everyMs = options.everyMs ?? cadenceOf(columns.values());
  const cache: UsualCache = new Map();
  const events = new Map<string, RegressionEvent>();
  for (let nowMs = fromMs; ; nowMs = Math.min(toMs, nowMs + options.stepMs)) {
    const known = [...events.values()].filter(
      ({ detectedMs, closedMs }) => closedMs === null || detectedMs >= nowMs - KEPT_MS,
    );
    const seen = new Map(Array.from(columns, ([target, all]) => [target, upTo(all, nowMs)] as const));
    const { open, closed } = watch({ workload, region, everyMs, nowMs, columns: seen, known }, cache);
    for (const event of [...open, ...closed]) events.set(keyOf(event), event);
    options.onProgress(toMs === fromMs ? 1 : (nowMs - fromMs) / (toMs - fromMs));
    if (nowMs >= toMs) break;
  }
  const inOrder = [...events.values()].sort((a, b) => a.detectedMs - b.detectedMs);
  return { workload, region, everyMs, targets: columns.size, fromMs, toMs, events: inOrder };
}

function keyOf({ kind, target, detectedMs }: RegressionEvent): string {
  return `${kind}#${target}#${detectedMs}`;
}

function upTo(columns: SeriesColumns, nowMs: number): SeriesColumns {
  const { from, to } = slotsIn(columns, { lengthMs: KEPT_MS }, nowMs);
  return partOf(columns, from, to);
}

/** The most frequent distance between neighbouring slots, ms; 5 minutes where there is none. */
function cadenceOf(series: Iterable<SeriesColumns>): number {
  const counts = new Map<number, number>();
  for (const { slots } of series) {
    for (let index = 1; index < slots.length; index++) {
      const distance = (slots[index] as number) - (slots[index - 1] as number);
      counts.set(distance, (counts.get(distance) ?? 0) + 1);
    }
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return (most?.[0] ?? 300) * 1_000;
}
