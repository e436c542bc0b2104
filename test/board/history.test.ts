import { describe, expect, it } from 'vitest';
import { historyOf } from '../../lib/board/history.ts';
import { METRIC_NAMES, type Metric } from '../../lib/domain/metric.ts';
import { OUTCOME_CACHED, OUTCOME_OK, OUTCOME_VOID, outcomeOf, type SeriesColumns } from '../../lib/domain/series.ts';
import { encodeValue } from '../../lib/domain/value-code.ts';

const NOW_MS = Date.parse('2026-11-22T12:30:00Z');
const HOUR_MS = 3_600_000;
const KEY = { workload: 'chat', region: 'local', target: 'a/b' };

/** Samples as [minutes before now, TTFT in ms or the reason of having none], oldest first. */
function columnsOf(samples: readonly (readonly [number, number | 'failed' | 'void' | 'cached'])[]): SeriesColumns {
  const codes = Uint16Array.from(samples, ([, what]) => (typeof what === 'number' ? encodeValue(what) : 0));
  const outcome = { failed: outcomeOf('server-error'), void: OUTCOME_VOID, cached: OUTCOME_CACHED };
  return {
    slots: Uint32Array.from(samples, ([minutes]) => NOW_MS / 1_000 - minutes * 60),
    outcomes: Uint8Array.from(samples, ([, what]) => (typeof what === 'number' ? OUTCOME_OK : outcome[what])),
    codes: Object.fromEntries(METRIC_NAMES.map((metric) => [metric, codes])) as Record<Metric, Uint16Array>,
  };
}

describe('historyOf', () => {
  it('puts samples into their hours, with a gap where there are none', () => {
    const history = historyOf(
      columnsOf([
        [170, 100],
        [160, 'failed'],
        [155, 300],
        [20, 'void'],
        [10, 500],
        [7, 'cached'],
        [5, 'failed'],
      ]),
      KEY,
      NOW_MS,
    );
    expect(history).toMatchObject({ ...KEY, startsAtMs: Date.parse('2026-11-22T09:00:00Z'), bucketMs: HOUR_MS });
    expect(history.n).toEqual([3, 0, 0, 3]);
    expect(history.failed).toEqual([1, 0, 0, 1]);
    expect(history.ttftP50Ms.map((value) => value && Math.round(value))).toEqual([200, null, null, 500]);
  });

  it('goes back 30 days and no further', () => {
    const history = historyOf(
      columnsOf([
        [40 * 24 * 60, 100],
        [10, 200],
      ]),
      KEY,
      NOW_MS,
    );
    expect(history.n).toHaveLength(720);
    expect(history.n.reduce((sum, n) => sum + n, 0)).toBe(1);
  });

  it('is 30 days of nothing for a series without samples', () => {
    expect(historyOf(columnsOf([]), KEY, NOW_MS).n).toHaveLength(720);
  });
});
