// What the three processes of the torture tell each other.
import type { Api } from '../../lib/domain/target.ts';

/** A server that misbehaves, and the verdict that is due: class, phase, status. */
export interface BadServer {
  readonly id: string;
  readonly origin: string;
  readonly api: Api;
  readonly verdict: string;
}

export interface Course {
  readonly good: readonly string[];
  readonly bad: readonly BadServer[];
  /** PEM. */
  readonly certificates: readonly string[];
  readonly rounds: number;
  readonly warmRounds: number;
}

export interface RoundFound {
  /** Of each good target that was timed and is not void: first token stamped minus written, and the whole of our write call. */
  readonly ttftErrorsMs: readonly number[];
  readonly voided: number;
  /** Good targets without an answer. */
  readonly lost: readonly string[];
  /** `id: verdict, not verdict` of each that was judged otherwise than is due. */
  readonly wrong: readonly string[];
  /** From the first request on the wire until all was judged. */
  readonly tookMs: number;
  /** Of it after the last stream had ended. */
  readonly judgingMs: number;
}

export interface Found {
  readonly rounds: readonly RoundFound[];
  /** The good targets without neighbours, in rounds between the others: what this machine does to them by itself. */
  readonly alone: readonly RoundFound[];
  readonly peakRssBytes: number;
}
