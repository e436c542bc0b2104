// The report as people read it in a terminal.
import type { Paint } from '../screen.ts';
import { wrapped } from '../wrapped.ts';
import { bannerOf, failuresNote, headingOf, LEGEND, NOTHING_DONE, notesOf } from './notes.ts';
import type { RaceReport } from './standings.ts';
import { fittedTable } from './table.ts';
import { verdictOf } from './verdict.ts';

/** @param columns the width of the terminal; sentences are broken between words, tables leave out what can be spared */
export function textReport(report: RaceReport, columns: number, paint: Paint): string {
  const banner = bannerOf(report);
  const lines: string[] = [];
  for (const region of report.regions) {
    // above every table, so that none can be cut out without it
    if (banner !== null) lines.push(...wrapped(banner, columns).map((line) => paint('yellow', line)));
    lines.push(...wrapped(headingOf(region, report), columns).map((line) => paint('bold', line)), '');
    const table = fittedTable(region, columns, paint);
    lines.push(...table.lines, '');
    if (table.leftOut.includes('mostly')) lines.push(...wrapped(failuresNote(region), columns));
    for (const note of notesOf(region)) lines.push(...wrapped(note, columns));
    lines.push(...wrapped(verdictOf(region), columns).map((line) => paint('bold', line)), '');
  }
  if (report.regions.length === 0) return `${NOTHING_DONE}\n`;
  lines.push(...wrapped(LEGEND, columns).map((line) => paint('dim', line)));
  return `${lines.join('\n')}\n`;
}
