// What is used, before anything is priced.
import type { Config } from '../domain/config.ts';
import type { Assumed } from './assumptions.ts';
import type { Meter } from './prices.ts';
import type { Load } from './scale.ts';

export const GROUPS = ['Lambda', 'Scheduler and queues', 'DynamoDB', 'CloudWatch', 'Page', 'Rest'] as const;
export type Group = (typeof GROUPS)[number] | 'Synthetics';

/** So much of one meter in one region in a month; usages of the same name are one line of the estimate. */
export interface Usage {
  readonly group: Group;
  readonly what: string;
  readonly meter: Meter;
  readonly region: string;
  readonly quantity: number;
}

/** What every part of the estimate is made from. */
export interface Scene {
  readonly config: Config;
  readonly hub: string;
  readonly loads: readonly Load[];
  readonly assumed: Assumed;
}

/** Whole units of so many bytes each: what a table bills. */
export function unitsOf(bytes: number, unitBytes: number): number {
  return Math.max(1, Math.ceil(bytes / unitBytes));
}
