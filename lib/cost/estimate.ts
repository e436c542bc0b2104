// The month's estimate for a config: every line, the totals, and what limits them.
import type { Config } from '../domain/config.ts';
import type { Assumed } from './assumptions.ts';
import { functionUsages, schedulerUsages } from './functions.ts';
import { type Line, linesOf, sum } from './lines.ts';
import { pageUsages } from './page.ts';
import type { Overrides } from './price-file.ts';
import { restUsages } from './rest.ts';
import { loadsOf } from './scale.ts';
import { readUsages, storageUsages } from './table-reads.ts';
import { replicationUsages, writeUsages } from './table-writes.ts';
import { type TokenLine, tokenLines } from './tokens.ts';
import type { Scene, Usage } from './usage.ts';
import { watchingUsages } from './watching.ts';

export interface Premises {
  readonly assumed: Assumed;
  readonly overrides: Overrides;
  /** Epoch ms: token prices that change with time are taken at this moment. */
  readonly atMs: number;
}

export interface Totals {
  readonly listUsd: number;
  readonly billUsd: number;
}

export interface Estimate {
  readonly lines: readonly Line[];
  readonly aws: Totals;
  readonly tokens: readonly TokenLine[];
  /** Of the targets whose price is known. */
  readonly tokensUsd: number;
  /** Targets whose tokens have no known price. */
  readonly unknown: readonly string[];
}

/** @throws ScheduleError for a cadence or gun that AWS does not have */
export function estimateOf(config: Config, { assumed, overrides, atMs }: Premises): Estimate {
  const scene = sceneOf(config, assumed);
  const lines = linesOf(usagesOf(scene), overrides);
  const tokens = tokenLines(config, scene.loads, assumed, overrides, atMs);
  return {
    lines,
    aws: totalsOf(lines),
    tokens,
    tokensUsd: sum(tokens.map(({ usd }) => usd ?? 0)),
    unknown: tokens.filter(({ usd }) => usd === null).map(({ target }) => target),
  };
}

export function sceneOf(config: Config, assumed: Assumed): Scene {
  return { config, hub: config.regions[0] ?? '', loads: loadsOf(config), assumed };
}

function usagesOf(scene: Scene): Usage[] {
  return [
    ...functionUsages(scene),
    ...schedulerUsages(scene),
    ...writeUsages(scene),
    ...readUsages(scene),
    ...storageUsages(scene),
    ...watchingUsages(scene),
    ...pageUsages(scene),
    ...restUsages(scene),
    ...replicationUsages(scene),
  ];
}

export function totalsOf(lines: readonly Line[]): Totals {
  return { listUsd: sum(lines.map(({ listUsd }) => listUsd)), billUsd: sum(lines.map(({ billUsd }) => billUsd)) };
}
