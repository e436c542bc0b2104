// What there is, file by file.
import type { DetailInput } from '../../detail/detail-input.ts';
import { targetSlug } from '../../labels.ts';
import { badgePath, roundsPath, seriesPath, targetFolder, viewPath } from '../../paths.ts';
import type { SampleFile } from '../../samples/recent-figures.ts';
import { shownText } from '../../view-document.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';

/** Beyond this many targets or days a table stands folded. */
const MOST_OPEN = 30;

export function filesSection(input: DetailInput, toRoot: string): Html {
  return html`<section aria-labelledby="views">
      <h2 id="views">The tables</h2>
      <p>One file for each workload, region and window: every row with its rank range, intervals, failures by class and n.</p>
      ${viewsTable(input, toRoot)}
    </section>
    <section aria-labelledby="targets">
      <h2 id="targets">Each target</h2>
      <p>
        Series: its last 30 days, hour by hour, with intervals. Rounds: its last 7 days, round by round, so that two targets can be paired.
        Badge: its figure as an image, and for <code>shields.io/endpoint</code>.
      </p>
      ${targetsTable(input, toRoot)}
    </section>
    <section aria-labelledby="samples">
      <h2 id="samples">Every sample</h2>
      <p>
        All samples of a UTC day, void and failed ones too: every time that was measured, tokens, failure class, request
        id. No prompt's answer, no key, no message of a server. They stay.
      </p>
      ${samplesTable(input.recent.sampleFiles, toRoot)}
    </section>
    <section aria-labelledby="schemas">
      <h2 id="schemas">Schemas</h2>
      <p>A JSON Schema for each kind of document; each document is checked against it before it is published.</p>
      <ul class="links">
        ${Object.keys(input.board.assets.schemas).map(
          (name) => html`<li><a href=${`${toRoot}data/v1/schema/${name}`}>${name.replace('.schema.json', '')}</a></li>`,
        )}
      </ul>
    </section>`;
}

function viewsTable({ site: { index } }: DetailInput, toRoot: string): Html {
  const { workloads, regions, windows } = index;
  return scroll(
    'views-caption',
    html`<table class="compact">
      <caption id="views-caption">The leaderboard's tables. <bdi>all</bdi> pools the values of every region.</caption>
      <thead>
        <tr>
          <th scope="col">Workload</th>
          <th scope="col">Region</th>
          ${windows.map(({ id }) => html`<th scope="col">${id}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${workloads.flatMap(({ name }) =>
          regions.map(
            (region) => html`<tr>
              <td><bdi>${name}</bdi></td>
              <th scope="row"><bdi>${region}</bdi></th>
              ${windows.map(({ id }) => {
                const place = `${name}, ${region}, ${id}`;
                const json = `${toRoot}${viewPath(name, region, id, 'json')}`;
                const csv = `${toRoot}${viewPath(name, region, id, 'csv')}`;
                return html`<td>${file(json, 'JSON', place)} ${file(csv, 'CSV', place)}</td>`;
              })}
            </tr>`,
          ),
        )}
      </tbody>
    </table>`,
  );
}

function targetsTable({ board: { targets } }: DetailInput, toRoot: string): Html {
  if (targets.length === 0) return html`<p>No target races yet.</p>`;
  const table = scroll(
    'targets-caption',
    html`<table class="compact">
      <caption id="targets-caption">Documents of each target.</caption>
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">Series</th>
          <th scope="col">Rounds</th>
          <th scope="col">Badge</th>
        </tr>
      </thead>
      <tbody>
        ${targets.map(({ id, providerLabel }) => {
          const name = shownText(id);
          return html`<tr>
            <th scope="row" class="name">
              <a href=${`${toRoot}${targetFolder(id)}`}><bdi>${targetSlug(name)}</bdi></a>
              <small><bdi>${shownText(providerLabel)}</bdi></small>
            </th>
            <td>${file(`${toRoot}${seriesPath(id)}`, 'JSON', `series of ${name}`)}</td>
            <td>${file(`${toRoot}${roundsPath(id)}`, 'JSON', `rounds of ${name}`)}</td>
            <td>
              ${file(`${toRoot}${badgePath(id, 'svg')}`, 'SVG', `badge of ${name}`)}
              ${' '}${file(`${toRoot}${badgePath(id, 'json')}`, 'JSON', `badge of ${name}`)}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>`,
  );
  return folded(table, targets.length, `All ${targets.length} targets`);
}

function samplesTable(files: readonly SampleFile[], toRoot: string): Html {
  if (files.length === 0) return html`<p>No day has samples yet.</p>`;
  const table = scroll(
    'samples-caption',
    html`<table class="compact">
      <caption id="samples-caption">Samples by UTC day, the newest first. The file of the running day grows.</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">CSV<small>gzip</small></th>
          <th scope="col">Parquet</th>
        </tr>
      </thead>
      <tbody>
        ${files.map(
          ({ date, isWhole, csvPath, parquetPath }) => html`<tr>
            <th scope="row">${date}${!isWhole && html`<small>still running</small>`}</th>
            <td>${file(`${toRoot}${csvPath}`, 'CSV', date)}</td>
            <td>${parquetPath === null ? dash('made once the day is over') : file(`${toRoot}${parquetPath}`, 'Parquet', date)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
  return folded(table, files.length, `All ${files.length} days`);
}

// The name tells the format first, as it is seen, and then of what: a screen reader lists links out of their table.
function file(href: string, format: string, what: string): Html {
  return html`<a class="file" href=${href} aria-label=${`${format}, ${what}`}>${format}</a>`;
}

function scroll(caption: string, table: Html): Html {
  return html`<div class="scroll" role="region" aria-labelledby=${caption} tabindex="0">${table}</div>`;
}

function folded(table: Html, rows: number, summary: string): Html {
  return html`<details class="wide" open=${rows <= MOST_OPEN}><summary>${summary}</summary>${table}</details>`;
}
