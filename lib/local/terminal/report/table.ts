// The standings of a region as a table that fits its terminal: what can be spared goes before anything is wrapped.
import Table from 'cli-table3';
import { printable } from '../../../domain/text.ts';
import type { Paint, Style } from '../screen.ts';
import { type Column, columnsFor, NO_FIGURE } from './columns.ts';
import type { RegionStandings, Standing } from './standings.ts';

const GAP = 2;
const MIN_TARGET_WIDTH = 12;
/** A longer id is cut rather than that columns go. */
const MAX_TARGET_WIDTH = 40;

export interface FittedTable {
  readonly lines: readonly string[];
  /** Titles of the columns that had to be left out. */
  readonly leftOut: readonly string[];
}

/** Lines no longer than `width`, as far as the narrowest form of the table goes. */
export function fittedTable(region: RegionStandings, width: number, paint: Paint): FittedTable {
  const all = columnsFor(region);
  const columns = fitting(all, region.standings, width);
  const spareWidth = width - tableWidth(columns.filter(isNotTarget), region.standings) - GAP;
  const targetWidth = Math.max(MIN_TARGET_WIDTH, spareWidth);
  const table = new Table({
    chars: BORDERLESS,
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    // one line of titles, and one of units
    head: columns.map(({ title, unit }) => `${title}\n${unit}`),
  });
  for (const standing of region.standings) {
    table.push(
      columns.map((column) => {
        const text = printable(column.text(standing), isNotTarget(column) ? undefined : targetWidth);
        const style = styleOf(column, standing, text);
        return style === null ? text : paint(style, text);
      }),
    );
  }
  const [titles = '', units = '', ...rows] = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return {
    lines: [paint('bold', titles), paint('dim', units), ...rows],
    leftOut: all.filter((column) => !columns.includes(column)).map(({ title }) => title),
  };
}

const BORDERLESS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(GAP),
};

// Columns without any figure go first, then those that can best be spared.
function fitting(columns: readonly Column[], standings: readonly Standing[], width: number): readonly Column[] {
  const isEmpty = (column: Column): boolean => standings.every((standing) => column.text(standing) === NO_FIGURE);
  const order = columns
    .filter(({ spare }) => spare > 0)
    .sort((a, b) => Number(isEmpty(b)) - Number(isEmpty(a)) || b.spare - a.spare);
  let left = columns;
  for (const column of order) {
    if (tableWidth(left, standings) <= width) break;
    left = left.filter((each) => each !== column);
  }
  return left;
}

function tableWidth(columns: readonly Column[], standings: readonly Standing[]): number {
  const widths = columns.map((column) => {
    const longest = Math.max(0, ...standings.map((standing) => column.text(standing).length));
    const needed = isNotTarget(column) ? longest : Math.min(longest, MAX_TARGET_WIDTH);
    return Math.max(column.title.length, column.unit.length, needed);
  });
  return widths.reduce((sum, each) => sum + each, 0) + GAP * (columns.length - 1);
}

function isNotTarget({ title }: Column): boolean {
  return title !== 'Target';
}

function styleOf(column: Column, { rank, figures }: Standing, text: string): Style | null {
  if (text === NO_FIGURE) return 'dim';
  if (rank?.best === 1 && ['Rank', 'Target', 'TTFT p50'].includes(column.title)) return 'green';
  const isOfFailures = column.title === 'Failed' || column.title === 'mostly';
  if (isOfFailures && figures.ok < figures.attempts) return figures.ok === 0 ? 'red' : 'yellow';
  return null;
}
