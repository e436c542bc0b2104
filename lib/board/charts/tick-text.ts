// Figures on axes: short, because they are round.

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** `250`, `1,500`, `0.5`. */
export function tickText(tick: number): string {
  return WHOLE.format(tick);
}
