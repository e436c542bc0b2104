// What is to be compared, as it stands in the address: `?t=a&t=b&workload=chat&region=all&window=7d`.

import type { BoardIndex } from '../../board/schemas.ts';

export const MOST_TARGETS = 4;

/** What is asked for and exists. */
export interface Wanted {
  /** The first is the one the others are held against. */
  readonly targets: readonly string[];
  readonly workload: string;
  readonly region: string;
  readonly window: string;
}

/** What can be asked for; the first of each is what an address without it means, but for `window`, whose default is given. */
export interface Offered {
  readonly targets: ReadonlySet<string>;
  readonly workloads: readonly string[];
  readonly regions: readonly string[];
  readonly windows: readonly string[];
  readonly defaultWindow: string;
}

/** What a board offers; shorter windows are live, and longer ones are not in the rounds that are published one by one. */
export function offeredBy({
  targets,
  workloads,
  regions,
}: Pick<BoardIndex, 'targets' | 'workloads' | 'regions'>): Offered {
  return {
    targets: new Set(targets.map(({ id }) => id)),
    workloads: workloads.map(({ name }) => name),
    regions,
    windows: ['24h', '7d'],
    defaultWindow: '7d',
  };
}

export interface Address {
  readonly wanted: Wanted;
  /** Targets that are asked for and unknown, or too many. */
  readonly unknown: readonly string[];
  readonly surplus: readonly string[];
}

const MOST_READ = 20;

/** Reads a query; values that are not offered are left out. */
export function addressOf(search: string, offered: Offered): Address {
  const query = new URLSearchParams(search);
  const asked = [...new Set(query.getAll('t'))].slice(0, MOST_READ);
  const known = asked.filter((target) => offered.targets.has(target));
  const one = (name: string, choices: readonly string[], otherwise: string): string => {
    const value = query.get(name) ?? '';
    return choices.includes(value) ? value : otherwise;
  };
  return {
    wanted: {
      targets: known.slice(0, MOST_TARGETS),
      workload: one('workload', offered.workloads, offered.workloads[0] ?? ''),
      region: one('region', offered.regions, offered.regions[0] ?? ''),
      window: one('window', offered.windows, offered.defaultWindow),
    },
    unknown: asked.filter((target) => !offered.targets.has(target)),
    surplus: known.slice(MOST_TARGETS),
  };
}

/** The query of what is wanted, empty or with `?`; what is not said is the default. */
export function searchOf(wanted: Wanted, offered: Offered): string {
  const query = new URLSearchParams(wanted.targets.map((target) => ['t', target]));
  if (wanted.workload !== offered.workloads[0]) query.set('workload', wanted.workload);
  if (wanted.region !== offered.regions[0]) query.set('region', wanted.region);
  if (wanted.window !== offered.defaultWindow) query.set('window', wanted.window);
  // a slash may stand in a query, and ids are easier read with it
  const text = query.toString().replaceAll('%2F', '/');
  return text === '' ? '' : `?${text}`;
}
