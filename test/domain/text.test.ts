import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, redact } from '../../lib/domain/text.ts';

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

describe('redact', () => {
  const KEY = 'sk-proj/aB+9"zYx_1234567890';

  it.each([
    ['as it is', KEY],
    ['URL encoded', encodeURIComponent(KEY)],
    ['in JSON', JSON.stringify(KEY)],
    ['base64', Buffer.from(KEY).toString('base64')],
    ['hex', Buffer.from(KEY).toString('hex')],
    ['its beginning', `${KEY.slice(0, 12)}...`],
    ['its end', `***${KEY.slice(-10)}`],
  ])('takes a key out %s', (_name, form) => {
    const clean = redact(`before ${form} after`, [KEY]);
    for (let at = 0; at + 8 <= KEY.length; at++) expect(clean).not.toContain(KEY.slice(at, at + 8));
    expect(clean).toContain('[key]');
    expect(clean).toMatch(/^before .* after$/);
  });

  it('never leaves eight characters of a key in a row', () => {
    const keys = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(keys, fc.string(), fc.string(), fc.nat(), fc.nat(), (key, before, after, from, length) => {
        const start = from % (key.length - 8);
        const clean = redact(before + key.slice(start, start + 8 + (length % 40)) + after, [key]);
        for (let at = 0; at + 8 <= key.length; at++) expect(clean).not.toContain(key.slice(at, at + 8));
      }),
    );
  });

  it('leaves text alone that holds no secret, and takes no short word for one', () => {
    expect(redact('all is well', [KEY, 'is', ''])).toBe('all is well');
  });
});
