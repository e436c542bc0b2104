// Figures and tables of the report.
import Table from 'cli-table3';

const GAP = '  ';
const WIDTH = 100;
const NO_BORDERS = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: GAP },
};

/** USD with cents; what is less than half a cent and not nothing says so. */
export function money(usd: number): string {
  if (usd === 0) return '0';
  if (Math.abs(usd) < 0.005) return '<0.01';
  return usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A quantity with at most three digits behind the point, and none where it is large. */
export function amount(quantity: number): string {
  const decimals = quantity >= 100 ? 0 : quantity >= 1 ? 1 : 3;
  if (quantity > 0 && quantity < 0.0005) return '<0.001';
  return quantity.toLocaleString('en', { maximumFractionDigits: decimals });
}

/** `1 dashboard`, `2 dashboards`, `1.5 GB-s`. */
export function counted(quantity: number, unit: string): string {
  return `${amount(quantity)} ${quantity === 1 ? unit.replace(/(?<=[a-z]{2})s$/, '') : unit}`;
}

/** Text in lines no longer than a terminal's 100 columns. */
export function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

/** A price with all its digits. */
export function sparing(usd: number): string {
  return usd.toLocaleString('en', { maximumFractionDigits: 10 });
}

const PER: Readonly<Record<number, string>> = { 1: '', 1000: '/k', 10000: '/10k', 100000: '/100k', 1000000: '/M' };

/** `0.2/M` where it is the same everywhere, `0.625-0.715/M` where not. */
export function priceText(price: {
  readonly lowestUsd: number;
  readonly highestUsd: number;
  readonly per: number;
}): string {
  const { lowestUsd, highestUsd, per } = price;
  // Rounded, so that what arithmetic adds at the end does not show.
  const [low, high] = [lowestUsd, highestUsd].map((usd) => sparing(Number(usd.toPrecision(6))));
  const range = `${sparing(Number(lowestUsd.toPrecision(3)))}-${sparing(Number(highestUsd.toPrecision(3)))}`;
  return `${low === high ? low : range}${PER[per] ?? `/${per}`}`;
}

interface Layout {
  /** So many columns from the left are text; the others are figures. */
  readonly left: number;
  /** True where the last one is text again. */
  readonly lastLeft?: boolean;
}

/** A table without lines between. */
export function grid(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { left, lastLeft }: Layout,
): string {
  const isText = (column: number) => column < left || (lastLeft === true && column === head.length - 1);
  const table = new Table({
    head: [...head],
    chars: NO_BORDERS,
    colAligns: head.map((_, column) => (isText(column) ? 'left' : 'right')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
