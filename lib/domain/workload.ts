// What is asked of every target, how often, and how long a probe may take.

export interface Workload {
  readonly name: string;
  /** Cadence of rounds. */
  readonly everyMs: number;
  /** How long after its scheduled time a round is fired; 0 = immediate. */
  readonly gunDelayMs: number;
  /** One is drawn per round; the same one for every target. */
  readonly prompts: readonly string[];
  /** The prompt is filled up to about this many tokens; `null` sends it as it is. */
  readonly inputTokens: number | null;
  readonly maxOutputTokens: number;
  /** `null` sends none. */
  readonly temperature: number | null;
}

/** Deadlines of one probe, counted from the request on the wire (connect: from the start of the connection). */
export interface Timeouts {
  readonly connectMs: number;
  readonly firstTokenMs: number;
  /** Longest silence between two reads once the first token came. */
  readonly stallMs: number;
  readonly totalMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 5_000, firstTokenMs: 20_000, stallMs: 10_000, totalMs: 60_000 };
