// Where the time goes, series by series.
import { rounded } from '../../domain/time.ts';
import { carries, quantile, sorted } from '../../stats/quantile.ts';
import type { PhaseFigure, PhaseFigures } from './recent-figures.ts';
import { PHASES, type RecentRows } from './recent-rows.ts';

/**
 * The phases of each target of one cohort.
 * @param fromMs what was scheduled before does not count
 */
export function phasesByTarget(pieces: readonly RecentRows[], fromMs: number): ReadonlyMap<string, PhaseFigures> {
  const values = new Map<string, number[][]>();
  for (const rows of pieces) {
    rows.slots.forEach((slot, row) => {
      if (slot * 1_000 < fromMs) return;
      const target = rows.targets[rows.target[row] ?? 0] ?? '';
      const ofTarget = values.get(target) ?? PHASES.map(() => []);
      values.set(target, ofTarget);
      ofTarget.forEach((list, phase) => {
        const value = rows.phases[row * PHASES.length + phase] ?? Number.NaN;
        if (!Number.isNaN(value)) list.push(value);
      });
    });
  }
  return new Map(Array.from(values, ([target, lists]) => [target, figuresOf(lists)]));
}

/** Those of a target without any sample. */
export const NO_PHASES = figuresOf([]);

function figuresOf(lists: readonly (readonly number[])[]): PhaseFigures {
  return Object.fromEntries(PHASES.map((phase, index) => [phase, figureOf(lists[index] ?? [])])) as Record<
    keyof PhaseFigures,
    PhaseFigure
  >;
}

function figureOf(list: readonly number[]): PhaseFigure {
  const values = sorted(list);
  const isCarried = values !== null && carries(values.length, 'p50');
  // they were kept in four bytes: some 7 digits
  return { n: list.length, p50Ms: isCarried ? rounded(quantile(values, 0.5), 2) : null };
}
