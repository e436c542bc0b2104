import { describe, expect, it } from 'vitest';
import { assumed } from '../../lib/cost/assumptions.ts';
import { estimateOf } from '../../lib/cost/estimate.ts';
import { configOf, PREMISES, SHIPPED, targetOf } from './scene.ts';

const GROQ = { provider: 'groq', model: 'openai/gpt-oss-120b' };
// 20 characters / 4, and 20 around the prompt
const INPUT_TOKENS = 25;
const ROUNDS = 8_760;

function tokensOf(targets: Parameters<typeof targetOf>[1][], premises = PREMISES) {
  const all = targets.map((more, index) => targetOf(`some/target-${index}`, more));
  return estimateOf(configOf(0, { targets: all }), premises);
}

describe('tokens', () => {
  it('are priced by the library', () => {
    const [line] = tokensOf([GROQ]).tokens;
    expect(line).toMatchObject({
      inputTokens: ROUNDS * INPUT_TOKENS,
      outputTokens: ROUNDS * 100,
      source: 'genai-prices',
    });
    expect(line?.price).toEqual({ input: 0.15, output: 0.6 });
    expect(line?.usd).toBeCloseTo((ROUNDS * (INPUT_TOKENS * 0.15 + 100 * 0.6)) / 1e6, 9);
  });

  it('without a known price are unknown, not 0, and stay out of the sum by name', () => {
    const { tokens, tokensUsd, unknown } = tokensOf([GROQ, { provider: 'nobody', model: 'gpt-4.1-mini' }]);
    expect(tokens[1]).toMatchObject({ price: null, usd: null, source: 'unknown', outputTokens: ROUNDS * 100 });
    expect(tokensUsd).toBe(tokens[0]?.usd);
    expect(unknown).toEqual(['some/target-1']);
  });

  it('of a model that is known in one region only are unknown', () => {
    const model = { 'us-east-1': 'us.amazon.nova-pro-v1:0', 'eu-west-1': 'no-such-model' };
    const targets = [targetOf('bedrock/nova', { provider: 'bedrock', model })];
    const inOne = estimateOf(configOf(0, { targets }), PREMISES);
    const inBoth = estimateOf(configOf(0, { targets, regions: ['us-east-1', 'eu-west-1'] }), PREMISES);
    expect(inOne.tokens[0]?.price).toEqual({ input: 0.8, output: 3.2 });
    expect(inBoth.unknown).toEqual(['bedrock/nova']);
  });

  it('of optimised latency are unknown: they have prices of their own', () => {
    const nova = { provider: 'bedrock', model: 'us.amazon.nova-pro-v1:0' } as const;
    expect(tokensOf([nova, { ...nova, latency: 'optimized' }]).unknown).toEqual(['some/target-1']);
  });

  it('of a simulation cost nothing', () => {
    expect(tokensOf([{ provider: 'demo', simulated: true }]).tokens[0]).toMatchObject({ usd: 0, source: 'simulated' });
  });

  it('take the price of the user before any other', () => {
    const overrides = {
      aws: {},
      tokens: { 'some/target-0': { input: 1, output: 2 }, 'some/target-1': { input: 0, output: 0 } },
    };
    const { tokens, unknown } = tokensOf([GROQ, {}], { ...PREMISES, overrides });
    expect(tokens[0]?.usd).toBeCloseTo((ROUNDS * (INPUT_TOKENS * 1 + 100 * 2)) / 1e6, 9);
    expect(tokens.map(({ source }) => source)).toEqual(['price file', 'price file']);
    expect([tokens[1]?.usd, unknown]).toEqual([0, []]);
  });

  it('are as many as the share of the cap that is used', () => {
    const [line] = tokensOf([GROQ], { ...PREMISES, assumed: assumed({ outputShare: 0.5 }) }).tokens;
    expect(line?.outputTokens).toBe(ROUNDS * 50);
  });

  it('of the shipped config are known for most targets', () => {
    const { tokens, unknown } = estimateOf(SHIPPED, PREMISES);
    expect(tokens).toHaveLength(15);
    expect(unknown.length).toBeLessThan(7);
    for (const { usd } of tokens) expect(usd).not.toBe(0);
  });
});
