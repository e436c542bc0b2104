// Lengths of time and shares as people write them. A bare number is refused: its unit would be a guess.

export const DURATION_PATTERN = /^(\d+(?:\.\d+)?) ?(ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)$/;
export const PERCENT_PATTERN = /^(\d+(?:\.\d+)?) ?%$/;

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milli)/, 1],
  [/^s/, 1_000],
  [/^m/, 60_000],
  [/^h/, 3_600_000],
  [/^d/, 86_400_000],
];

/** `5s`, `250ms`, `5 minutes`, `1 hour` in ms; NaN for a text that `DURATION_PATTERN` does not match. */
export function durationMs(text: string): number {
  const [, amount = '', unit = ''] = DURATION_PATTERN.exec(text) ?? [];
  const unitMs = UNITS.find(([pattern]) => pattern.test(unit))?.[1] ?? Number.NaN;
  return Number(amount) * unitMs;
}

/** `5%` as 0.05; NaN for a text that `PERCENT_PATTERN` does not match. */
export function share(text: string): number {
  return Number(PERCENT_PATTERN.exec(text)?.[1] ?? Number.NaN) / 100;
}

/** Ms as people write it, in the largest unit that leaves a whole number: `5 minutes`, `250 ms`. */
export function durationText(durationInMs: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const;
  for (const [name, unitMs] of units) {
    const amount = durationInMs / unitMs;
    if (Number.isInteger(amount) && amount > 0) return `${amount} ${name}${amount === 1 ? '' : 's'}`;
  }
  return `${durationInMs} ms`;
}
