import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawable, fitted, lines } from '../../../lib/board/card/fitted.ts';
import { readFont } from '../../../lib/board/card/font-metrics.ts';
import { readCardAsset } from '../../../lib/local/card-assets.ts';

const file = await readCardAsset('font.ttf');
const font = readFont(file);

describe('the font', () => {
  it('has Latin, Greek and Cyrillic letters, and says what it lacks', () => {
    for (const letter of 'Aaéßłñž Ωάж–…·') expect(font.has(letter.codePointAt(0) ?? 0), letter).toBe(true);
    for (const letter of '模ن🏁\u0000\uffff') expect(font.has(letter.codePointAt(0) ?? 0), letter).toBe(false);
  });

  it('is measured as it is drawn, to within 1 %', async () => {
    const { Resvg, initWasm } = await import('@resvg/resvg-wasm');
    await initWasm(new Uint8Array(await readCardAsset('resvg.wasm'))).catch(() => undefined);
    // between two letters H, so that what stands before the first and after the last ink is the same
    const inkWidth = (text: string) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200"><text y="100" font-size="100" font-kerning="none">${text}</text></svg>`;
      const options = { fontBuffers: [file], loadSystemFonts: false, defaultFontFamily: 'Source Serif 4' };
      return new Resvg(svg, { font: options }).innerBBox()?.width ?? 0;
    };
    const added = inkWidth('H138xmsxllamaH') - inkWidth('HH');
    expect(added).toBeGreaterThan(0);
    expect(font.widthPx('138xmsxllama', 100)).toBeGreaterThan(added * 0.99);
    expect(font.widthPx('138xmsxllama', 100)).toBeLessThan(added * 1.01);
  });

  it('that is none is refused', () => {
    expect(() => readFont(new Uint8Array(64))).toThrow(RangeError);
  });
});

describe('text that is to be drawn', () => {
  it.each([
    ['llama-3.3', 'llama-3.3'],
    ['模型', '(a name in other letters)'],
    ['نموذج 🏁 fast', '… fast'],
    ['qwen 模型 max', 'qwen … max'],
    ['e\u0301te\u0301', 'été'],
    ['👩‍🚀 a', '… a'],
    ['', ''],
  ])('%j is shown as %j', (text, shown) => {
    expect(drawable(text, font)).toBe(shown);
  });

  it('fits into its width, and is whole where it can be', () => {
    const name = fc.string({ unit: fc.constantFrom('W', 'i', ' ', '模', '🏁', 'é'), maxLength: 80 });
    fc.assert(
      fc.property(name, fc.integer({ min: 40, max: 400 }), (text, widthPx) => {
        const shown = fitted(text, 27, widthPx, font);
        expect(font.widthPx(shown, 27)).toBeLessThanOrEqual(widthPx);
        if (font.widthPx(drawable(text, font), 27) <= widthPx) expect(shown).toBe(drawable(text, font));
        else expect(shown).toMatch(/…$/);
      }),
    );
  });

  it('is broken at blanks, never before a percent sign, and the last line is cut', () => {
    const widthPx = font.widthPx('three four', 30);
    expect(lines('one two three four five six', 30, widthPx, 3, font)).toEqual(['one two', 'three four', 'five six']);
    expect(lines('one two three four five six', 30, widthPx, 2, font)).toEqual([
      'one two',
      expect.stringMatching(/^three.*…$/),
    ]);
    expect(lines('within 95 % of', 30, font.widthPx('within 95', 30) + 1, 3, font)).toEqual(['within', '95 % of']);
  });
});
