import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cardPng } from '../../../lib/board/card/card.ts';
import { cardDrawing } from '../../../lib/board/card/drawing.ts';
import { cardFacts } from '../../../lib/board/card/facts.ts';
import { readFont } from '../../../lib/board/card/font-metrics.ts';
import { markupText } from '../../../lib/board/html/html.ts';
import { readCardAsset } from '../../../lib/local/card-assets.ts';
import { targetOf } from '../board-input.ts';
import { MEDIANS, type ProseOptions, proseInput, viewsOf } from '../prose-input.ts';

const font = readFont(await readCardAsset('font.ttf'));
const drawingOf = (options: ProseOptions = {}) => markupText(cardDrawing(cardFacts(proseInput(options)), font));
const textsOf = (drawing: string) => [...drawing.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe('the drawing', () => {
  it('has the name, the question, the moment and the five best with median and n', () => {
    const texts = textsOf(drawingOf());
    expect(texts.slice(0, 4)).toEqual([
      'LLM API leaderboard',
      'as of 2026-11-22 03:15 UTC',
      'Which LLM API answers first?',
      'chat · All regions, last 7 days · time to first token, median ms',
    ]);
    expect(texts.slice(4, 9)).toEqual(['1', 'llama-3.3-70b', 'groq', '138', 'n 2,016']);
    expect(texts.filter((text) => text === 'n 2,016')).toHaveLength(5);
    expect(texts.at(-1)).toContain('The first 5 of 6 ranked.');
  });

  it('shows ranks as ranges where targets are tied', () => {
    const ranked = Object.keys(MEDIANS).map((target) => ({ target, best: 1, worst: 6, winShare: 0.5 }));
    expect(textsOf(drawingOf({ board: { views: viewsOf(MEDIANS, undefined, ranked) } })).slice(4)).toContain('1–6');
  });

  it('draws the bars on one scale from 0', () => {
    const widths = [...drawingOf().matchAll(/<rect x="514" y="\d+" width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    const [first = 0] = widths;
    expect(widths).toHaveLength(5);
    expect(widths.map((width) => width / first)).toEqual(
      [138, 142.4, 231, 412, 655].map((ms) => expect.closeTo(ms / 138, 2)),
    );
  });

  it('says that it is a simulation, and otherwise how to read it', () => {
    expect(drawingOf({ header: { simulation: true } })).toContain('Simulation: the built-in demo fleet');
    expect(drawingOf()).not.toContain('Simulation');
  });

  it('has the answer in words where nobody is ranked, without a figure that is none', () => {
    const early = textsOf(drawingOf({ board: { views: [] } })).join(' ');
    expect(early).toContain('No round has been stored in this window yet.');
    expect(early).not.toMatch(/NaN|Infinity|undefined/);
    const live = textsOf(drawingOf({ board: { views: viewsOf(MEDIANS, undefined, []) } })).join(' ');
    expect(live).toContain('Not ranked in this window');
  });

  it('keeps every text within the card, whatever the names are', () => {
    const long = 'W'.repeat(160);
    const ids = Object.fromEntries(
      [`a/${long}`, 'b/模型', 'c/<b>&"', `d/${'نموذج 🏁 '.repeat(20)}`].map((id) => [id, 5e5]),
    );
    const targets = Object.keys(ids).map((id) => targetOf(id, { providerLabel: long }));
    const drawing = drawingOf({ board: { name: long, targets, views: viewsOf(ids) } });

    const pattern = /<text x="(\d+)" y="\d+" font-size="(\d+)"[^>]*text-anchor="(\w+)">([^<]*)</g;
    const texts = [...drawing.matchAll(pattern)];
    expect(texts.length).toBeGreaterThan(20);
    for (const [, x, size, anchor, text = ''] of texts) {
      const width = font.widthPx(text.replace(/&(\w+);/g, '&'), Number(size));
      expect(Number(x) + (anchor === 'end' ? 0 : width), text).toBeLessThanOrEqual(1_136);
      expect(Number(x) - (anchor === 'end' ? width : 0), text).toBeGreaterThanOrEqual(64);
    }
    expect(drawing).toContain('(a name in other letters)');
    expect(drawing).not.toContain('<b>');
  });
});

describe('the card', () => {
  it('is a PNG of 1200 x 630 on which letters are drawn', async () => {
    const png = await cardPng(proseInput());
    const { width, height, pixels } = decoded(png);

    expect([width, height]).toEqual([1_200, 630]);
    // the question's line: ink on paper, some thousand dark pixels
    const isDark = (x: number, y: number) => (pixels(x, y)[0] ?? 255) < 80;
    let dark = 0;
    for (let y = 120; y < 170; y++) for (let x = 90; x < 940; x++) if (isDark(x, y)) dark++;
    expect(dark).toBeGreaterThan(4_000);
    expect(pixels(5, 5)).toEqual([0xfa, 0xf7, 0xf1]);
    // the first bar, in the colour of the leaders
    expect(pixels(530, 270)).toEqual([0x2f, 0x6f, 0x7e]);
  });

  it('is the same for the same figures', async () => {
    expect(await cardPng(proseInput())).toEqual(await cardPng(proseInput()));
  });

  it('tells why it cannot be drawn, and can be drawn the next time', async () => {
    const readAsset = async () => Promise.reject(new Error('no such file'));
    await expect(cardPng({ ...proseInput(), readAsset })).rejects.toThrow('no such file');
    expect((await cardPng(proseInput())).length).toBeGreaterThan(10_000);
  });
});

/** A PNG of 8 bits RGBA, not interlaced, as resvg writes it (PNG 3rd edition, sections 9 and 11). */
function decoded(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const type = Buffer.from(png.subarray(at + 4, at + 8)).toString('latin1');
    if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * 4;
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let index = 0; index < stride; index++) {
      const left = index < 4 ? 0 : (rows[y * stride + index - 4] ?? 0);
      const up = y === 0 ? 0 : (rows[(y - 1) * stride + index] ?? 0);
      const corner = y === 0 || index < 4 ? 0 : (rows[(y - 1) * stride + index - 4] ?? 0);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      rows[y * stride + index] = (raw[y * (stride + 1) + 1 + index] ?? 0) + predicted;
    }
  }
  return {
    width,
    height,
    pixels: (x: number, y: number) => [...rows.subarray(y * stride + x * 4, y * stride + x * 4 + 3)],
  };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
