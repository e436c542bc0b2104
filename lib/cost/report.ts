// The estimate as text, no wider than 100 columns, and as JSON.

import { durationText } from '../config/quantity.ts';
import type { Config } from '../domain/config.ts';
import { ASSUMPTIONS, type Assumed, type AssumptionName } from './assumptions.ts';
import type { Change } from './changes.ts';
import type { Estimate } from './estimate.ts';
import { counted, grid, money, priceText, sparing, wrapped } from './figures.ts';
import type { Line } from './lines.ts';
import { OTHER_REGION_FACTOR, PRICED_REGIONS, PRICES, PRICES_WRITTEN_ON } from './prices.ts';
import type { SyntheticsWay } from './synthetics.ts';

export interface Report {
  readonly config: Config;
  readonly estimate: Estimate;
  readonly changes: readonly Change[];
  readonly synthetics: readonly SyntheticsWay[];
  readonly assumed: Assumed;
  /** Targets that were left out because they have no key. */
  readonly withoutKey: readonly string[];
  /** Name of the price file; `null` without. */
  readonly priceFile: string | null;
}

/** Ends in a line break. */
export function textReport(report: Report): string {
  const { config, estimate } = report;
  return [
    wrapped(`${config.name}: ${counted(estimate.tokens.length, 'targets')} from ${config.regions.join(', ')}.`),
    wrapped(`${cadences(config)}; metrics of series: ${config.metrics.join(', ') || 'none (lean)'}.`),
    ...(config.aws.paused ? ['It is paused: no round is started, so this is what standing still costs.'] : []),
    wrapped(
      'USD a month of 730 hours, without taxes. List: at list price. Bill: after what AWS gives each account for nothing ' +
        'every month, as if nothing else ran in the account.',
    ),
    '',
    awsTable(estimate.lines),
    '',
    ...totalLines(estimate),
    '',
    tokenTable(estimate),
    '',
    changeTable(report.changes),
    '',
    syntheticsTable(report),
    '',
    assumptionTable(report.assumed),
    '',
    ...notes(report),
    '',
  ].join('\n');
}

function cadences({ workloads }: Config): string {
  return workloads
    .map(({ name, everyMs, gunDelayMs }) => {
      const gun = gunDelayMs === 0 ? 'gun immediate' : `gun ${durationText(gunDelayMs)} after`;
      return `${name} every ${durationText(everyMs)}, ${gun}`;
    })
    .join('; ');
}

function awsTable(lines: readonly Line[]): string {
  const head = ['AWS', 'quantity', 'unit price', 'list', 'bill'];
  const rows = [...Map.groupBy(lines, ({ group }) => group)].flatMap(([group, alike]) => [
    [group, '', '', '', ''],
    ...alike.map((line) => [`  ${line.what}`, ...figuresOf(line)]),
  ]);
  return grid(head, rows, { left: 1 });
}

function figuresOf({ quantity, unit, price, listUsd, billUsd }: Line): string[] {
  return [counted(quantity, unit), priceText(price), money(listUsd), money(billUsd)];
}

function totalLines({ lines, aws }: Estimate): string[] {
  const most = [...lines].sort((a, b) => b.billUsd - a.billUsd)[0];
  return [
    `AWS at list price: ${money(aws.listUsd)} USD a month. AWS bill after allowances: ${money(aws.billUsd)} USD a month.`,
    ...(most === undefined || most.billUsd === 0
      ? []
      : [
          `Most of the bill: ${most.group}, ${most.what}: ${money(most.billUsd)} USD (${share(most.billUsd, aws.billUsd)}).`,
        ]),
  ];
}

