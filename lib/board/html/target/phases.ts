// Where the time goes, from the samples of the last 24 hours.
import { swatch } from '../../charts/fills.ts';
import { AFTER, BEFORE, phasesChart } from '../../charts/phases-chart.ts';
import { countText, figureText } from '../../format.ts';
import type { PhaseFigure, PhaseFigures } from '../../samples/recent-figures.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';
import { regionHead } from './region-name.ts';
import { headRow, scrollTable } from './scroll-table.ts';
import { section, type WorkloadPart } from './workload-part.ts';

const LABELS: Readonly<Record<keyof PhaseFigures, string>> = {
  dns: 'DNS',
  tcp: 'TCP',
  tls: 'TLS',
  headers: 'Response headers',
  firstToken: 'First token',
  firstAnswer: 'First answer token',
  total: 'End of the stream',
  serverFirstToken: 'First token, as the server says',
};

const DRAWN = [...BEFORE, ...AFTER] as const;
const ROWS: readonly (keyof PhaseFigures)[] = [
  ...BEFORE,
  'headers',
  'firstToken',
  'firstAnswer',
  'total',
  'serverFirstToken',
];

export function phasesSection(part: WorkloadPart): Html {
  const regions = part.recent.filter(({ phases }) => DRAWN.some((phase) => phases[phase].p50Ms !== null));
  if (regions.length === 0) {
    return section(
      part,
      'phases',
      'Where the time goes',
      html`<p>Fewer than 10 measured answers in the last 24 hours.</p>`,
    );
  }
  const prefix = `${part.prefix}p`;
  const label = `Where the time goes, medians of the last 24 hours. ${regions.map(finding).join('; ')}`;
  const content = html`<div class="beside">
    <figure class="chart">
      <figcaption>
        <strong>Medians of the last 24 hours</strong>
        <small
          >To the right of the line: from the request on the wire. To the left, on the same scale: what happens before the
          gun and is in no other figure.</small
        >
      </figcaption>
      ${phasesChart(regions, prefix, label)}
    </figure>
    ${phasesTable(part, prefix)}
  </div>`;
  return section(part, 'phases', 'Where the time goes', content);
}

function finding({ region, phases }: { region: string; phases: PhaseFigures }): string {
  const known = DRAWN.flatMap((phase) => {
    const { p50Ms } = phases[phase];
    return p50Ms === null ? [] : [`${LABELS[phase]} ${figureText(p50Ms)} ms`];
  });
  return `${region}: ${known.join(', ')}`;
}

function phasesTable(part: WorkloadPart, prefix: string): Html {
  const caption =
    'Medians with their n, last 24 hours. DNS, TCP and TLS each by itself; the others from the request on the wire.';
  const heads = part.recent.map(({ region }) => [regionHead(region), 'ms, n'] as const);
  return scrollTable(
    part,
    'phase-figures',
    caption,
    html`${headRow([['Phase', ''], ...heads])}
      <tbody>
        ${ROWS.filter((phase) => part.recent.some(({ phases }) => phases[phase].n > 0)).map((phase) => {
          const fill = (DRAWN as readonly string[]).indexOf(phase);
          return html`<tr>
            <th scope="row" class="start">${fill === -1 ? null : swatch(prefix, fill)} ${LABELS[phase]}</th>
            ${part.recent.map(({ phases }) => phaseCell(phases[phase]))}
          </tr>`;
        })}
      </tbody>`,
  );
}

function phaseCell({ n, p50Ms }: PhaseFigure): Html {
  return html`<td>${p50Ms === null ? dash(`too few values: n = ${n}, p50 needs 10`) : figureText(p50Ms)}<small>n ${countText(n)}</small></td>`;
}
