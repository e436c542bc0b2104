// One round from its claim to its safe place, whoever races it: nothing is raced twice that somebody else has, and nothing that
// was measured is lost.
import type { Round, RoundKey } from '../domain/round.ts';
import type { RoundStore } from './round-store.ts';
import { type SaveOutcome, saveRound, type UnsavedRounds } from './unsaved.ts';

export type Attempt =
  /** Somebody has this round or had it; nothing was sent. */
  | { readonly outcome: 'raced-already' }
  | (SaveOutcome & {
      readonly round: Round;
      /** Why it could not be claimed and was raced all the same; `null` if it was claimed. */
      readonly claimError: unknown;
    });

/**
 * Claims, races and saves a round. A table that cannot be reached does not stop it: not run, the round would be lost for good,
 * while the conditional finish keeps one that was run twice from counting twice.
 * @throws what the race throws, and what `unsaved.keep` throws: then the round is lost
 */
export async function attemptRound(
  key: RoundKey,
  race: () => Promise<Round>,
  { store, unsaved }: { readonly store: RoundStore; readonly unsaved: Pick<UnsavedRounds, 'keep'> },
): Promise<Attempt> {
  let claimError: unknown = null;
  try {
    if (!(await store.claim(key))) return { outcome: 'raced-already' };
  } catch (error) {
    claimError = error;
  }
  const round = await race();
  return { ...(await saveRound(store, unsaved, round)), round, claimError };
}
