// A round from its claim to its safe place: claimed before anything is spent, raced, stored or kept to be stored later.
import type { Round, RoundKey } from '../domain/round.ts';

/** Where rounds are stored; lib/results has it on DynamoDB. */
export interface RoundLedger {
  /** False if somebody else has this round. Rejects if the store cannot be reached. */
  claim(key: RoundKey): Promise<boolean>;
  /** Stores a round, once. Rejects if the store cannot be reached. */
  finish(round: Round): Promise<unknown>;
}

/** Where rounds wait that could not be stored: a folder here, a queue on AWS. */
export interface UnsavedRounds {
  keep(round: Round): Promise<void>;
}

export type RoundOutcome =
  /** Somebody else has it: nothing was sent. */
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'stored'; readonly round: Round }
  | { readonly kind: 'kept'; readonly round: Round; readonly error: Error };

/**
 * Runs a round once. A store that cannot be reached does not stop it: a round that was not run is lost for good,
 * while the conditional finish keeps one that was run twice from counting twice.
 * @throws what `race` throws, and what `keep` throws: then the round is lost
 */
export async function runRound(
  key: RoundKey,
  race: () => Promise<Round>,
  ledger: RoundLedger,
  unsaved: UnsavedRounds,
): Promise<RoundOutcome> {
  const claimed = await ledger.claim(key).catch(() => true);
  if (!claimed) return { kind: 'duplicate' };
  const round = await race();
  try {
    await ledger.finish(round);
    return { kind: 'stored', round };
  } catch (error) {
    await unsaved.keep(round);
    return { kind: 'kept', round, error: error instanceof Error ? error : new Error(String(error)) };
  }
}
