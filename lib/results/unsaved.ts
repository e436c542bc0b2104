// Rounds that the table could not take: kept elsewhere, and stored as soon as it can.
import type { Round } from '../domain/round.ts';
import { KeyPartError, RoundTooLargeError } from './errors.ts';
import type { RoundStore } from './round-store.ts';

export interface DrainReport {
  /** Rounds now in the table, those that were already there included. */
  readonly stored: number;
  /** Rounds still waiting because the table failed again. */
  readonly left: number;
  /** What could never be stored and was put aside, in words for people: what, where, why. */
  readonly setAside: readonly string[];
}

/** A place outside the table: a folder on one machine, a queue in AWS. */
export interface UnsavedRounds {
  /** Keeps a round durably. @throws whatever the place throws: then the round is lost and the caller must say so */
  keep(round: Round): Promise<void>;
  /** Stores what was kept, oldest first. Stops at the first failure of the table; never throws for it. */
  drain(store: RoundStore): Promise<DrainReport>;
}

export type SaveOutcome =
  | { readonly outcome: 'stored' | 'duplicate' }
  /** The table failed; the round is kept and will be stored by a later `drain`. */
  | { readonly outcome: 'kept'; readonly cause: unknown };

/** Stores a round, or keeps it where the table fails: what was measured is not lost either way. */
export async function saveRound(
  store: RoundStore,
  unsaved: Pick<UnsavedRounds, 'keep'>,
  round: Round,
): Promise<SaveOutcome> {
  try {
    return { outcome: await store.finish(round) };
  } catch (cause) {
    await unsaved.keep(round);
    return { outcome: 'kept', cause };
  }
}

/** The round in a text that `JSON.stringify` made of it; `null` if it is not a whole one. */
export function parseRound(text: string): Round | null {
  try {
    const round = JSON.parse(text) as Partial<Round> | null;
    const hasKey = [round?.workload, round?.region, round?.scheduledAt, round?.shard, round?.gunAt].every(
      (part) => typeof part === 'string',
    );
    return hasKey && Array.isArray(round?.samples) ? (round as Round) : null;
  } catch {
    return null;
  }
}

/** Whether storing a round again can never succeed, so that it has to be put aside. */
export function isHopeless(error: unknown): error is Error {
  return error instanceof RoundTooLargeError || error instanceof KeyPartError;
}
