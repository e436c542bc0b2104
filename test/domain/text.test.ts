import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../lib/domain/text.ts';

describe('printable', () => {
  it.each([
    ['a\u0000b\u001b[2Jc\u007fd', 'a b [2Jc d'],
    ['right\u202eto\u2066left\u200b', 'right to left'],
    ['  two   spaces \n a line ', 'two spaces a line'],
    ['مرحبا 你好 👩‍💻', 'مرحبا 你好 👩 💻'],
  ])('%j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('bounds by characters, not by code units', () => {
    expect(Array.from(printable('😀'.repeat(400)))).toHaveLength(300);
  });

  it('gives one well-formed line whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.integer({ min: 1, max: 80 }), (text, maxLength) => {
        const line = printable(text, maxLength);
        expect(Array.from(line).length).toBeLessThanOrEqual(maxLength);
        expect(line.isWellFormed()).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });
});
