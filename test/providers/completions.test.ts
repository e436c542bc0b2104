import { describe, expect, it } from 'vitest';
import { COMMON_QUIRKS, type Quirks } from '../../lib/domain/target.ts';
import { completions } from '../../lib/providers/completions.ts';
import { askOf, eventsOf, requestOf } from './asking.ts';

const asked = async (quirks: Partial<Quirks>) =>
  (await requestOf(completions, askOf({}, { quirks: { ...COMMON_QUIRKS, ...quirks } }))).json;
const read = (chunk: object) => eventsOf(completions, askOf(), [Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`)]);

describe('what is asked', () => {
  it('is to continue the prompt, streamed, with usage asked for', async () => {
    expect(await asked({})).toEqual({
      model: 'the-model',
      prompt: 'Hello.',
      max_tokens: 64,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('has one name for the cap, and takes further fields', async () => {
    const json = await asked({ tokenCap: 'max_completion_tokens', streamUsage: false, extraBody: { echo: false } });
    expect(json).toMatchObject({ max_tokens: 64, echo: false });
    expect(json).not.toHaveProperty('max_completion_tokens');
    expect(json).not.toHaveProperty('stream_options');
  });
});

describe('what is read', () => {
  it.each<[string, object, object[]]>([
    ['a token', { choices: [{ index: 0, text: ' hi' }] }, [{ kind: 'token', of: 'answer', text: ' hi' }]],
    [
      'a token that is there twice, counted once',
      { choices: [{ index: 0, text: ' hi', delta: { content: ' hi' } }] },
      [{ kind: 'token', of: 'answer', text: ' hi' }],
    ],
    ['an end', { choices: [{ index: 0, text: '', finish_reason: 'length' }] }, [{ kind: 'finish', reason: 'length' }]],
    ['Azure’s verdict on the prompt', { choices: [], prompt_filter_results: [] }, []],
    [
      'who answered, usage and timings',
      {
        ...{ model: 'm-2', system_fingerprint: 'fp_1', choices: [] },
        usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 },
        timings: { prompt_ms: 30, predicted_ms: 200 },
      },
      [
        { kind: 'identity', servedModel: 'm-2', fingerprint: 'fp_1' },
        {
          kind: 'usage',
          usage: { inputTokens: 9, outputTokens: 4, reasoningTokens: null, cachedTokens: null },
        },
        { kind: 'server-time', firstTokenMs: 30, totalMs: 230 },
      ],
    ],
    ['fields of other types than expected', { choices: [{ text: 7, finish_reason: [] }, 'two'], usage: [] }, []],
  ])('%s', async (_name, chunk, expected) => {
    expect(await read(chunk)).toEqual(expected);
  });
});
