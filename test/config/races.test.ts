// What a person writes into the YAML, raced: an endpoint that no preset knows says four things, and gets right figures.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KNOWN_PRESETS } from '../../bin/known-presets.ts';
import { parseConfig } from '../../lib/config/load.ts';
import type { Sample } from '../../lib/domain/sample.ts';
import { APIS, type Api } from '../../lib/domain/target.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';
import { raceTargets } from '../race/racing.ts';

const TOKENS = 12;
const own = (api: Api, path: string) => [`api: ${api}`, api, path] as const;
const azure = (path: string, more = '') => [`provider: azure${more}`, 'chat-completions', path] as const;

// the fields beside baseUrl, key and model; who answers; the address behind the host
const WRITTEN: readonly (readonly [fields: string, api: Api, path: string])[] = [
  own('chat-completions', '/v1'),
  own('completions', '/v1'),
  own('responses', '/v1/'),
  own('anthropic-messages', '/v1'),
  own('anthropic-messages', ''),
  own('gemini-generate-content', ''),
  own('gemini-generate-content', '/v1beta'),
  own('bedrock-converse', ''),
  azure('/openai/v1'),
  azure('/openai/deployments/d', ', apiVersion: 2024-10-21'),
  ['provider: vllm, api: anthropic-messages', 'anthropic-messages', '/v1'],
  ['provider: openai, api: responses, serviceTier: flex', 'responses', '/v1'],
];

let fleet: Fleet;
let samples: readonly Sample[];

beforeAll(async () => {
  const provider = (api: Api) =>
    ({ personality: 'bench', api, firstTokenMs: [5, 10], tokens: TOKENS, intervalMs: 1 }) as const;
  fleet = await startFleet({
    tls: false,
    providers: Object.fromEntries(APIS.map((api) => [api, provider(api)])),
  });
  const lines = WRITTEN.map(([fields, api, path], index) => {
    const baseUrl = `${fleet.targets[api]?.origin}${path}`;
    return `  - { id: a/t${index}, ${fields}, baseUrl: "${baseUrl}", key: SOME_KEY, model: m }`;
  });
  const { targets } = parseConfig(`targets:\n${lines.join('\n')}\n`, { file: 'c.yaml', presets: KNOWN_PRESETS });
  samples = (await raceTargets(targets)).round.samples;
});
afterAll(() => fleet.close());

describe('written as', () => {
  it.each(WRITTEN.map(([fields, , path], index) => [fields, path, index] as const))('%s at HOST%s', (_, __, index) => {
    expect(samples[index]).toMatchObject({ outcome: 'ok', failure: null, outputTokens: TOKENS, tokensFrom: 'usage' });
  });
});
