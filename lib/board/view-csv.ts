// A view as a spreadsheet: one line per target, the same figures as the JSON, an empty cell where there is none.
import { METRIC_NAMES, type Metric } from '../domain/metric.ts';
import { type Cell, csvText } from './csv.ts';
import type { ViewDocument, ViewRow } from './schemas.ts';

type Column = readonly [name: string, cell: (row: ViewRow, view: ViewDocument) => Cell];

const COLUMNS: readonly Column[] = [
  ['generated_at', (_, view) => view.generatedAt],
  ['workload', (_, view) => view.workload],
  ['region', (_, view) => view.region],
  ['window', (_, view) => view.window],
  ['target', (row) => row.target],
  ['provider', (row) => row.provider],
  ['model', (row) => row.model],
  ['simulated', (row) => String(row.simulated)],
  ['rank_best', (row) => row.rank?.best ?? null],
  ['rank_worst', (row) => row.rank?.worst ?? null],
  ['unranked_reason', (row) => row.unrankedReason],
  ['n', (row) => row.n],
  ['ok', (row) => row.ok],
  ['cached', (row) => row.cached],
  ['voided', (row) => row.voided],
  ['due', (row) => row.due],
  ['seen', (row) => row.seen],
  ['failed_share', (row) => row.failedShare],
  ['provider_fault_share', (row) => row.providerFaultShare],
  ['failures', failuresText],
  ['last_ok_at', (row) => row.lastOkAt],
  ...METRIC_NAMES.flatMap(metricColumns),
];

/** @returns CSV with a header line */
export function viewCsv(view: ViewDocument): string {
  const records = view.rows.map((row) => COLUMNS.map(([, cell]) => cell(row, view)));
  return csvText(
    COLUMNS.map(([name]) => name),
    records,
  );
}

// ttftMs -> ttft_ms_p50: the unit stays in the name.
function metricColumns(metric: Metric): readonly Column[] {
  const name = metric.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [
    [`${name}_n`, (row) => row.metrics[metric].n],
    [`${name}_p5`, (row) => row.metrics[metric].p5],
    [`${name}_p50`, (row) => row.metrics[metric].p50],
    [`${name}_p50_low`, (row) => row.metrics[metric].p50Interval?.low ?? null],
    [`${name}_p50_high`, (row) => row.metrics[metric].p50Interval?.high ?? null],
    [`${name}_p90`, (row) => row.metrics[metric].p90],
    [`${name}_p95`, (row) => row.metrics[metric].p95],
    [`${name}_p99`, (row) => row.metrics[metric].p99],
    [`${name}_latest`, (row) => row.metrics[metric].latest],
  ];
}

function failuresText(row: ViewRow): string {
  return Object.entries(row.failures)
    .map(([name, count]) => `${name}:${count}`)
    .join(' ');
}
