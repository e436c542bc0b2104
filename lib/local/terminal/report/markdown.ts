// The report as GitHub Markdown.
import { printable } from '../../../domain/text.ts';
import { columnsFor } from './columns.ts';
import { bannerOf, headingOf, LEGEND, NOTHING_DONE, notesOf } from './notes.ts';
import type { RaceReport, RegionStandings } from './standings.ts';
import { verdictOf } from './verdict.ts';

export function markdownReport(report: RaceReport): string {
  if (report.regions.length === 0) return `${NOTHING_DONE}\n`;
  const banner = bannerOf(report);
  const blocks = report.regions.flatMap((region) => [
    ...(banner === null ? [] : [`> **${escaped(banner)}**`]),
    `### ${escaped(headingOf(region, report))}`,
    markdownTable(region),
    ...notesOf(region).map(escaped),
    `**${escaped(verdictOf(region))}**`,
  ]);
  return `${[...blocks, escaped(LEGEND)].join('\n\n')}\n`;
}

function markdownTable(region: RegionStandings): string {
  const columns = columnsFor(region);
  const rows = [
    columns.map(({ title, unit }) => escaped(unit === '' ? title : `${title} (${unit})`)),
    columns.map(({ align }) => (align === 'right' ? '---:' : '---')),
    ...region.standings.map((standing) => columns.map(({ text }) => escaped(text(standing)))),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

// A pipe would end its cell, and the others would become markup.
function escaped(text: string): string {
  return printable(text, 1_000).replace(/[\\`*_[\]<>|~]/g, '\\$&');
}
