// Spreadsheets as text.
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

/**
 * CSV with a header line.
 * @param records one cell a column; `null` is an empty one, and a text that a spreadsheet would take for a formula is led by
 *   an apostrophe
 */
export function csvText(columns: readonly string[], records: readonly (readonly Cell[])[]): string {
  return csvLines([columns, ...records]);
}

/** The same without a header line: what is added to a file that has one. */
export function csvLines(records: readonly (readonly Cell[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    { escape_formulas: true },
  );
}
