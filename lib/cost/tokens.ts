// What the providers ask for the tokens. Prices come from the user, or from @pydantic/genai-prices; what neither knows is unknown,
// never 0.
import { calcPrice } from '@pydantic/genai-prices';
import { tokensPerProbe } from '../config/volume.ts';
import type { Config } from '../domain/config.ts';
import { modelIn, type Target } from '../domain/target.ts';
import type { Assumed } from './assumptions.ts';
import { sum } from './lines.ts';
import type { Overrides, TokenPrice } from './price-file.ts';
import type { Load } from './scale.ts';

export interface TokenLine {
  readonly target: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** USD a million tokens; the dearest region's where they differ. `null` = unknown. */
  readonly price: TokenPrice | null;
  /** A month; `null` = unknown. */
  readonly usd: number | null;
  readonly source: 'price file' | 'genai-prices' | 'simulated' | 'unknown';
}

const MILLION = 1_000_000;

/** One line for each target, in the order of the config. @param atMs prices that change with time are taken at this moment */
export function tokenLines(
  config: Config,
  loads: readonly Load[],
  assumed: Assumed,
  overrides: Overrides,
  atMs: number,
): TokenLine[] {
  return config.targets.map((target) => {
    const probes = loads.flatMap(({ workload, region, instants }) => {
      const model = modelIn(target, region);
      if (model === null) return [];
      const { inputTokens, outputTokens } = tokensPerProbe(workload);
      const price = priceOf(target, model, overrides, atMs);
      return [{ input: instants * inputTokens, output: instants * outputTokens * assumed.outputShare, price }];
    });
    const known = probes.flatMap(({ price }) => (price === null ? [] : [price]));
    const isKnown = known.length === probes.length && probes.length > 0;
    const usd = probes.map(({ input, output, price }) =>
      price === null ? 0 : (input * price.input + output * price.output) / MILLION,
    );
    return {
      target: target.id,
      inputTokens: sum(probes.map(({ input }) => input)),
      outputTokens: sum(probes.map(({ output }) => output)),
      price: isKnown ? { input: dearest(known, 'input'), output: dearest(known, 'output') } : null,
      usd: isKnown ? sum(usd) : null,
      source: sourceOf(target, overrides, isKnown),
    };
  });
}

function dearest(prices: readonly TokenPrice[], side: keyof TokenPrice): number {
  return Math.max(...prices.map((price) => price[side]));
}

function sourceOf(target: Target, overrides: Overrides, isKnown: boolean): TokenLine['source'] {
  if (overrides.tokens[target.id]) return 'price file';
  if (target.simulated) return 'simulated';
  return isKnown ? 'genai-prices' : 'unknown';
}

function priceOf(target: Target, model: string, overrides: Overrides, atMs: number): TokenPrice | null {
  const given = overrides.tokens[target.id];
  if (given) return given;
  if (target.simulated) return { input: 0, output: 0 };
  // Bedrock's optimised latency has prices of its own, which the library does not hold.
  if (target.latency === 'optimized') return null;
  // The price for one million of each, whatever tiers there are for longer prompts.
  const at = new Date(atMs);
  const one = (usage: Record<string, number>) =>
    calcPrice(usage, model, { providerId: target.provider, timestamp: at });
  const input = one({ input_tokens: 1_000 });
  const output = one({ output_tokens: 1_000 });
  if (input === null || output === null) return null;
  return { input: toMillion(input.total_price), output: toMillion(output.total_price) };
}

// Rounded: the library's arithmetic leaves a rest in the last digits.
function toMillion(usdOfThousand: number): number {
  return Math.round(usdOfThousand * 1_000 * 1e6) / 1e6;
}
