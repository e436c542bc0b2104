import { describe, expect, it } from 'vitest';
import { distributionChart } from '../../../lib/board/charts/distribution-chart.ts';
import { failureChart } from '../../../lib/board/charts/failure-chart.ts';
import { historyAxes, historyChart } from '../../../lib/board/charts/history-chart.ts';
import { hoursAxis, hoursChart } from '../../../lib/board/charts/hours-chart.ts';
import { partsAfter, partsBefore, phasesChart } from '../../../lib/board/charts/phases-chart.ts';
import type { SeriesDetail } from '../../../lib/board/detail/series-detail.ts';
import { documentText, type Html } from '../../../lib/board/html/html.ts';
import type { PhaseFigures } from '../../../lib/board/samples/recent-figures.ts';
import { targetDetail } from '../target-fixture.ts';

const textOf = (chart: Html) => documentText(chart);
/** Every number of the path data of a drawing. */
const numbersIn = (text: string) =>
  [...text.matchAll(/ d="([^"]*)"/g)].flatMap(([, d = '']) => (d.match(/-?[\d.]+/g) ?? []).map(Number));
const pathOf = (text: string, name: string) => new RegExp(`class="${name}"[^>]* d="([^"]*)"`).exec(text)?.[1] ?? '';

const { series } = targetDetail();
const first = series[0] as SeriesDetail;

function historyOf(detail: SeriesDetail, more: Partial<Parameters<typeof historyChart>[0]> = {}): string {
  return textOf(
    historyChart({ detail, axes: historyAxes([detail]), shades: [], ticks: [], label: 'as told', ...more }),
  );
}

describe('the history', () => {
  it('is a drawing with its finding as label, and no figure is not a number', () => {
    const text = historyOf(first);
    expect(text).toContain('role="img" aria-label="as told"');
    expect(numbersIn(text).every(Number.isFinite)).toBe(true);
    expect(text).not.toMatch(/NaN|undefined|style=/);
  });

  it('breaks its line where there is no measurement', () => {
    const { history } = first;
    const ttftP50Ms = history.ttftP50Ms.map((value, index) => (index > 50 && index < 60 ? null : value));
    const whole = pathOf(historyOf(first), 'p50');
    const broken = pathOf(historyOf({ ...first, history: { ...history, ttftP50Ms } }), 'p50');
    expect(whole.match(/M/g)).toHaveLength(1);
    expect(broken.match(/M/g)).toHaveLength(2);
  });

  it('shades an incident where it was, and leaves out one that lies outside', () => {
    const endMs = first.history.startsAtMs + first.history.n.length * first.history.bucketMs;
    const shades = [
      { name: 'A', fromMs: endMs - 10 * 86_400_000, toMs: endMs - 9 * 86_400_000 },
      { name: 'B', fromMs: endMs - 90 * 86_400_000, toMs: endMs - 89 * 86_400_000 },
    ];
    const text = historyOf(first, { shades });
    expect(text.match(/class="shade"/g)).toHaveLength(1);
    const [, x, width] = /<rect x="([\d.]+)"[^>]* width="([\d.]+)"/.exec(text) ?? [];
    // 290 px are 30 days
    expect(Number(width)).toBeCloseTo(290 / 30, 0);
    expect(Number(x)).toBeCloseTo(40 + (290 * 20) / 30, -1);
  });

  it('draws a series of one bucket as a dot on a day of time', () => {
    const { series: young } = targetDetail({ regions: ['us-east-1'], past: { days: 0.05, everyMs: 10_000 } });
    const axes = historyAxes(young);
    expect(axes.x.endMs - axes.x.startMs).toBe(86_400_000);
    expect(historyOf(young[0] as SeriesDetail)).toContain('class="dots"');
  });
});

