// The columns of the standings, for a terminal and for Markdown: what each says, and which can be spared.
import { figureText } from '../../../board/format.ts';
import type { FailureClass } from '../../../domain/failure.ts';
import type { Interval, SeriesFigures } from '../../../stats/figures.ts';
import type { RegionStandings, Standing } from './standings.ts';

export interface Column {
  readonly title: string;
  /** '' where there is none. */
  readonly unit: string;
  readonly align: 'left' | 'right';
  /** The higher, the sooner it is left out where there is no room; 0 = never. */
  readonly spare: number;
  readonly text: (standing: Standing) => string;
}

/** What stands where there is no figure. */
export const NO_FIGURE = '-';

type Placed = Column & { readonly when: (region: RegionStandings) => boolean };

const COLUMNS: readonly Placed[] = [
  { title: 'Rank', unit: '', align: 'right', spare: 1, text: rankText, when: someoneHasMedian },
  { title: 'Target', unit: '', align: 'left', spare: 0, text: ({ target }) => target, when: always },
  { ...ms('TTFT p50'), spare: 0, text: ({ figures }) => shown(figures.metrics.ttftMs.p50), when: always },
  {
    ...ms('95 % range'),
    spare: 2,
    text: ({ figures }) => range(figures.metrics.ttftMs.p50Interval),
    when: someoneHasMedian,
  },
  { ...ms('p95'), spare: 8, text: ({ figures }) => shown(figures.metrics.ttftMs.p95), when: someoneHasMedian },
  {
    ...ms('TTFT latest'),
    spare: 4,
    text: ({ figures }) => shown(figures.metrics.ttftMs.latest),
    when: someoneLacksMedian,
  },
  { ...ms('min to max'), spare: 7, text: ({ ttftExtremes }) => range(ttftExtremes), when: someoneVaries },
  {
    ...speed('Speed p50'),
    spare: 3,
    text: ({ figures }) => shown(figures.metrics.outputTokensPerSecond.p50),
    when: someoneHasMedian,
  },
  {
    ...speed('Speed latest'),
    spare: 5,
    text: ({ figures }) => shown(figures.metrics.outputTokensPerSecond.latest),
    when: someoneLacksMedian,
  },
  { title: 'Failed', unit: '%', align: 'right', spare: 0, text: failedText, when: always },
  {
    title: 'mostly',
    unit: '',
    align: 'left',
    spare: 6,
    text: ({ figures }) => dominantFailure(figures) ?? '',
    when: someoneFailed,
  },
  {
    title: 'ok / n',
    unit: '',
    align: 'right',
    spare: 0,
    text: ({ figures }) => `${figures.ok}/${figures.attempts}`,
    when: always,
  },
];

/** The columns that have something to say of these standings. */
export function columnsFor(region: RegionStandings): readonly Column[] {
  return COLUMNS.filter(({ when }) => when(region));
}

/** `2`, or `2-4` where it cannot be told. */
function rankText({ rank }: Standing): string {
  if (rank === null) return NO_FIGURE;
  return rank.best === rank.worst ? String(rank.best) : `${rank.best}-${rank.worst}`;
}

/** Percent without its sign; never rounded to 0 or 100 where it is not that. */
function failedText({ figures: { failedShare } }: Standing): string {
  if (failedShare === null) return NO_FIGURE;
  if (failedShare > 0 && failedShare < 0.01) return '<1';
  if (failedShare > 0.99 && failedShare < 1) return '>99';
  return String(Math.round(failedShare * 100));
}

/** The commonest class of failure, `null` without any. */
export function dominantFailure({ failures }: SeriesFigures): FailureClass | null {
  const entries = Object.entries(failures) as [FailureClass, number][];
  return entries.sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

function ms(title: string): Pick<Column, 'title' | 'unit' | 'align'> {
  return { title, unit: 'ms', align: 'right' };
}

function speed(title: string): Pick<Column, 'title' | 'unit' | 'align'> {
  return { title, unit: 'tokens/s', align: 'right' };
}

function shown(value: number | null): string {
  return value === null ? NO_FIGURE : figureText(value);
}

function range(interval: Interval | null): string {
  return interval === null ? NO_FIGURE : `${figureText(interval.low)}-${figureText(interval.high)}`;
}

function always(): boolean {
  return true;
}

function someoneHasMedian({ standings }: RegionStandings): boolean {
  return standings.some(({ figures }) => figures.metrics.ttftMs.p50 !== null);
}

function someoneLacksMedian({ standings }: RegionStandings): boolean {
  return standings.some(({ figures: { metrics } }) => metrics.ttftMs.p50 === null && metrics.ttftMs.n > 0);
}

function someoneVaries(region: RegionStandings): boolean {
  return region.rounds.length > 1 && someoneLacksMedian(region);
}

function someoneFailed({ standings }: RegionStandings): boolean {
  return standings.some(({ figures }) => figures.ok < figures.attempts);
}
