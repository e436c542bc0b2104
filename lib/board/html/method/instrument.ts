// What the instrument says of itself: the last 24 hours of each region.
import type { VoidReason } from '../../../domain/sample.ts';
import type { Workload } from '../../../domain/workload.ts';
import { countText, figureText, percentText } from '../../format.ts';
import { regionLabel } from '../../labels.ts';
import type { InstrumentFigure, InstrumentFigures } from '../../samples/recent-figures.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';

const REASONS: Readonly<Record<VoidReason, string>> = {
  'loop-late': 'our event loop was, or may have been, late',
  'dispatch-late': 'sent more than 20 ms after the gun',
  'write-slow': 'the write call took too long',
  'connection-lost': 'the prepared connection was gone',
  'reference-off': 'the reference target was measured wrong',
};

/** A table for each workload that has rounds in these hours. */
export function instrumentSection(instrument: readonly InstrumentFigures[], workloads: readonly Workload[]): Html {
  const tables = workloads.flatMap(({ name }, index) => {
    const rows = instrument.filter(({ workload }) => workload === name);
    return rows.length === 0 ? [] : [instrumentTable(rows, name, `instrument-${index + 1}`)];
  });
  return html`<section aria-labelledby="instrument">
    <h2 id="instrument">The instrument about itself</h2>
    <p>
      A reference target with a known schedule runs in every round. What we stamp later than it wrote is our own error,
      seen from outside, and no figure of a provider is finer than that.
    </p>
    ${tables.length === 0 ? html`<p>There was no round in the last 24 hours.</p>` : tables}
  </section>`;
}

function instrumentTable(rows: readonly InstrumentFigures[], workload: string, id: string): Html {
  return html`<div class="scroll" role="region" aria-labelledby=${id} tabindex="0">
    <table>
      <caption id=${id}>
        Workload <bdi>${workload}</bdi>, last 24 hours. Medians, the largest beside them, and n; times in ms.
      </caption>
      <thead>
        <tr>
          ${head('Region', '')} ${head('Rounds', 'n')} ${head('Reference error', 'ms, p50')} ${head('Largest', 'ms')}
          ${head('Dispatch skew', 'ms, p50')} ${head('Largest', 'ms')} ${head('Off the common instant', 'ms, p50')}
          ${head('Largest', 'ms')} ${head('Void', '% of samples, by reason')}
        </tr>
      </thead>
      <tbody>
        ${rows.map(instrumentRow)}
      </tbody>
    </table>
  </div>`;
}

function head(label: string, detail: string): Html {
  return html`<th scope="col">${label}${detail !== '' && html`<small>${detail}</small>`}</th>`;
}

function instrumentRow(row: InstrumentFigures): Html {
  const label = regionLabel(row.region);
  return html`<tr>
    <th scope="row"><bdi>${row.region}</bdi>${label !== row.region && html`<small>${label}</small>`}</th>
    <td>${countText(row.rounds)}</td>
    ${figureCells(row.referenceErrorMs, 'the reference gave no figure')}
    ${figureCells(row.dispatchSkewMs, 'nothing was sent')}
    ${figureCells(row.gunLateMs, 'the gun is immediate: there is no common instant')}
    ${voidCell(row)}
  </tr>`;
}

function figureCells({ n, p50Ms, worstMs }: InstrumentFigure, reason: string): Html {
  const why = n === 0 ? reason : `too few values: n = ${n}`;
  return html`<td>${p50Ms === null ? dash(why) : figureMsText(p50Ms)}<small>n ${countText(n)}</small></td>
    <td>${worstMs === null ? dash(why) : figureMsText(worstMs)}</td>`;
}

function figureMsText(ms: number): string {
  return ms < 0 ? `−${figureText(-ms)}` : figureText(ms);
}

// A sample may be void for several reasons: the shares are by reason and not to be added up.
function voidCell({ samples, voided }: InstrumentFigures): Html {
  if (samples === 0) return html`<td class="text">${dash('no sample')}</td>`;
  const reasons = Object.entries(voided).filter(([, count]) => count > 0);
  const items = reasons.map(
    ([reason, count]) => html`<li>
      ${percentText(count / samples)} % <code>${reason}</code> (${countText(count)}): ${REASONS[reason as VoidReason] ?? 'another reason'}
    </li>`,
  );
  return html`<td class="text">${items.length === 0 ? 'none' : html`<ul>${items}</ul>`}<small>n ${countText(samples)}</small></td>`;
}