describe('failures by day', () => {
  const dayMs = 86_400_000;
  const chart = (days: Parameters<typeof failureChart>[0]['days']) =>
    textOf(failureChart({ days, fills: 2, prefix: 'f', label: 'told' }));

  it('stacks shares of the attempts of each day', () => {
    const text = chart([
      { startsAtMs: 0, n: 100, counts: [5, 5] },
      { startsAtMs: dayMs, n: 50, counts: [0, 5] },
    ]);
    const layers = [...text.matchAll(/<path d="([^"]*)" fill="url\(#f(\d)\)"/g)];
    expect(layers.map(([, , fill]) => fill)).toEqual(['1', '2']);
    // 10 % is the whole height: from 170 up to 26
    expect(layers[0]?.[1]).toMatch(/^M[\d.]+ 170h[\d.]+V98h/);
    expect(layers[1]?.[1]).toMatch(/^M[\d.]+ 98h[\d.]+V26h.*M[\d.]+ 170h[\d.]+V26h/);
  });

  it('tells a day without data from one without a failure', () => {
    const silent = { startsAtMs: 0, n: 0, counts: [0, 0] };
    const well = { startsAtMs: dayMs, n: 10, counts: [0, 0] };
    const failing = { startsAtMs: 2 * dayMs, n: 10, counts: [1, 0] };
    expect(pathOf(chart([silent, well, failing]), 'no-data').match(/M/g)).toHaveLength(1);
    expect(chart([well, failing])).not.toContain('no-data');
  });
});

describe('the distribution', () => {
  const steps = Array.from({ length: 101 }, (_, index) => 200 * 1.01 ** index);
  const chart = (ttftMs: readonly (number | null)[]) => {
    const timedOut = ttftMs.filter((ms) => ms === null).length * 10;
    return textOf(
      distributionChart([{ region: 'us-east-1', place: 0, distribution: { n: 1_000, timedOut, ttftMs } }], 'told'),
    );
  };
  const lastOf = (text: string) => pathOf(text, 'curve k1 d1').split(/[ML]/).at(-1)?.split(',').map(Number);

  it('levels off below the top where probes timed out', () => {
    const [x, y] = lastOf(chart(steps.map((ms, index) => (index > 90 ? null : ms)))) ?? [];
    expect(x).toBe(430);
    // 90 % of 26 to 226
    expect(y).toBeCloseTo(226 - 0.9 * 200, 0);
  });

  it('goes on to the edge where none did', () => {
    const [, y] = lastOf(chart(steps)) ?? [];
    expect(y).toBeLessThan(26 + 0.01 * 200 + 0.1);
  });

  it('names its lines where they are few', () => {
    expect(chart(steps)).toContain('us-east-1');
  });
});

describe('hours of the day', () => {
  it('leaves a gap for an hour without figures', () => {
    const hours = first.hoursOfDay.map((hour, index) =>
      index < 3 ? { n: 2, p25Ms: null, p50Ms: null, p75Ms: null } : hour,
    );
    const text = textOf(hoursChart(hours, hoursAxis([hours]), 'told'));
    expect(pathOf(text, 'box').match(/M/g)).toHaveLength(21);
    expect(pathOf(text, 'mid').match(/M/g)).toHaveLength(21);
  });
});

describe('phases', () => {
  const figure = (p50Ms: number | null) => ({ n: p50Ms === null ? 3 : 287, p50Ms });
  const phases: PhaseFigures = {
    dns: figure(2),
    tcp: figure(10),
    tls: figure(20),
    headers: figure(180),
    firstToken: figure(230),
    firstAnswer: figure(230),
    total: figure(1_600),
    serverFirstToken: figure(null),
  };

  it('end at the gun before it, and add up to the total after it', () => {
    expect(partsBefore(phases).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [-32, -30],
      [-30, -20],
      [-20, 0],
    ]);
    expect(partsAfter(phases).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [0, 180],
      [180, 230],
      [230, 1_600],
    ]);
  });

  it('are left out where they are not known, and never run backwards', () => {
    expect(
      partsAfter({ ...phases, headers: figure(null) }).map(({ fromMs, toMs, fill }) => [fromMs, toMs, fill]),
    ).toEqual([
      [0, 230, 4],
      [230, 1_600, 5],
    ]);
    expect(partsAfter({ ...phases, headers: figure(300) })[1]).toMatchObject({ fromMs: 300, toMs: 300 });
    expect(partsBefore({ ...phases, tls: figure(null) }).at(-1)).toMatchObject({ toMs: 0, fill: 1 });
  });

  it('share one scale on both sides of the gun', () => {
    const text = textOf(phasesChart([{ region: 'us-east-1', phases: { ...phases, tls: figure(400) } }], 'p', 'told'));
    const widths = [...text.matchAll(/class="segment"[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));
    const [, , tls = 0, headers = 0] = widths;
    expect(tls / headers).toBeCloseTo(400 / 180, 1);
    const xs = [...text.matchAll(/class="segment" x="([-\d.]+)"/g)].map(([, x]) => Number(x));
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
  });
});
