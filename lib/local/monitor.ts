// The local monitor's loop: what is due is raced region after region, stored, published, and told in one line.
import type { Round, RoundKey } from '../domain/round.ts';
import { isoSeconds } from '../domain/time.ts';
import type { Workload } from '../domain/workload.ts';
import { attemptRound } from '../results/attempt.ts';
import type { RoundStore } from '../results/round-store.ts';
import type { UnsavedRounds } from '../results/unsaved.ts';
import type { Clock } from './clock.ts';
import { roundLine } from './round-line.ts';
import { dueRounds } from './schedule.ts';

export interface MonitorParts {
  readonly workloads: readonly Workload[];
  readonly regions: readonly string[];
  /** Races one round. Rejects if it was aborted. */
  readonly race: (key: RoundKey, workload: Workload) => Promise<Round>;
  readonly store: RoundStore;
  readonly unsaved: UnsavedRounds;
  readonly publish: () => Promise<unknown>;
  readonly say: (line: string) => void;
  readonly clock: Clock;
  /** Aborted, the monitor ends after the round in progress. */
  readonly stopping: AbortSignal;
}

/** Runs until it is stopped. A round or a publication that goes wrong is told, and the next one is tried. */
export async function runMonitor(parts: MonitorParts): Promise<void> {
  await published(parts);
  for await (const { workload, scheduledAtMs } of dueRounds(parts.workloads, parts.clock, parts.stopping)) {
    await drained(parts);
    for (const region of parts.regions) {
      if (parts.stopping.aborted) return;
      const key = { workload: workload.name, region, scheduledAt: isoSeconds(scheduledAtMs), shard: '0' };
      if (await raced(key, workload, parts)) await published(parts);
    }
  }
}

/** One round, from its claim to its safe place. @returns whether there is something new to publish */
async function raced(key: RoundKey, workload: Workload, parts: MonitorParts): Promise<boolean> {
  const { say, stopping } = parts;
  const where = `${key.scheduledAt} ${key.workload} ${key.region}`;
  try {
    const attempt = await attemptRound(key, () => parts.race(key, workload), parts);
    if (attempt.outcome === 'raced-already') {
      say(`${where}: has been raced already; nothing sent`);
      return false;
    }
    if (attempt.claimError !== null) {
      say(`${where}: could not be claimed (${messageOf(attempt.claimError)}), raced all the same`);
    }
    const line = roundLine(attempt.round);
    if (attempt.outcome === 'kept')
      say(`${line}; could not be stored (${messageOf(attempt.cause)}), kept to be stored later`);
    else say(line);
    return attempt.outcome === 'stored';
  } catch (error) {
    if (stopping.aborted) say(`${where}: thrown away, as it was stopped in its middle`);
    else say(`${where}: lost: ${messageOf(error)}`);
    return false;
  }
}

async function drained({ unsaved, store, say }: MonitorParts): Promise<void> {
  try {
    const { stored, left, setAside } = await unsaved.drain(store);
    for (const line of setAside) say(line);
    if (stored > 0) say(`rounds kept earlier: ${stored} stored now${left > 0 ? `, ${left} still wait` : ''}`);
  } catch (error) {
    say(`rounds kept earlier could not be read: ${messageOf(error)}`);
  }
}

async function published({ publish, say }: MonitorParts): Promise<void> {
  await publish().catch((error: unknown) => say(`the board could not be published: ${messageOf(error)}`));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
