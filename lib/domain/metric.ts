// The figures of a sample that are pooled into quantiles, with the unit and the better direction of each.

export const METRICS = {
  ttftMs: { label: 'TTFT', unit: 'ms', better: 'lower' },
  firstAnswerMs: { label: 'First answer token', unit: 'ms', better: 'lower' },
  totalMs: { label: 'Total time', unit: 'ms', better: 'lower' },
  outputTokensPerSecond: { label: 'Output speed', unit: 'tokens/s', better: 'higher' },
  endToEndTokensPerSecond: { label: 'End-to-end speed', unit: 'tokens/s', better: 'higher' },
} as const;
export type Metric = keyof typeof METRICS;

export const METRIC_NAMES = Object.keys(METRICS) as readonly Metric[];
