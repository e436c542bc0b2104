import { expect, it } from 'vitest';
import { usageOf } from '../../lib/providers/openai-usage.ts';

interface Row {
  readonly prompt?: number;
  readonly completion: number;
  readonly reasoning?: number;
  readonly total?: number;
  /** As the table of presets says. */
  readonly excluded: boolean;
}

function read({ prompt, completion, reasoning, total, excluded }: Row) {
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: total,
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
  const [event] = usageOf(usage, excluded);
  return event?.kind === 'usage' ? [event.usage.outputTokens, event.usage.reasoningTokens] : null;
}

it.each<[string, Row, [output: number, reasoning: number | null]]>([
  ['reasoning is part of the output', { completion: 40, reasoning: 30, excluded: false }, [40, 30]],
  ['it is added where the preset says so', { completion: 40, reasoning: 30, excluded: true }, [70, 30]],
  ['it is added where it is more than the whole', { completion: 4, reasoning: 30, excluded: false }, [34, 30]],
  [
    'it is added where the sum has it once more',
    { prompt: 9, completion: 40, reasoning: 30, total: 79, excluded: false },
    [70, 30],
  ],
  [
    'it is not added where the sum shows that it is in, whatever the preset says',
    { prompt: 9, completion: 40, reasoning: 30, total: 49, excluded: true },
    [40, 30],
  ],
  [
    'a sum that fits neither leaves it to the preset',
    { prompt: 9, completion: 40, reasoning: 30, total: 60, excluded: true },
    [70, 30],
  ],
  [
    'reasoning that is only in the sum is what the sum has too much',
    { prompt: 9, completion: 40, total: 79, excluded: true },
    [70, 30],
  ],
  ['a sum alone adds nothing', { prompt: 9, completion: 40, total: 79, excluded: false }, [40, null]],
  ['no reasoning, nothing to add', { prompt: 9, completion: 40, reasoning: 0, total: 49, excluded: true }, [40, 0]],
])('%s', (_name, row, expected) => {
  expect(read(row)).toEqual(expected);
});
