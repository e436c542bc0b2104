// The tables: in the terminal, as Markdown for docs/method.md, or all figures as JSON.
import Table from 'cli-table3';
import { type Aim, aimsOf, isReached, type Rows } from './aims.ts';
import type { ContestRow } from './contest.ts';
import { HOUR_MS } from './noise.ts';
import type { Rate } from './poisson.ts';

export const FORMATS = ['table', 'md', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export interface Simulation extends Rows {
  readonly seeds: string;
  readonly isQuick: boolean;
  readonly contest: readonly ContestRow[];
}

interface Sheet {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function reportOf(simulation: Simulation, format: Format): string {
  if (format === 'json') return `${JSON.stringify({ ...simulation, aims: aimsOf(simulation) }, null, 1)}\n`;
  const warning = simulation.isQuick ? 'quick: too few worlds to tell anything but that it runs' : 'all worlds';
  const sheets = [aimSheet(simulation), ...sheetsOf(simulation)];
  const text = sheets.map((sheet) => (format === 'md' ? markdown(sheet) : terminal(sheet))).join('\n\n');
  return `Seeds: ${simulation.seeds}, ${warning}.\n\n${text}\n`;
}

function aimSheet(simulation: Simulation): Sheet {
  return {
    title: 'Aims',
    head: ['aim', 'bound', 'measured', ''],
    rows: aimsOf(simulation).map((aim) => [
      aim.what,
      boundOf(aim),
      `${shown(aim.measured)} ${aim.unit}`.trim(),
      isReached(aim) ? 'reached' : 'MISSED',
    ]),
  };
}

function boundOf({ atLeast, atMost, unit }: Aim): string {
  const bound = atLeast === null ? `<= ${atMost}` : `${atLeast} to ${atMost}`;
  return `${bound} ${unit}`.trim();
}

function sheetsOf({ intervals, pairs, months, trials, contest }: Simulation): Sheet[] {
  return [
    {
      title: 'Intervals of the p50 that say 95 %',
      head: ['noise', 'window', 'method', 'series', 'hold the truth', 'median width'],
      rows: intervals.map((row) => [
        row.setting,
        row.window,
        row.method,
        `${row.series}`,
        percent(row.coverage),
        percent(row.width),
      ]),
    },
    {
      title: 'Pairs of a field of 20, each 3 % slower than the one before',
      head: ['window', 'method', 'pairs', 'told apart', 'the wrong way round'],
      rows: pairs.map((row) => [
        row.window,
        row.method,
        `${row.pairs}`,
        percent(row.toldShare),
        percent(row.wrongShare, 2),
      ]),
    },
    {
      title: 'Months in which nothing is wrong with any target',
      head: [
        'rounds and noise',
        'series-months',
        'false alarms: slower',
        'failing',
        'a series-month (95 %)',
        'false of the region, a month',
      ],
      rows: months.map((row) => [
        ...[row.setting, `${row.seriesMonths}`, `${row.slower}`, `${row.failing}`, rate(row.falseAlarms)],
        shown(row.regionFalse / row.regionMonths),
      ]),
    },
    {
      title: 'Incidents of a whole region in these months: 1.5x to 3x, 30 minutes to 6 hours',
      head: [
        'rounds and noise',
        'incidents',
        'from 2x and 1 h on',
        'of these told',
        'told more than once',
        'alarms of single targets',
      ],
      rows: months.map((row) => [
        ...[row.setting, `${row.incidents}`, `${row.largeIncidents}`, percent(row.largeTold / row.largeIncidents)],
        ...[`${row.regionDoubles}`, `${row.targetsInIncidents}`],
      ]),
    },
    {
      title: 'One target gets slower, or fails, for 24 hours',
      head: [
        'rounds and noise',
        'by',
        'trials',
        'told in 24 h',
        'until told, p50',
        'p90',
        'events each',
        'over until told, p50',
        'p90',
        'others alarmed',
      ],
      rows: trials.map((row) => [
        ...[
          row.setting,
          shiftName(row.shift),
          `${row.trials}`,
          percent(row.foundShare),
          hours(row.delayP50Ms),
          hours(row.delayP90Ms),
        ],
        ...[shown(row.eventsEach), hours(row.overP50Ms), hours(row.overP90Ms), shown(row.othersEach)],
      ]),
    },
    {
      title: 'Rules of others at the same rate of false alarms, each 5 minutes',
      head: ['rule', 'sees', 'false alarms a series-month (95 %)', '1.3x: in 24 h, p50', '1.5x', '2x'],
      rows: contest.map((row) => [
        ...[row.rule, row.view, rate(row.falseAlarms)],
        ...row.found.map(({ share, delayP50Ms }) => `${percent(share)}, ${hours(delayP50Ms)}`),
      ]),
    },
  ];
}

function shiftName(shift: number | string): string {
  return typeof shift === 'number' ? `${shift}x` : shift;
}

function rate({ value, low, high }: Rate): string {
  return `${shown(value)} (${shown(low)}-${shown(high)})`;
}

function percent(share: number, decimals = 0): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(decimals)} %` : '-';
}

function hours(ms: number | null): string {
  return ms === null ? '-' : `${(ms / HOUR_MS).toFixed(ms < HOUR_MS ? 2 : 1)} h`;
}

function shown(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '-';
  return value.toFixed(value < 1 ? 3 : 2);
}

function markdown({ title, head, rows }: Sheet): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`**${title}**`, '', ...lines].join('\n');
}

function terminal({ title, head, rows }: Sheet): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => [...row]));
  return `${title}\n${table.toString()}`;
}
