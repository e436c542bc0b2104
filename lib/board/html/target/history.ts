// The last 30 days: a drawing for each region on one scale, with incidents and changes of the model, and the way to the
// interactive chart.
import { historyAxes, historyChart, type Shade, type Tick } from '../../charts/history-chart.ts';
import { regionMark } from '../../charts/region-mark.ts';
import { dayText } from '../../charts/time-axis.ts';
import type { SeriesDetail } from '../../detail/series-detail.ts';
import { figureText, listText, percentText, plural } from '../../format.ts';
import { blame, details, ending, headline, type Incident } from '../../incident.ts';
import { seriesPath } from '../../paths.ts';
import type { DocumentHeader } from '../../view-document.ts';
import { shownText } from '../../view-document.ts';
import { type Html, html } from '../html.ts';
import { dailyTable } from './daily-table.ts';
import { regionName } from './region-name.ts';
import { section, type WorkloadPart } from './workload-part.ts';

export interface HistoryInput {
  readonly part: WorkloadPart;
  readonly targetId: string;
  readonly toRoot: string;
  readonly header: DocumentHeader;
  readonly nowMs: number;
}

export function historySection({ part, targetId, toRoot, header, nowMs }: HistoryInput): Html {
  if (part.series.length === 0) return section(part, 'history', 'History', html`<p>No sample of the last 30 days.</p>`);
  const axes = historyAxes(part.series);
  const named = part.incidents.map((incident, index) => ({ incident, name: letters(index) }));
  const changes = changesOf(part);
  const content = html`<p class="intro">
      Time to first token, 4 hours by 4 hours: the median within its 95 % interval, and the p95 of each day dashed. All
      regions share one scale. A gap is a time without a measurement.
    </p>
    <div class="multiples">
      ${part.series.map(
        (detail) =>
          html`<figure class="chart band-chart">
            <figcaption>${regionName(detail.region)} <small>${countsText(detail)}</small></figcaption>
            ${historyChart({
              detail,
              axes,
              shades: shadesOf(named, detail.region, nowMs),
              ticks: changes.filter(({ regions }) => regions.includes(detail.region)),
              label: labelOf(detail),
            })}
          </figure>`,
      )}
    </div>
    ${incidentList(named)} ${changeList(changes)} ${interactive(part, targetId, toRoot, header)} ${dailyTable(part)}`;
  return section(part, 'history', 'History', content);
}

/** A, B, ... Z, AA, AB, ... */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function countsText({ history: { n, failed } }: SeriesDetail): string {
  const attempts = sum(n);
  const share = attempts === 0 ? '' : `, ${percentText(sum(failed) / attempts)} % failed`;
  return `n ${plural(attempts, 'attempt')}${share}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function labelOf({ region, history }: SeriesDetail): string {
  const medians = history.ttftP50Ms.filter((value) => value !== null);
  const from = `TTFT from ${region} since ${dayText(history.startsAtMs)}`;
  if (medians.length === 0) return `${from}: no measurement`;
  const [low, high] = [Math.min(...medians), Math.max(...medians)];
  const newest = figureText(medians.at(-1) ?? 0);
  return `${from}: 4-hour medians from ${figureText(low)} to ${figureText(high)} ms, the newest ${newest} ms`;
}

interface NamedIncident {
  readonly incident: Incident;
  readonly name: string;
}

function shadesOf(named: readonly NamedIncident[], region: string, nowMs: number): readonly Shade[] {
  return named.flatMap(({ incident, name }) =>
    incident.events
      .filter((event) => event.region === region)
      .map((event) => ({ name, fromMs: event.sinceMs, toMs: event.untilMs ?? event.closedMs ?? nowMs })),
  );
}

function incidentList(named: readonly NamedIncident[]): Html {
  if (named.length === 0) return html`<p class="soft">No incident in the last 30 days.</p>`;
  return html`<ul class="marks" aria-label="Incidents">
    ${named.map(({ incident, name }) => {
      const sentences = [...details(incident), blame(incident), ending(incident)].filter((text) => text !== null);
      return html`<li>
        <span class="mark-name letter">${name}</span>
        <div>
          <strong><bdi>${shownText(headline(incident))}</bdi></strong>${incident.closedMs === null && ' (open)'}
          ${sentences.map((sentence) => html`<br /><bdi>${sentence}</bdi>`)}
        </div>
      </li>`;
    })}
  </ul>`;
}

interface Change extends Tick {
  readonly regions: readonly string[];
  readonly servedModel: string | null;
}

// The first mark of a series is no change: it is what the model was called when the list began. Regions that change on one
// day to one model do so together.
function changesOf({ recent }: WorkloadPart): readonly Change[] {
  const marks = recent
    .flatMap(({ region, identities }) => identities.slice(1).map((identity) => ({ region, ...identity })))
    .toSorted((a, b) => a.sinceMs - b.sinceMs);
  const changes = Map.groupBy(marks, ({ sinceMs, servedModel }) => `${dayText(sinceMs)} ${servedModel}`);
  return [...changes.values()].map((same, index) => ({
    name: String(index + 1),
    atMs: same[0]!.sinceMs,
    servedModel: same[0]!.servedModel,
    regions: same.map(({ region }) => region),
  }));
}

function changeList(changes: readonly Change[]): Html {
  if (changes.length === 0) return null;
  return html`<ul class="marks" aria-label="Changes of the model">
    ${changes.map(
      ({ name, regions, servedModel, atMs }) =>
        html`<li>
          <span class="mark-name">${name}</span>
          <div>
            From ${dayText(atMs)} on, answers of <bdi>${listText(regions, 4)}</bdi> come from${' '}
            ${servedModel === null ? 'a model that is not told' : html`<bdi><strong>${shownText(servedModel)}</strong></bdi>`}
          </div>
        </li>`,
    )}
  </ul>`;
}

// The button is made visible by the browser's code, into room that is kept for it.
function interactive(part: WorkloadPart, targetId: string, toRoot: string, header: DocumentHeader): Html {
  const data = `${toRoot}${seriesPath(targetId)}`;
  const regions = part.series.map(({ region }) => ({ region, mark: regionMark(part.placeOf(region)) }));
  return html`<div
    class="interactive"
    data-chart=${data}
    data-workload=${part.workload.name}
    data-regions=${JSON.stringify(regions)}
    data-run-id=${header.runId}
  >
    <p class="open-chart">
      <button type="button" hidden>Open the interactive chart</button>
      <a href=${data}>The data behind it, hour by hour (JSON)</a>
    </p>
  </div>`;
}
