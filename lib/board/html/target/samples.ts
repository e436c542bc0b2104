// The newest samples as they are, and where all of them can be had.
import type { Sample } from '../../../domain/sample.ts';
import { countText, figureText, utcText } from '../../format.ts';
import { PAGES, roundsPath, seriesPath } from '../../paths.ts';
import type { PublicSample, RecentFigures } from '../../samples/recent-figures.ts';
import { shownText } from '../../view-document.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';
import { headRow, scrollTable } from './scroll-table.ts';
import { section, type WorkloadPart } from './workload-part.ts';

const MOST_SAMPLES = 20;
const MOST_FILES = 7;

const HEADS = [
  ['Fired', 'UTC'],
  ['Region', '', 'start'],
  ['Outcome', '', 'start'],
  ['TTFT', 'ms'],
  ['Total', 'ms'],
  ['Tokens', 'output'],
  ['Output', 'tokens/s'],
  ['Request id', 'of the provider', 'start'],
] as const;

export function samplesSection(part: WorkloadPart): Html {
  const newest = part.recent
    .flatMap((series) => series.newest)
    .toSorted((a, b) => (firedOf(a) < firedOf(b) ? 1 : -1))
    .slice(0, MOST_SAMPLES);
  if (newest.length === 0)
    return section(part, 'samples', 'Newest samples', html`<p>No sample in the last 24 hours.</p>`);
  const caption = `The newest ${countText(newest.length)} samples of all regions. A void sample is counted in no figure.`;
  const rows = html`${headRow(HEADS)}
    <tbody>
      ${newest.map(sampleRow)}
    </tbody>`;
  return section(part, 'samples', 'Newest samples', scrollTable(part, 'newest', caption, rows));
}

function firedOf({ firedAt, round }: PublicSample): string {
  return firedAt ?? round;
}

function sampleRow(sample: PublicSample): Html {
  const none = sample.outcome === 'failed' ? 'not reached' : 'not known';
  const figure = (value: number | null): Html => html`<td>${value === null ? dash(none) : figureText(value)}</td>`;
  return html`<tr>
    <th scope="row" class="start plain">${utcText(firedOf(sample)).replace(' UTC', '')}</th>
    <td class="start"><bdi>${sample.region}</bdi></td>
    <td class=${sample.outcome === 'failed' ? 'start failed' : 'start'}>${outcomeText(sample)}</td>
    ${figure(sample.ttftMs)} ${figure(sample.totalMs)}
    <td>${sample.outputTokens === null ? dash(none) : countText(sample.outputTokens)}</td>
    ${figure(sample.outputTokensPerSecond)}
    <td class="start long">
      ${sample.requestId === null ? dash('the provider told none') : html`<code><bdi>${shownText(sample.requestId)}</bdi></code>`}
    </td>
  </tr>`;
}

function outcomeText({ outcome, failure, cached, void: reasons }: PublicSample): Html {
  const status = failure === null || failure.status === null ? '' : ` ${failure.status}`;
  const what = failure === null ? (cached === true ? 'ok, cached' : outcome) : `${failure.class}${status}`;
  return html`${what}${voidNote(reasons)}`;
}

function voidNote(reasons: Sample['void']): Html {
  if (reasons === null || reasons.length === 0) return null;
  return html`<small>void: ${reasons.join(', ')}</small>`;
}

/** Where the rest is, for all workloads together. */
export function downloads(targetId: string, { sampleFiles }: RecentFigures, toRoot: string): Html {
  return html`<section class="part" id="downloads" aria-labelledby="downloads-head">
    <h2 id="downloads-head">All the data</h2>
    <ul class="links">
      <li><a href=${`${toRoot}${seriesPath(targetId)}`}>History, hour by hour (JSON)</a></li>
      <li><a href=${`${toRoot}${roundsPath(targetId)}`}>Every round of 7 days (JSON)</a></li>
      <li><a href=${`${toRoot}${PAGES.data}`}>Every document of this board</a></li>
    </ul>
    ${
      sampleFiles.length > 0 &&
      html`<p class="intro">Every sample of every target, by day:</p>
        <ul class="links">
          ${sampleFiles.slice(0, MOST_FILES).map(
            ({ date, isWhole, csvPath, parquetPath }) =>
              html`<li>
                ${date}${!isWhole && ' (so far)'} <a href=${`${toRoot}${csvPath}`} aria-label=${`${date} as CSV`}>CSV</a>${
                  parquetPath !== null &&
                  html`, <a href=${`${toRoot}${parquetPath}`} aria-label=${`${date} as Parquet`}>Parquet</a>`
                }
              </li>`,
          )}
        </ul>`
    }
  </section>`;
}
