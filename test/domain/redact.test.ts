import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_REDACTED_LENGTH, redact } from '../../lib/domain/redact.ts';

const KEY = 'sk-proj/aB+9"zYx_1234567890';
const bytesOf = (text: string) => Array.from(Buffer.from(text));
const hex = (text: string) => Buffer.from(text).toString('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const each = (form: (byte: string, code: number) => string) => (text: string) =>
  bytesOf(text)
    .map((code) => form(code.toString(16).padStart(2, '0'), code))
    .join('');

/** What servers, proxies and their logs do to a key: each form, and how whoever reads it gets the key back. */
const FORMS: readonly (readonly [name: string, form: (key: string) => string])[] = [
  ['as it is', (key) => key],
  ['in upper case', (key) => key.toUpperCase()],
  ['reversed', (key) => Array.from(key).reverse().join('')],
  ['URL encoded', encodeURIComponent],
  ['URL encoded, every character', each((byte) => `%${byte}`)],
  ['URL encoded twice', (key) => encodeURIComponent(each((byte) => `%${byte}`)(key))],
  ['in JSON', (key) => JSON.stringify(key)],
  ['in JSON within JSON', (key) => JSON.stringify(JSON.stringify({ key }))],
  ['JSON escapes', each((byte) => `\\u00${byte}`)],
  ['JavaScript escapes', each((byte) => `\\x${byte}`)],
  ['JavaScript code points', each((byte) => `\\u{${byte}}`)],
  ['HTML entities', each((_, code) => `&#${code};`)],
  ['HTML entities, hexadecimal', each((byte) => `&#x${byte};`)],
  ['base64', base64],
  ['base64 for addresses', (key) => Buffer.from(key).toString('base64url')],
  ['base64, moved by one', (key) => base64(`x${key}`)],
  ['base64, moved by two', (key) => base64(`xy${key}`)],
  ['base64 of the whole header', (key) => base64(`Bearer ${key}`)],
  ['base64 in lines', (key) => base64(`${'padding '.repeat(6)}${key}`).replace(/.{76}/g, '$&\r\n')],
  ['base64 of base64', (key) => base64(base64(key))],
  ['base64, URL encoded', (key) => encodeURIComponent(base64(key))],
  ['hex', hex],
  ['hex in upper case', (key) => hex(key).toUpperCase()],
  ['hex with colons', (key) => hex(key).replace(/..(?=.)/g, '$&:')],
  ['in groups', (key) => key.replace(/.{4}/g, '$& ')],
  ['in groups, with hyphens', (key) => key.replace(/.{3}/g, '$&-')],
  ['with invisible characters', (key) => key.replace(/.{2}/g, '$&\u200b')],
  ['cut at its end', (key) => `${key.slice(0, 14)}...`],
  ['cut at its beginning', (key) => `***${key.slice(-10)}`],
];

describe('redact', () => {
  it.each(FORMS)('takes a key out %s', (_name, form) => {
    const clean = redact(`before ${form(KEY)} after`, [KEY]);
    expect(clean).toContain('[key]');
    expect(clean).toMatch(/^before .*\[key\].{0,9} after$/);
  });

  it.each(FORMS)('leaves no eight characters of any key, %s, in any text', (_name, form) => {
    const keys = fc.string({ unit: fc.constantFrom(...'abcdXYZW0189-_'), minLength: 16, maxLength: 60 });
    const around = fc.string({ unit: fc.constantFrom(...'the message said: ,.;GQ567 '), maxLength: 40 });
    fc.assert(
      fc.property(keys, around, around, (key, before, after) => {
        const clean = redact(`${before} ${form(key)} ${after}`, [key]);
        for (const fragment of fragmentsOf(key)) expect(clean).not.toContain(form(fragment));
        // and what is left holds no more of the key than its edges
        expect(redact(clean, [key])).toBe(clean);
        expect(clean.length).toBeLessThan(before.length + after.length + '[key]'.length * 2 + 80);
      }),
      { numRuns: 60 },
    );
  });

  it('never leaves eight characters of a key in a row', () => {
    const keys = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(keys, fc.string(), fc.string(), fc.nat(), fc.nat(), (key, before, after, from, length) => {
        const start = from % (key.length - 8);
        const clean = redact(before + key.slice(start, start + 8 + (length % 40)) + after, [key]);
        for (const fragment of fragmentsOf(key)) expect(clean).not.toContain(fragment);
      }),
    );
  });

  it('leaves innocent text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(redact(text, ['sk-0123456789abcdefghij'])).toBe(text);
        expect(redact(text, [])).toBe(text);
      }),
    );
    expect(redact('all is well', [KEY, 'is', ''])).toBe('all is well');
  });

  it('takes a short key out as a whole only', () => {
    expect(redact(`abcd ${hex('abcd')} ABCD ab`, ['abcd'])).toBe('[key] [key] ABCD ab');
  });

  it('looks for all keys of a round', () => {
    const keys = Array.from({ length: 70 }, (_, index) => `sk-${hex(`${index}-secret-number`)}`);
    expect(redact(`one ${keys[3]} two ${base64(keys[69] ?? '')}`, keys)).toBe('one [key] two [key]=');
  });

  it.each([
    ['letters', 'A'],
    ['escapes', '%25'],
    ['hex', '0f'],
    ['backslashes', '\\'],
    ['text', 'the quick brown fox '],
  ])('needs a bounded time for a long text of %s', (_name, unit) => {
    const startMs = performance.now();
    const clean = redact(unit.repeat(1_000_000 / unit.length), [KEY]);
    expect(clean).toHaveLength(MAX_REDACTED_LENGTH);
    // some ten times what it takes
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

function fragmentsOf(key: string): string[] {
  return Array.from({ length: key.length - 7 }, (_, at) => key.slice(at, at + 8));
}
