// What makes one provider of the fleet: how it answers, and how it takes connections.
import type { Random } from './random.ts';
import type { FleetApi } from './request.ts';
import type { Script } from './script.ts';

export interface FleetRequest {
  readonly model: string;
  readonly region: string;
  readonly maxTokens: number | null;
  /** How many requests this provider had from this region before. */
  readonly requestIndex: number;
  /** Wall time, epoch ms. */
  readonly nowMs: number;
}

/** What happens to a new connection before any TLS: taken (after a while), reset, or held without a word. */
export type Arrival = { readonly type: 'take'; readonly delayMs: number } | { readonly type: 'reset' | 'hold' };

export interface Personality {
  readonly api: FleetApi;
  /** Whether the region in the path adds its network delay. */
  readonly network: boolean;
  readonly respond: (request: FleetRequest, random: Random) => Script;
  /** Default: every connection is taken at once. */
  readonly arrive?: (nowMs: number, random: Random) => Arrival;
}

/** Answers without a cap in the request have this many tokens. */
export const DEFAULT_TOKENS = 128;
/** No answer is longer: all of it is rendered before its first token is due. */
export const MAX_TOKENS = 20_000;

/** Length of an answer that fills the request's cap, and why it ends. */
export function lengthFor({ maxTokens }: FleetRequest): { tokens: number; finishReason: 'length' | 'stop' } {
  const tokens = Math.min(maxTokens ?? DEFAULT_TOKENS, MAX_TOKENS);
  return { tokens, finishReason: maxTokens === null || maxTokens > MAX_TOKENS ? 'stop' : 'length' };
}
