import { describe, expect, it } from 'vitest';
import { answerOf, streamAnswerOf } from '../../lib/board/answer.ts';
import { viewDocument } from '../../lib/board/view-document.ts';
import type { Rank, SeriesFigures } from '../../lib/stats/figures.ts';
import { boardInput, seriesOf, strictRanks, targetOf, viewOf } from './board-input.ts';

const header = { generatedAt: '2026-11-22T03:15:00Z', staleAfterS: 900, runId: 'run-1', simulation: false };

function answer(series: readonly SeriesFigures[], ranked: readonly Rank[] = []): string {
  const input = boardInput({ targets: series.map(({ target }) => targetOf(target)) });
  return answerOf(viewDocument(input, viewOf(series, { ranked }), header));
}

const tied = (...ids: string[]): Rank[] => ids.map((target) => ({ target, best: 1, worst: ids.length, winShare: 0.5 }));

describe('the answer', () => {
  it('names a single winner with its median, interval and n, and who comes next', () => {
    expect(answer([seriesOf('a/x', 100, 400), seriesOf('b/y', 200, 400)], strictRanks(['a/x', 'b/y']))).toBe(
      'x (a): 100 ms to the first token (median, 95 % interval 95.0–105, n 400). Next comes y (b) with 200 ms.',
    );
  });

  it('admits a tie of two', () => {
    const ranked = [...tied('a/x', 'b/y'), { target: 'c/z', best: 3, worst: 3, winShare: 0 }];

    expect(answer([seriesOf('a/x', 100, 400), seriesOf('b/y', 102, 300), seriesOf('c/z', 900, 400)], ranked)).toBe(
      'x (a) and y (b) both may be first: 100–102 ms to the first token (medians, n 300 or more each), too close to tell apart.',
    );
  });

  it('names at most four of many that are tied', () => {
    const ids = ['a/1', 'b/2', 'c/3', 'd/4', 'e/5', 'f/6'];

    expect(
      answer(
        ids.map((id) => seriesOf(id, 100, 400)),
        tied(...ids),
      ),
    ).toMatch(/^All 6 ranked targets are tied: 1 \(a\), 2 \(b\), 3 \(c\) and 3 others all may be first: 100 ms/);
  });

  it('says that a window is not ranked', () => {
    expect(answer([seriesOf('a/x', 300, 12), seriesOf('b/y', 200, 12)])).toMatch(
      /^Not ranked in this window; the lowest median so far is that of y \(b\): 200 ms/,
    );
  });

  it('shows the newest figure while there are too few rounds', () => {
    expect(answer([seriesOf('a/x', 300, 2), seriesOf('b/y', 200, 2)])).toBe(
      'Too few rounds yet to tell. The lowest of the newest single measurements is 220 ms, by y (b).',
    );
  });

  it('says so where there is one target', () => {
    expect(answer([seriesOf('a/x', 100, 20)], strictRanks(['a/x']))).toBe(
      'x (a) is the only target ranked here: 100 ms to the first token (median, n 20).',
    );
  });

  it('says so where there is nothing', () => {
    expect(answer([seriesOf('a/x', 100, 0)])).toMatch(/^No round has been stored/);
  });
});

describe('the answer about the stream', () => {
  const speeds = (ranked: readonly Rank[]) => [{ metric: 'outputTokensPerSecond' as const, ranked, unranked: [] }];
  const stream = (series: readonly SeriesFigures[], ranked: readonly Rank[]) => {
    const input = boardInput({ targets: series.map(({ target }) => targetOf(target)) });
    return streamAnswerOf(viewDocument(input, { ...viewOf(series), speedRankings: speeds(ranked) }, header));
  };

  it('names the fastest, with median and n', () => {
    expect(stream([seriesOf('a/x', 100, 400), seriesOf('b/y', 200, 400)], strictRanks(['b/y', 'a/x']))).toBe(
      'Then the fastest stream: y (b), 200 tokens/s (median, n 400).',
    );
  });

  it('admits a tie, and says nothing where nobody is ranked', () => {
    const series = [seriesOf('a/x', 100, 400), seriesOf('b/y', 200, 300)];
    expect(stream(series, tied('b/y', 'a/x'))).toBe(
      'Then the fastest stream: x (a) and y (b), 100–200 tokens/s (median, n 300 or more each, tied).',
    );
    expect(stream(series, [])).toBeNull();
  });
});
