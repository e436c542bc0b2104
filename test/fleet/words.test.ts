import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { wordsFrom } from '../../lib/fleet/words.ts';

test.each([1, 2, 24, 500])('%i words are as many o200k tokens, wherever the text begins', (count) => {
  for (const from of [0, 1, 17, 9_999]) expect(countTokens(wordsFrom(from, count))).toBe(count);
});
