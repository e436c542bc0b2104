import { describe, expect, it } from 'vitest';
import type { ViewRow } from '../../lib/board/schemas.ts';
import { tagsOf } from '../../lib/board/tags.ts';
import { viewDocument } from '../../lib/board/view-document.ts';
import { boardInput, figuresOf, seriesOf, targetOf, viewOf } from './board-input.ts';

const HEADER = { generatedAt: '2026-11-22T03:15:00Z', staleAfterS: 900, runId: 'run-1', simulation: false };

function rowOf(more: Parameters<typeof seriesOf>[3] = {}, simulated = false): ViewRow {
  const input = boardInput({ targets: [targetOf('a/b', { simulated })] });
  const [row] = viewDocument(input, viewOf([seriesOf('a/b', 100, 400, more)]), HEADER).rows;
  return row!;
}

const { metrics } = seriesOf('a/b', 100, 400);
const names = (row: ViewRow, isMixed = false) => tagsOf(row, isMixed).map(({ name }) => name);

describe('the tags of a row', () => {
  it('are none for an ordinary one', () => {
    expect(names(rowOf())).toEqual([]);
  });

  it.each([
    [100, []],
    [105, []],
    [106, ['reasoning']],
    [4_000, ['reasoning']],
  ])('with the first visible token at %i ms after a first token at 100 are %j', (firstAnswerMs, expected) => {
    expect(names(rowOf({ metrics: { ...metrics, firstAnswerMs: figuresOf(firstAnswerMs, 400) } }))).toEqual(expected);
  });

  it.each([
    [400, []],
    [200, []],
    [199, ['burst']],
    [0, ['burst']],
  ])('with an output speed in %i of 400 samples are %j', (n, expected) => {
    expect(names(rowOf({ metrics: { ...metrics, outputTokensPerSecond: figuresOf(90, n) } }))).toEqual(expected);
  });

  it('tell the share that came out of a cache', () => {
    expect(tagsOf(rowOf({ cached: 100 }), false)).toMatchObject([
      { name: 'cached', because: expect.stringContaining('25.0 %') },
    ]);
    expect(names(rowOf({ cached: 3 }))).toEqual([]);
    expect(names(rowOf({ cached: 4 }))).toEqual(['cached']);
  });

  it('call a simulation one only beside real targets: else the page says it', () => {
    expect(names(rowOf({}, true), true)).toEqual(['simulation']);
    expect(names(rowOf({}, true), false)).toEqual([]);
  });
});
