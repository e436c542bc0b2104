import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { badgeTextPx } from '../../lib/board/badge/text-width.ts';
import { badgeDocuments } from '../../lib/board/badge.ts';
import type { Target } from '../../lib/domain/target.ts';
import { figuresOf, seriesOf, targetOf, viewOf } from './board-input.ts';
import { type ProseOptions, proseInput, viewsOf } from './prose-input.ts';

const TARGET = targetOf('a/b');
const TIED = [{ target: 'a/b', best: 1, worst: 2, winShare: 0.5 }];

function badgeOf(options: ProseOptions = {}, target: Target = TARGET) {
  const board = { targets: [target], views: viewsOf({ [target.id]: 138.4 }, undefined, TIED), ...options.board };
  const [svg, json] = badgeDocuments(proseInput({ ...options, board }), target);
  return { svg: String(svg?.body), json: JSON.parse(String(json?.body)), paths: [svg?.path, json?.path] };
}

describe('a badge', () => {
  it('states the figure, the rank range, the window, n and from where', () => {
    const { svg, json, paths } = badgeOf();
    expect(json).toEqual({
      schemaVersion: 1,
      label: 'TTFT · all regions',
      message: '138 ms · #1–2 · 7d · n 2,016',
      color: '2f6f7e',
    });
    expect(svg).toContain('>TTFT · all regions</text>');
    expect(svg).toContain('>138 ms · #1–2 · 7d · n 2,016</text>');
    expect(paths).toEqual(['data/v1/badge/a__b.svg', 'data/v1/badge/a__b.json']);
  });

  it('has a title that says all of it, for those who hear it', () => {
    const { svg } = badgeOf();
    expect(svg).toContain('role="img"');
    expect(svg).toContain(
      '<title>a/b: median time to first token 138 ms (n 2,016), #1–2, all regions, 7d, 2026-11-22 03:15:00 UTC</title>',
    );
  });

  it('names the region where there is one only', () => {
    const views = viewsOf({ 'a/b': 138.4 }, ['us-east-1'], TIED);
    expect(badgeOf({ board: { regions: ['us-east-1'], views } }).json.label).toBe('TTFT · us-east-1');
  });

  it('has one number for a rank that is one', () => {
    const views = viewsOf({ 'a/b': 9.876 }, undefined, [{ target: 'a/b', best: 3, worst: 3, winShare: 0.5 }]);
    expect(badgeOf({ board: { views } }).json.message).toBe('9.88 ms · #3 · 7d · n 2,016');
  });

  it('says that it is not ranked, that there is no figure, or that first tokens did not come in time', () => {
    const unranked = badgeOf({ board: { views: viewsOf({ 'a/b': 138.4 }, undefined, []) } });
    expect(unranked.json).toMatchObject({ message: '138 ms · unranked · 7d · n 2,016', color: '55636a' });

    const few = [{ ...viewOf([seriesOf('a/b', 138.4, 4)]), region: 'all' }];
    expect(badgeOf({ board: { views: few } }).json.message).toBe('no figure · unranked · 7d · n 4');
    expect(badgeOf({ board: { views: [] } }).json.message).toBe('no figure · unranked · 7d · n 0');

    const series = seriesOf('a/b', 138.4, 40);
    const ttftMs = { ...figuresOf(138.4, 40), p50: null, beyond: ['p50' as const] };
    const late = [{ ...viewOf([{ ...series, metrics: { ...series.metrics, ttftMs } }]), region: 'all' }];
    expect(badgeOf({ board: { views: late } }).json.message).toBe('timed out · unranked · 7d · n 40');
  });

  it('says that it is a simulation, wherever it can be read', () => {
    const { svg, json } = badgeOf({}, targetOf('a/b', { simulated: true }));
    expect(json).toMatchObject({ label: 'simulation · TTFT · all regions', color: '80620e' });
    expect(svg.match(/simulation/g)).toHaveLength(2);
  });

  it('stays a drawing under 1 KB whatever the names are', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', '<', '&', '"', "'", '模', '🏁', '\u202e', 'ن'),
      maxLength: 150,
    });
    fc.assert(
      fc.property(name, name, (id, region) => {
        const { svg } = badgeOf({ board: { regions: [`r${region}`], views: [] } }, targetOf(`a/${id}`));
        expect(Buffer.byteLength(svg)).toBeLessThan(1_024);
        expect(svg.match(/<(?!\/?(svg|title|rect|path|g|text)\b)/)).toBeNull();
        expect(svg.match(/<text/g)).toHaveLength(2);
      }),
    );
  });

  it('holds its texts to their width within the drawing, side by side', () => {
    const { svg } = badgeOf();
    const width = Number(/<svg[^>]*width="(\d+)"/.exec(svg)?.[1]);
    const texts = [...svg.matchAll(/<text x="(\d+)" y="14" textLength="(\d+)"/g)].map(([, x, length]) => [
      Number(x),
      Number(x) + Number(length),
    ]);
    const [[, labelEnd = 0] = [], [messageStart = 0, messageEnd = 0] = []] = texts;
    expect(texts).toHaveLength(2);
    expect(labelEnd).toBeLessThan(messageStart);
    expect(messageEnd).toBeLessThan(width);
  });
});

// Measured by a browser's canvas in DejaVu Sans.
it.each([
  ['TTFT · all regions', 94.085],
  ['138 ms · #1–2 · 7d · n 2,016', 157.062],
])('the width of %s is known to within half a percent', (text, widthPx) => {
  expect(badgeTextPx(text, 11)).toBeGreaterThan(widthPx * 0.995);
  expect(badgeTextPx(text, 11)).toBeLessThan(widthPx * 1.005);
});
