import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../lib/providers/presets.ts';

describe('the preset table', () => {
  it('has the providers that are promised, each once', () => {
    const names = PRESETS.map((preset) => preset.provider);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(
        'openai azure together fireworks groq cerebras sambanova deepinfra mistral xai openrouter huggingface nvidia gemini anthropic ollama vllm bedrock'.split(
          ' ',
        ),
      ),
    );
  });

  it.each(PRESETS.map((preset) => [preset.provider, preset] as const))(
    '%s has a usable address and key name',
    (_name, preset) => {
      if (preset.baseUrl === null) expect(['azure', 'bedrock']).toContain(preset.provider);
      else {
        const url = new URL(preset.baseUrl);
        const local = url.hostname === '127.0.0.1';
        expect(url.protocol).toBe(local ? 'http:' : 'https:');
        expect(preset.baseUrl).not.toMatch(/\/$/);
        expect(preset.keyName === null).toBe(local);
      }
      if (preset.keyName !== null) expect(preset.keyName).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect(preset.simulated).toBe(false);
    },
  );
});
