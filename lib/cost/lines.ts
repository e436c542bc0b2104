// Usages put together to lines, and priced: at list price, and after what AWS gives for nothing.
import { paidShares } from './allowances.ts';
import type { Overrides } from './price-file.ts';
import { type Meter, PRICES, unitPriceUsd } from './prices.ts';
import { GROUPS, type Group, type Usage } from './usage.ts';

export interface Line {
  readonly group: Group;
  readonly what: string;
  readonly meter: Meter;
  /** A month, over all regions. */
  readonly quantity: number;
  readonly unit: string;
  /** USD for `per` units in the cheapest and the dearest region of the line. */
  readonly price: { readonly lowestUsd: number; readonly highestUsd: number; readonly per: number };
  readonly listUsd: number;
  /** After the always-free allowances: what would be billed if nothing else ran in the account. */
  readonly billUsd: number;
}

export function linesOf(usages: readonly Usage[], overrides: Overrides): Line[] {
  const usedOf = (meter: Meter) => sum(usages.filter((usage) => usage.meter === meter).map(({ quantity }) => quantity));
  const paidShare = paidShares(usedOf);
  const byName = Map.groupBy(
    usages.filter(({ quantity }) => quantity > 0),
    ({ group, meter, what }) => `${group} ${meter} ${what}`,
  );
  const lines = Array.from(byName.values(), (alike) => lineOf(alike, overrides, paidShare));
  const place = ({ group }: Line) => (GROUPS as readonly string[]).indexOf(group);
  return lines.sort((a, b) => place(a) - place(b));
}

function lineOf(alike: readonly Usage[], overrides: Overrides, paidShare: (meter: Meter) => number): Line {
  const { group, what, meter } = alike[0] as Usage;
  const { unit, per } = PRICES[meter];
  const prices = alike.map(({ region }) => unitPriceUsd(meter, region, overrides));
  const listUsd = sum(alike.map(({ quantity }, index) => quantity * (prices[index] as number)));
  return {
    ...{ group, what, meter, unit, listUsd, billUsd: listUsd * paidShare(meter) },
    quantity: sum(alike.map(({ quantity }) => quantity)),
    price: { lowestUsd: Math.min(...prices) * per, highestUsd: Math.max(...prices) * per, per },
  };
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
