// The report as people read it in a terminal.
import type { Paint } from '../screen.ts';
import { bannerOf, headingOf, LEGEND, NOTHING_DONE, notesOf } from './notes.ts';
import type { RaceReport } from './standings.ts';
import { tableLines } from './table.ts';
import { verdictOf } from './verdict.ts';

/** @param columns the width of the terminal; sentences are broken between words, tables leave out what can be spared */
export function textReport(report: RaceReport, columns: number, paint: Paint): string {
  const banner = bannerOf(report);
  const lines: string[] = [];
  for (const region of report.regions) {
    // above every table, so that none can be cut out without it
    if (banner !== null) lines.push(...wrapped(banner, columns).map((line) => paint('yellow', line)));
    lines.push(paint('bold', headingOf(region, report)), '');
    lines.push(...tableLines(region, columns, paint), '');
    for (const note of notesOf(region)) lines.push(...wrapped(note, columns));
    lines.push(...wrapped(verdictOf(region), columns).map((line) => paint('bold', line)), '');
  }
  if (report.regions.length === 0) return `${NOTHING_DONE}\n`;
  lines.push(...wrapped(LEGEND, columns).map((line) => paint('dim', line)));
  return `${lines.join('\n')}\n`;
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
