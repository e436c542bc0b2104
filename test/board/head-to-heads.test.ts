import { describe, expect, it } from 'vitest';
import type { DetailInput } from '../../lib/board/detail/detail-input.ts';
import { headToHeads, sinceByRegion } from '../../lib/board/detail/head-to-heads.ts';
import { columnsOfTarget } from '../../lib/board/detail/target-columns.ts';
import { compareAddress } from '../../lib/board/html/compare/compare-address.ts';
import { compareAnswer, piecesText } from '../../lib/board/html/compare/compare-answer.ts';
import { comparePage } from '../../lib/board/html/compare-page.ts';
import { roundsDocument } from '../../lib/board/rounds-document.ts';
import { comparisonOf } from '../../lib/page/compare/comparison.ts';
import { mirrored } from '../../lib/stats/head-to-head.ts';
import { GENERATED_AT_MS } from './board-input.ts';
import { type Racer, racedInput } from './raced-input.ts';

const racersOf = (n: number, step: number): Racer[] =>
  Array.from({ length: n }, (_, place) => ({ id: `p${place}/model`, medianMs: 100 * step ** place }));

describe('the matrix', () => {
  const input = racedInput([...racersOf(13, 1.2), { id: 'late/model', medianMs: 90, days: 0.01 }], 8);
  const found = headToHeads(input);

  it('holds the twelve best-ranked, each against each from its own side', () => {
    expect(found.rows.map(({ target }) => target)).toEqual(racersOf(12, 1.2).map(({ id }) => id));
    found.matches.forEach((row, place) => {
      row.forEach((match, other) => {
        const across = found.matches[other]?.[place] ?? null;
        expect(match === null).toBe(place === other);
        expect(match?.verdict).toBe(place === other ? undefined : place < other ? 'faster' : 'slower');
        if (across !== null && place > other) expect(match).toEqual(mirrored(across));
      });
    });
    expect(found.matches[0]?.[1]).toMatchObject({ regions: 3, paired: 3 * 7 * 288 });
    expect(found.matches[0]?.[1]?.timesAsFast).toBeCloseTo(1.2, 1);
  });

  it('agrees with the places of the ranking', () => {
    found.rows.forEach((row, place) => {
      const beaten = (found.matches[place] ?? []).filter((match) => match?.verdict === 'slower').length;
      expect(row.rank?.best).toBe(1 + beaten);
    });
  });

  it('says the same as the browser, which pairs the published rounds', () => {
    const [a, b] = [input.board.targets[2], input.board.targets[4]];
    if (a === undefined || b === undefined) throw new Error('no targets');
    const documents = [a, b].map((target) =>
      roundsDocument(
        target,
        columnsOfTarget(input.columns, target.id),
        { ...input.header, generatedAt: new Date(GENERATED_AT_MS).toISOString() },
        GENERATED_AT_MS,
      ),
    );
    const wanted = { targets: [a.id, b.id], workload: 'chat', region: 'all', window: '7d' };
    const { pairs } = comparisonOf(wanted, documents, { since: sinceByRegion(input), everyMs: 300_000 });
    expect(pairs).toEqual([{ own: 0, other: 1, match: found.matches[2]?.[4] }]);
  });

  it('knows since when each region has rounds', () => {
    const { slots } = input.columns.get('chat')?.get('us-east-1')?.get('p0/model') ?? { slots: [] };
    expect(sinceByRegion(input)).toEqual({
      chat: { 'us-east-1': slots[0], 'eu-west-1': slots[0], 'ap-northeast-1': slots[0] },
    });
  });
});

const answerFor = (racers: readonly Racer[], days = 6) =>
  piecesText(compareAnswer(headToHeads(racedInput(racers, days))));

