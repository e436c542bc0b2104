// The rounds of a race in the terminal, one after the other, each given out as it is done.
import type { Round } from '../../domain/round.ts';
import { isoSeconds } from '../../domain/time.ts';
import type { Clock } from '../clock.ts';

export interface RacePlan {
  readonly rounds: number;
  /** From start to start; a round that takes longer is followed at once. `null` = `PAUSE_MS` after the last ended. */
  readonly everyMs: number | null;
  /** Raced one after the other in every round. */
  readonly regions: readonly string[];
}

export interface RacedRound {
  /** From 1. */
  readonly number: number;
  readonly round: Round;
}

/** A breath between rounds, so that a burst of them does not run into rate limits. */
export const PAUSE_MS = 1_000;

/**
 * Yields each region's round as it is done, and ends early when the signal is aborted: the round in progress is then
 * thrown away.
 * @param race one round in one region; it must reject when the signal is aborted
 * @throws what `race` throws otherwise
 */
export async function* raceRounds(
  plan: RacePlan,
  race: (region: string, scheduledAt: string) => Promise<Round>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<RacedRound> {
  let slotSeconds = Number.NEGATIVE_INFINITY;
  let dueMs = clock.monotonicMs();
  for (let number = 1; number <= plan.rounds; number++) {
    // a round is known by its second, so that no two may share one, not even when the clock is set back
    slotSeconds = Math.max(Math.floor(clock.wallMs() / 1_000), slotSeconds + 1);
    for (const region of plan.regions) {
      const round = await unlessAborted(() => race(region, isoSeconds(slotSeconds * 1_000)), signal);
      if (round === null) return;
      yield { number, round };
    }
    if (number === plan.rounds) return;
    dueMs =
      plan.everyMs === null ? clock.monotonicMs() + PAUSE_MS : Math.max(dueMs + plan.everyMs, clock.monotonicMs());
    await clock.sleep(dueMs - clock.monotonicMs(), signal);
  }
}

async function unlessAborted(race: () => Promise<Round>, signal: AbortSignal): Promise<Round | null> {
  if (signal.aborted) return null;
  try {
    return await race();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
