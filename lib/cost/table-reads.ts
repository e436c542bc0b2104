// Reads of the publisher, all consistent, by whole units of 4 kB, and what the table keeps.

import { PUBLISHER_EVERY_MS } from '../names/timing.ts';
import type { Assumed } from './assumptions.ts';
import { busyHoursOf, HOUR_MS, type Load, MONTH_DAYS, MONTH_HOURS, PUBLICATIONS } from './scale.ts';
import { dayBlockBytes, hourBlockBytes, roundBytes } from './table-writes.ts';
import { type Scene, type Usage, unitsOf } from './usage.ts';

const READ_UNIT_BYTES = 4_096;
// lib/results/open-rounds.ts: rounds are listed again so far back, and the new ones fetched by their keys.
const LISTED_AGAIN_MS = 30 * 60_000;
// Without anything in memory: rounds of the running and of the three open hours, and the days of the longest window.
const OPEN_HOURS = 4;
const BOARD_DAYS = 30;
// lib/board/samples/read-recent.ts: what may still change is read again, and the figures look back a day and some hours.
const SETTLING_HOURS = 1 / 3;
const RECENT_HOURS = 26;

export function readUsages({ config, hub, loads, assumed }: Scene): Usage[] {
  const read = (what: string, quantity: number): Usage => ({
    ...{ group: 'DynamoDB', what, meter: 'tableReads', region: hub, quantity },
  });
  return [
    ...loads.flatMap((load) => [
      read('reads: lists of rounds', PUBLICATIONS * listingUnits(load, LISTED_AGAIN_MS + PUBLISHER_EVERY_MS, assumed)),
      read('reads: new rounds', newRoundUnits(load, assumed)),
      read('reads: blocks, progress, markers', blockUnits(load, assumed)),
      read('reads: samples of the last day', recentUnits(load, assumed)),
      read('reads: publishers that start anew', assumed.coldPublishersADay * MONTH_DAYS * rebuildUnits(load, assumed)),
    ]),
    read('reads: blocks, progress, markers', config.workloads.length * PUBLICATIONS),
  ];
}

// A query is billed for whole items, however few of their attributes it asks for.
function listingUnits({ workload, shardSizes }: Load, rangeMs: number, assumed: Assumed): number {
  const bytes = shardSizes.reduce((sum, size) => sum + roundBytes(size, assumed), 0);
  return unitsOf((rangeMs / workload.everyMs) * bytes, READ_UNIT_BYTES);
}

function newRoundUnits({ shardSizes, instants }: Load, assumed: Assumed): number {
  return instants * shardSizes.reduce((sum, size) => sum + unitsOf(roundBytes(size, assumed), READ_UNIT_BYTES), 0);
}

function blockUnits(load: Load, assumed: Assumed): number {
  const { series, instants } = load;
  const progress = unitsOf(assumed.bytesPerBlock + series * assumed.bytesPerRosterEntry, READ_UNIT_BYTES);
  const ofTheDay = unitsOf(hoursOfADayBytes(load, assumed), READ_UNIT_BYTES);
  const newHours = busyHoursOf(load) * series;
  return PUBLICATIONS * progress + newHours + Math.min(MONTH_DAYS, instants) * series * ofTheDay;
}

// The rounds since the last time, an hour of them at the most twice; a publisher that starts anew reads all that the day's figures need.
function recentUnits(load: Load, assumed: Assumed): number {
  const anHour = listingUnits(load, HOUR_MS, assumed);
  const hourly = MONTH_HOURS * (1 + SETTLING_HOURS) * anHour;
  return hourly + assumed.coldPublishersADay * MONTH_DAYS * RECENT_HOURS * anHour;
}

function rebuildUnits(load: Load, assumed: Assumed): number {
  const days = unitsOf(BOARD_DAYS * dayBlockBytes(load, assumed), READ_UNIT_BYTES);
  const hours = unitsOf(hoursOfADayBytes(load, assumed), READ_UNIT_BYTES);
  // Listed once, and read once.
  return load.series * (days + hours + OPEN_HOURS) + 2 * listingUnits(load, OPEN_HOURS * HOUR_MS, assumed);
}

function hoursOfADayBytes({ workload }: Load, assumed: Assumed): number {
  const perHour = Math.max(1, HOUR_MS / workload.everyMs);
  const hours = Math.min(24, (24 * HOUR_MS) / workload.everyMs);
  return hours * hourBlockBytes(perHour, assumed);
}

/** Once the table is as full as it gets: rounds and hour blocks expire, day blocks stay. */
export function storageUsages({ config, loads, assumed }: Scene): Usage[] {
  const bytes = loads.reduce((sum, load) => sum + storedBytes(load, assumed), 0);
  return config.regions.flatMap((region): Usage[] => {
    const quantity = bytes / 1e9;
    return [
      { group: 'DynamoDB', what: 'storage', meter: 'tableGbMonths', region, quantity },
      { group: 'DynamoDB', what: 'point-in-time recovery', meter: 'tableRecoveryGbMonths', region, quantity },
    ];
  });
}

function storedBytes(load: Load, assumed: Assumed): number {
  const { shardSizes, instants, series, workload } = load;
  const { itemOverheadBytes, roundDays, hourBlockDays, boardYears } = assumed;
  const rounds = shardSizes.reduce((sum, size) => sum + roundBytes(size, assumed) + itemOverheadBytes, 0);
  const hourBlock = hourBlockBytes(Math.max(1, HOUR_MS / workload.everyMs), assumed) + itemOverheadBytes;
  const dayBlock = dayBlockBytes(load, assumed) + itemOverheadBytes;
  return (
    (instants / MONTH_DAYS) * roundDays * rounds +
    (busyHoursOf(load) / MONTH_DAYS) * hourBlockDays * series * hourBlock +
    Math.min(1, instants / MONTH_DAYS) * 365 * boardYears * series * dayBlock
  );
}
