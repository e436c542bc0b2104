// Counting by one tokenizer for all: right, for any text, and in time that grows in step with its length.
import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { countO200k } from '../../lib/race/o200k.ts';

describe('countO200k', () => {
  it.each([
    ['', 0],
    ['hello world', 2],
    ['antidisestablishmentarianism', 6],
    ['2 + 2 = 4', 7],
    ['お誕生日おめでとう', 8],
  ])('counts %j as o200k has it elsewhere', async (text, tokens) => {
    expect(await countO200k(text)).toBe(tokens);
  });

  it('takes what looks like a special token for the text that it is', async () => {
    expect(await countO200k('<|endoftext|>')).toBeGreaterThan(3);
    expect(await countO200k('a <|endofprompt|> b <|im_start|>')).toBeGreaterThan(10);
  });

  it('agrees with the tokenizer on any text of runs as people write them', async () => {
    const word = fc.oneof(
      fc.constantFrom('the', 'Straße', '你好', '42', '...', '\n\n', '👍'),
      fc.string({ maxLength: 9 }),
    );
    const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(text, async (written) => {
        expect(await countO200k(written)).toBe(countTokens(written, { disallowedSpecial: new Set() }));
      }),
    );
  });

  it('never throws, not for half a character either, and never counts more tokens than bytes', async () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(units, async (codes) => {
        const text = String.fromCharCode(...codes);
        const tokens = await countO200k(text);
        expect(tokens).toBeGreaterThanOrEqual(text === '' ? 0 : 1);
        expect(tokens).toBeLessThanOrEqual(3 * text.length);
      }),
    );
  });

  // The tokenizer alone needs 16 times the time for 4 times the run; a run that is cut is as many equal parts.
  it.each(['a', '的', '😀', ' ', '=', '\n', '\ud800'])(
    'takes a long run of %j for the sum of its parts',
    async (letter) => {
      const [once, often] = [await countO200k(letter.repeat(64)), await countO200k(letter.repeat(64 * 50))];
      expect(often).toBe(once * 50);
      expect(await countO200k(`${letter.repeat(6_400)}x`)).toBeLessThanOrEqual(once * 100 + 1);
    },
  );
});
