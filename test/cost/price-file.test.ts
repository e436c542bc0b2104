import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigRefusedError } from '../../lib/config/errors.ts';
import { estimateOf } from '../../lib/cost/estimate.ts';
import { NO_OVERRIDES, readPriceFile } from '../../lib/cost/price-file.ts';
import { METERS, OTHER_REGION_FACTOR, PRICES, unitPriceUsd } from '../../lib/cost/prices.ts';
import { configOf, lineOf, PREMISES } from './scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'photofinish-prices-'));
afterAll(() => rmSync(folder, { recursive: true }));
const TARGETS = ['groq/gpt-oss-120b', 'nvidia/llama-3.3-70b'];

function read(text: string) {
  const file = join(folder, 'prices.yaml');
  writeFileSync(file, text);
  return readPriceFile(file, TARGETS);
}

function refusalOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigRefusedError) return error.message.replaceAll(folder, '');
    throw error;
  }
  return 'not refused';
}

describe('a price file', () => {
  it('is read', () => {
    const text =
      'tokens:\n  nvidia/llama-3.3-70b: { input: 0, output: 0.5 }\naws:\n  everywhere: { metrics: 0.2 }\n  eu-west-1: { logGb: 0.5 }\n';
    expect(read(text)).toEqual({
      tokens: { 'nvidia/llama-3.3-70b': { input: 0, output: 0.5 } },
      aws: { everywhere: { metrics: 0.2 }, 'eu-west-1': { logGb: 0.5 } },
    });
  });

  it.each(['', '# nothing yet\n', 'tokens: {}\n'])('may hold nothing: %j', (text) => {
    expect(read(text)).toEqual(NO_OVERRIDES);
  });

  it.each([
    [
      'tokens:\n  groq/gpt-oss-12b: { input: 1, output: 1 }',
      ':2:3',
      'is no target of the config. Did you mean "groq/gpt-oss-120b"?',
    ],
    ['tokens:\n  groq/gpt-oss-120b: { input: 1 }', ':2:', 'output is missing. Write USD as a number'],
    ['tokens:\n  groq/gpt-oss-120b: { input: -1, output: 1 }', ':2:31', 'is -1. Write USD as a number, 0 or more'],
    ['tokens:\n  groq/gpt-oss-120b: { input: "free", output: 1 }', ':2:31', 'is "free". Write USD as a number'],
    ['tokens:\n  groq/gpt-oss-120b: { input: 1, ouput: 1 }', ':2:', 'Did you mean "output"?'],
    ['aws:\n  everywhere: { metrisc: 0.3 }', ':2:17', 'is not a known field. Did you mean "metrics"?'],
    ['aws:\n  mars: { metrics: 0.3 }', ':2:3', 'Write a region, us-east-1, or everywhere.'],
    ['token: {}', ':1:1', 'Did you mean "tokens"?'],
    ['- 1', ':1:1', 'Write tokens, aws, or both.'],
    ['tokens: [', ':1:', 'is not valid YAML'],
  ])('%j is refused at %s: %s', (text, place, message) => {
    const refusal = refusalOf(text);
    expect(refusal).toContain(`/prices.yaml${place}`);
    expect(refusal).toContain(message);
  });

  it('that is not there is refused by name', () => {
    expect(() => readPriceFile(join(folder, 'none.yaml'), TARGETS)).toThrow(/none\.yaml:1:1 the file does not exist/);
  });
});

describe('a price', () => {
  it('of the user counts before ours, a region before everywhere', () => {
    const overrides = { tokens: {}, aws: { everywhere: { logGb: 0.1 }, 'eu-west-1': { logGb: 0.2 } } };
    expect(unitPriceUsd('logGb', 'eu-west-1', overrides)).toBe(0.2);
    expect(unitPriceUsd('logGb', 'us-east-1', overrides)).toBe(0.1);
    expect(unitPriceUsd('metrics', 'us-east-1', overrides)).toBe(0.3);
  });

  it('of the user is for as many as the list says', () => {
    const overrides = { tokens: {}, aws: { everywhere: { bucketWrites: 0.01 } } };
    const line = lineOf(estimateOf(configOf(1), { ...PREMISES, overrides }), 'files written');
    expect(line.listUsd).toBeCloseTo((line.quantity / 1_000) * 0.01, 9);
  });

  it('of a region that is not known is that of us-east-1 with something on top, where prices differ by region', () => {
    expect(unitPriceUsd('logGb', 'sa-east-1', NO_OVERRIDES)).toBeCloseTo(0.5 * OTHER_REGION_FACTOR, 9);
    expect(unitPriceUsd('logGb', 'us-west-2', NO_OVERRIDES)).toBe(0.5);
    expect(unitPriceUsd('metrics', 'sa-east-1', NO_OVERRIDES)).toBe(0.3);
  });

  it.each(METERS)('of %s is a number with a source', (meter) => {
    expect(PRICES[meter].source).toMatch(/\w/);
    for (const region of ['us-east-1', 'eu-west-1', 'ap-northeast-1', 'sa-east-1']) {
      expect(unitPriceUsd(meter, region, NO_OVERRIDES)).toBeGreaterThanOrEqual(0);
    }
  });
});