describe('the answer', () => {
  it.each<[string, Racer[], number, string]>([
    [
      'of a clear winner',
      racersOf(3, 1.5),
      6,
      'model (p0) beats all 2 others of the best-ranked; 3 of 3 pairs can be told apart.',
    ],
    [
      'of two',
      racersOf(2, 1.5),
      6,
      'model (p0) beats the other one of the best-ranked; 1 of 1 pair can be told apart.',
    ],
    [
      'of a tie at the head',
      [...racersOf(2, 1), { id: 'slow/model', medianMs: 300 }],
      6,
      'model (p0) and model (p1) are beaten by none of the 3 best-ranked; 2 of 3 pairs can be told apart.',
    ],
    ['where all are tied', racersOf(3, 1), 6, 'Nobody, for now: of the 3 best-ranked no two can be told apart.'],
    ['where it is too early', racersOf(3, 2), 0.1, 'Nobody, for now: of the 3 best-ranked no two can be told apart.'],
    ['of one alone', racersOf(1, 1), 6, 'Nobody yet: fewer than two targets are ranked.'],
    ['of none', [], 6, 'Nobody yet: fewer than two targets are ranked.'],
  ])('%s', (_, racers, days, expected) => {
    expect(answerFor(racers, days).replace(/model \(p1\) and model \(p0\)/, 'model (p0) and model (p1)')).toBe(
      expected,
    );
  });
});

describe('the page', () => {
  const pageOf = (input: DetailInput) => comparePage(input, headToHeads(input));
  const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

  it('says in each cell how much, how often and over how many rounds, with a sign and a word', () => {
    const html = pageOf(
      racedInput(
        [
          { id: 'a/quick', medianMs: 100 },
          { id: 'b/slow', medianMs: 200 },
        ],
        6,
      ),
    );
    expect(html.match(/<td class="(faster|slower|same)"/g)).toHaveLength(4);
    expect(plain(html)).toMatch(/▲ faster: (1\.9|2\.0)\d× \d\d % won n 5,184/);
    expect(plain(html)).toMatch(/▼ slower: 0\.(49|5\d)× \d+ % won n 5,184/);
    expect(html).toMatch(/title="95 % interval [\d.]+ to [\d.]+; 5,184 paired rounds: [\d,]+ won/);
    expect(html).toContain('href="../t/a/quick/"');
    expect(html).not.toMatch(/ style=|<style| on\w+="|<script(?! type="module" src=)/);
  });

  it('says why there is nothing to compare', () => {
    expect(plain(pageOf(racedInput([], 6)))).toContain('No target is ranked in this window yet.');
    expect(plain(pageOf(racedInput(racersOf(1, 1), 6)))).toContain('Only one target is ranked in this window yet.');
    const early = plain(pageOf(racedInput(racersOf(2, 2), 0.1)));
    expect(early).toContain('not compared yet: 84 paired rounds, but too short a time to tell chance from difference');
  });

  it('says that it is a simulation, and only then', () => {
    const simulated = racersOf(2, 2).map((racer) => ({ ...racer, simulated: true }));
    expect(pageOf(racedInput(simulated, 6)).match(/Simulation: these figures/g)?.length).toBeGreaterThanOrEqual(3);
    expect(pageOf(racedInput(racersOf(2, 2), 6))).not.toContain('Simulation');
  });

  it('keeps hostile names text', () => {
    const html = pageOf(
      racedInput(
        [
          { id: 'x/<img src=x onerror=alert(1)>', medianMs: 100 },
          { id: '"><script>/b', medianMs: 200 },
        ],
        6,
      ),
    );
    expect(html).not.toContain('<img');
    expect(html.match(/<script/g)).toHaveLength(1);
  });
});

it('a view leads to the comparison under its own workload, region and window', () => {
  const view = { workload: 'chat', region: 'eu-west-1', window: '24h' };
  expect(compareAddress('../../', view)).toBe('../../compare/?workload=chat&region=eu-west-1&window=24h');
  expect(compareAddress('', { ...view, region: 'regions' })).toBe('compare/?workload=chat&region=all&window=24h');
});