function share(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

function tokenTable({ tokens, tokensUsd, unknown }: Estimate): string {
  const head = ['Tokens, paid to providers', 'input', 'at most output', 'USD/M in, out', 'at most', 'price from'];
  const rows = tokens.map(({ target, inputTokens, outputTokens, price, usd, source }) => [
    `  ${target}`,
    ...[millions(inputTokens), millions(outputTokens)],
    price === null ? 'unknown' : `${sparing(price.input)}, ${sparing(price.output)}`,
    usd === null ? 'unknown' : money(usd),
    source === 'unknown' ? '' : source,
  ]);
  const missing =
    unknown.length === 0
      ? ''
      : `, and what ${counted(unknown.length, 'targets')} cost whose price is unknown; give it in a file (--prices)`;
  return [
    grid(head, rows, { left: 1, lastLeft: true }),
    '',
    wrapped(`Tokens, apart from the AWS bill: at most ${money(tokensUsd)} USD a month${missing}.`),
  ].join('\n');
}

function millions(tokens: number): string {
  return `${(tokens / 1e6).toFixed(2)} M`;
}

function changeTable(changes: readonly Change[]): string {
  const head = ['What would be added', 'list', 'bill', 'tokens', 'most of it'];
  const rows = changes.map(({ what, added, addedTokensUsd, mostly }) => [
    `  ${what}`,
    ...[money(added.listUsd), money(added.billUsd), addedTokensUsd === 0 ? '' : money(addedTokensUsd)],
    mostly === null ? '' : `${mostly.what} ${money(mostly.addedUsd)}`,
  ]);
  return grid(head, rows, { left: 1, lastLeft: true });
}

function syntheticsTable({ synthetics }: Report): string {
  const head = ['By CloudWatch Synthetics', 'quantity', 'unit price', 'list', 'bill'];
  const rows = synthetics.flatMap(({ what, canaries, lines, aws }) => [
    [what, counted(canaries, 'canaries'), '', money(aws.listUsd), money(aws.billUsd)],
    ...lines.map((line) => [`  ${line.what}`, ...figuresOf(line)]),
  ]);
  return grid(head, rows, { left: 1 });
}

function assumptionTable(values: Assumed): string {
  const rows = Object.entries(ASSUMPTIONS).map(([name, assumption]) => [
    `  ${assumption.what}`,
    counted(values[name as AssumptionName], assumption.unit),
    'option' in assumption ? `--${assumption.option}` : '',
  ]);
  return grid(['Assumed', '', 'changed by'], rows, { left: 1, lastLeft: true });
}

function notes({ config, withoutKey, priceFile }: Report): string[] {
  const unpriced = config.regions.filter((region) => !PRICED_REGIONS.includes(region));
  const all = Object.values(PRICES);
  const recalled = all.filter(({ seen }) => seen === 'recalled').length;
  const over = priceFile === null ? '' : `; over them those of ${priceFile}`;
  return [
    `Prices: lib/cost/prices.ts of ${PRICES_WRITTEN_ON}, ${recalled} of ${all.length} from memory, unchecked${over}.`,
    ...(unpriced.length === 0
      ? []
      : [`${unpriced.join(', ')}: own prices are not known here; taken as us-east-1 times ${OTHER_REGION_FACTOR}.`]),
    ...(withoutKey.length === 0 ? [] : [`Left out, for want of a key: ${withoutKey.join(', ')}.`]),
    'Regressions are sent once the statistics tell them; until then that line costs nothing.',
    'Not in it: taxes, support plans, discounts for volume, the files that deploying leaves in S3 (below 0.01), a Route 53 zone, ' +
      'keys of your own in KMS, and what you look at in the console. What the searches of the dashboard find is taken not to ' +
      'count as its metrics.',
  ].map(wrapped);
}

/** The whole estimate for programs. Ends in a line break. */
export function jsonReport({ config, ...rest }: Report): string {
  const { name, regions, targets, workloads } = config;
  const shown = {
    schema: 'photofinish/cost@1',
    config: { name, regions, targets: targets.length, workloads },
    ...rest,
  };
  return `${JSON.stringify({ ...shown, pricesWrittenOn: PRICES_WRITTEN_ON }, null, 2)}\n`;
}
