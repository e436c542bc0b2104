// Figures that the suites find, told at the end in one table: each with the bound that it was held against.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export interface Figure {
  readonly suite: string;
  readonly what: string;
  readonly value: string;
  /** What it was held against; empty where it is only told. */
  readonly bound: string;
}

export function noteFigure(file: string, figure: Figure): void {
  appendFileSync(file, `${JSON.stringify(figure)}\n`);
}

/** The table, one figure a line. */
export function figuresTable(file: string): string {
  if (!existsSync(file)) return '';
  const figures = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Figure);
  const rows = figures.map(({ suite, what, value, bound }) => [suite, what, value, bound]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}\n`).join('');
}
