// The fast rule for failures: a sequential test of "it fails far more often than it used to", round by round.
import { isProviderFault } from '../../domain/failure.ts';
import { failureOf, OUTCOME_OK, type SeriesColumns } from '../../domain/series.ts';
import { firstFrom } from './bins.ts';
import { DAY_MS } from './cadence.ts';
import { type Era, isUsual } from './era.ts';
import type { Grid } from './levels.ts';
import type { Return, RiseScan } from './rise.ts';

/** What a round says of a target: nothing (void, our own failure, no sample), that it worked, or that the provider failed. */
export const SILENT = 0;
export const WORKED = 1;
export const FAILED = 2;

const DAYS = 7;
const MIN_ATTEMPTS = 12;
export const LEAST_SHARE = 0.01;
/** A week's share is only known so well: at 5 minutes 1 % comes out as up to 1.3 %, and shall be no reason to wait longer. */
const SURE_SHARE = 0.75;
/** A run of failures that by chance comes once in a million: three where 1 % is usual, five where 5 % is. */
const RUN_LIMIT = Math.log(1e6) - 1e-9;
/** What five failures among eleven rounds make where 1 % is usual. */
const LIMIT = 15;
const RETURN_LIMIT = 8;
const MOST_LEVEL = 0.75;

/** Reads what each round of a grid says. */
export function readFaults(columns: SeriesColumns, { fromMs, stepMs, count }: Grid): Uint8Array {
  const states = new Uint8Array(count);
  const { slots, outcomes } = columns;
  for (let index = firstFrom(slots, fromMs / 1_000); index < slots.length; index++) {
    const round = Math.floor(((slots[index] as number) * 1_000 - fromMs) / stepMs);
    if (round >= count) break;
    states[round] = stateOf(outcomes[index] as number);
  }
  return states;
}

// Looked up, because millions of outcomes are read at each publication.
const STATES = Uint8Array.from({ length: 256 }, (_, outcome) => {
  if (outcome === OUTCOME_OK) return WORKED;
  const failure = failureOf(outcome);
  return failure !== null && isProviderFault(failure) ? FAILED : SILENT;
});

export function stateOf(outcome: number): number {
  return STATES[outcome] as number;
}

/** Three quarters of the share of attempts that failed in the 7 days before an hour, at least 1 %; NaN under 12 attempts. */
export function usualFailedShare({ slots, outcomes }: SeriesColumns, era: Era, hourMs: number): number {
  const to = firstFrom(slots, hourMs / 1_000);
  const isAllUsual = era.unusual.length === 0;
  let [attempts, failed] = [0, 0];
  for (let index = firstFrom(slots, Math.max(hourMs - DAYS * DAY_MS, era.fromMs) / 1_000); index < to; index++) {
    const state = STATES[outcomes[index] as number] as number;
    if (state === SILENT || !(isAllUsual || isUsual(era, (slots[index] as number) * 1_000))) continue;
    attempts++;
    if (state === FAILED) failed++;
  }
  return attempts < MIN_ATTEMPTS ? Number.NaN : Math.max(LEAST_SHARE, (SURE_SHARE * failed) / attempts);
}

/**
 * Looks for a beginning from an index on, by two rules. A run of failures adds up how unlikely each of them is. And each round
 * adds the logarithm of how much likelier it is if failures have gone half of the way from their usual share to all: a success
 * takes off ln 2, a failure adds ln((1 + usual) / 2 usual).
 * @param usualAt the usual share at a round, NaN while learning
 */
export function findFaults(states: Uint8Array, from: number, usualAt: (round: number) => number): RiseScan {
  const run = { sum: 0, sinceIndex: from };
  const more = { sum: 0, sinceIndex: from };
  for (let index = from; index < states.length; index++) {
    if (states[index] === SILENT) continue;
    if (states[index] === WORKED) {
      run.sum = 0;
      more.sum = Math.max(0, more.sum - Math.LN2);
      continue;
    }
    const usual = usualAt(index);
    if (Number.isNaN(usual)) continue;
    add(run, -Math.log(usual), index);
    add(more, Math.log((1 + usual) / (2 * usual)), index);
    const score = Math.max(run.sum / RUN_LIMIT, more.sum / LIMIT);
    if (score < 1) continue;
    const { sinceIndex } = more.sum >= LIMIT ? more : run;
    return { rise: { sinceIndex, index, level: failedShare(states, sinceIndex, index + 1) ?? 1 }, score };
  }
  return { rise: null, score: Math.max(run.sum / RUN_LIMIT, more.sum / LIMIT) };
}

function add(sum: { sum: number; sinceIndex: number }, amount: number, index: number): void {
  if (sum.sum === 0) sum.sinceIndex = index;
  sum.sum += amount;
}

/** Looks for the end from an index on: the same test of "as usual" against the share that failed when it was told. */
export function findRecovery(states: Uint8Array, from: number, usual: number, level: number): Return | null {
  const least = usual + (1 - usual) / 4;
  const share = Math.max(least, Math.min(MOST_LEVEL, level));
  const forSuccess = Math.log((1 - usual) / (1 - share));
  const forFailure = Math.log(usual / share);
  let sum = 0;
  let untilIndex = from;
  for (let index = from; index < states.length; index++) {
    if (states[index] === SILENT) continue;
    if (sum === 0) untilIndex = index;
    sum = Math.max(0, sum + (states[index] === WORKED ? forSuccess : forFailure));
    if (sum >= RETURN_LIMIT) return { untilIndex, index };
  }
  return null;
}

/** Failed / (failed and worked) in [from, to); `null` without any. */
export function failedShare(states: Uint8Array, from: number, to: number): number | null {
  let [attempts, failed] = [0, 0];
  for (let index = Math.max(0, from); index < to; index++) {
    if (states[index] === SILENT) continue;
    attempts++;
    if (states[index] === FAILED) failed++;
  }
  return attempts === 0 ? null : failed / attempts;
}

/**
 * Rounds in which more than half of at least 5 targets failed are the region's, or those of our own network there: they are
 * taken out of the targets' and make up the region's.
 */
export function takeOutRegionFaults(states: readonly Uint8Array[], rounds: number): Uint8Array {
  const region = new Uint8Array(rounds);
  for (let round = 0; round < rounds; round++) {
    let [attempts, failed] = [0, 0];
    for (const each of states) {
      if (each[round] !== SILENT) attempts++;
      if (each[round] === FAILED) failed++;
    }
    if (attempts < 5) continue;
    region[round] = failed * 2 > attempts ? FAILED : WORKED;
    if (region[round] === FAILED) for (const each of states) each[round] = SILENT;
  }
  return region;
}
