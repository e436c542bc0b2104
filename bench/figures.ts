// Order statistics of small lists, and figures as the benches print them.
import { quantile, sorted } from '../lib/stats/quantile.ts';

/** Type 7 quantile; NaN without values. */
export function percentile(values: readonly number[], p: number): number {
  const ascending = sorted(values);
  return ascending === null ? Number.NaN : quantile(ascending, p);
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Three significant digits. */
export function shown(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '-';
}
