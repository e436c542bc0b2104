// Spreadsheets as text.
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

/**
 * CSV with a header line.
 * @param records one cell a column; `null` is an empty one, and a text that a spreadsheet would take for a formula is led by
 *   an apostrophe
 */
export function csvText(columns: readonly string[], records: readonly (readonly Cell[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    { header: true, columns: [...columns], escape_formulas: true },
  );
}
