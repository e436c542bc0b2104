import { describe, expect, it } from 'vitest';
import { APIS, type Api, type OtherForm } from '../../lib/domain/target.ts';
import { PRESET_GROUPS, PRESETS } from '../../lib/providers/presets.ts';

const addresses = PRESETS.flatMap(({ provider, baseUrl, alsoSpeaks }) =>
  [baseUrl, ...Object.values(alsoSpeaks).map((form) => form.baseUrl)].flatMap((address) =>
    typeof address === 'string' ? [[provider, address] as const] : [],
  ),
);

describe('the preset tables', () => {
  const names = PRESETS.map((preset) => preset.provider);

  it('have the providers that are promised, each once', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        ...'openai azure together fireworks groq cerebras sambanova sambastudio deepinfra mistral anthropic gemini'.split(
          ' ',
        ),
        ...'xai openrouter huggingface huggingface-endpoint perplexity nvidia deepseek bedrock bedrock-openai'.split(
          ' ',
        ),
        ...'vllm sglang tgi llama-cpp ollama lm-studio'.split(' '),
      ]),
    );
    expect(PRESET_GROUPS.flatMap(({ presets }) => presets)).toEqual(PRESETS);
  });

  it.each(PRESETS.map((preset) => [preset.provider, preset] as const))('hold all that %s needs', (name, preset) => {
    // both are words of a target's id and of a command line
    expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(preset.source).toMatch(/^https:\/\/\S+$/);
    expect(preset.simulated).toBe(false);
    if (preset.keyName !== null) expect(preset.keyName).toMatch(/^[A-Z][A-Z0-9_]*$/);
    const isLocal = preset.baseUrl?.startsWith('http://127.0.0.1') ?? false;
    expect(preset.keyName === null).toBe(isLocal || preset.api === 'bedrock-converse');
    // without an address of its own a row says what one looks like
    if (preset.baseUrl === null && preset.api !== 'bedrock-converse') expect(preset.note).toMatch(/^baseUrl: https:/);
  });

  it.each(addresses)('have a usable address of %s: %s', (_, address) => {
    const url = new URL(address.replace('{region}', 'us-east-1'));
    expect(url.protocol).toBe(url.hostname === '127.0.0.1' ? 'http:' : 'https:');
    expect(address).not.toMatch(/\/$|[?#]/);
  });

  it.each(PRESETS.filter(({ alsoSpeaks }) => Object.keys(alsoSpeaks).length > 0))(
    'name further dialects of $provider',
    ({ api, baseUrl, alsoSpeaks }) => {
      for (const [other, form] of Object.entries(alsoSpeaks) as [Api, OtherForm][]) {
        expect(APIS).toContain(other);
        expect(other).not.toBe(api);
        if (form.baseUrl !== undefined) expect(form.baseUrl).not.toBe(baseUrl);
      }
    },
  );

  it('send no temperature to those whose newest models refuse it', () => {
    const refusing = PRESETS.filter(({ quirks }) => !quirks.temperature).map(({ provider }) => provider);
    expect(refusing).toEqual(['openai', 'anthropic', 'moonshot', 'azure']);
  });
});
