// A round in one line, for whoever watches the terminal.
import type { FailureClass } from '../domain/failure.ts';
import type { Round } from '../domain/round.ts';
import { isMeasured, type Sample } from '../domain/sample.ts';

/** `2026-11-22T03:15:00Z chat us-east-1: 9 ok, 1 failed (rate-limited), skew 0.8 ms, first demo/fast 91 ms`. */
export function roundLine(round: Round): string {
  const { samples, scheduledAt, workload, region } = round;
  const voided = samples.filter((sample) => sample.void !== null);
  const counted = samples.filter((sample) => sample.void === null);
  const ok = counted.filter(({ outcome }) => outcome === 'ok');
  const cached = ok.filter((sample) => !isMeasured(sample)).length;
  const okPart = cached > 0 ? `${ok.length} ok (${cached} cached)` : `${ok.length} ok`;
  const parts = [okPart, failedPart(counted), voided.length > 0 ? `${voided.length} void` : ''];
  if (round.dispatchSkewMs !== null) parts.push(`skew ${round.dispatchSkewMs.toFixed(1)} ms`);
  const first = firstOf(ok);
  if (first !== null) parts.push(`first ${first.target} ${Math.round(first.ttftMs ?? 0)} ms`);
  return `${scheduledAt} ${workload} ${region}: ${parts.filter((part) => part !== '').join(', ')}`;
}

function failedPart(samples: readonly Sample[]): string {
  const counts = new Map<FailureClass, number>();
  for (const { failure } of samples) if (failure) counts.set(failure.class, (counts.get(failure.class) ?? 0) + 1);
  if (counts.size === 0) return '';
  const classes = [...counts].map(([failure, count]) => (count === 1 ? failure : `${count} ${failure}`));
  return `${samples.filter(({ failure }) => failure).length} failed (${classes.join(', ')})`;
}

function firstOf(samples: readonly Sample[]): Sample | null {
  return samples.reduce<Sample | null>((best, sample) => {
    if (sample.ttftMs === null || !isMeasured(sample)) return best;
    return best?.ttftMs == null || sample.ttftMs < best.ttftMs ? sample : best;
  }, null);
}
