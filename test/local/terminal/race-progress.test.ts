import { expect, it } from 'vitest';
import { raceProgress } from '../../../lib/local/terminal/race-progress.ts';
import { plainPaint } from '../../../lib/local/terminal/screen.ts';
import { failedSample, roundsOf, sampleOf } from './report/raced.ts';

const ROUNDS = roundsOf([
  [sampleOf('a/fast', 91.4), failedSample('b/down', 'connect')],
  [sampleOf('a/fast', 93), sampleOf('b/down', 80, { void: ['loop-late'] }), sampleOf('c/cached', 4, { cached: true })],
]);

function progressOn(screen: { isLive: boolean; columns: number }): string {
  const written: string[] = [];
  const progress = raceProgress({ ...screen, paint: plainPaint, write: (text) => written.push(text) }, 2, 1);
  progress.begin();
  for (const [index, round] of ROUNDS.entries()) progress.done(index + 1, round);
  progress.end();
  return written.join('');
}

it('is a line a round for a log, without any escape', () => {
  expect(progressOn({ isLive: false, columns: 100 })).toBe(
    'round 1 of 2: 2026-11-22T03:15:00Z chat local: 1 ok, 1 failed (connect), skew 0.8 ms, first a/fast 91 ms\n' +
      'round 2 of 2: 2026-11-22T03:15:01Z chat local: 2 ok (1 cached), 1 void, skew 0.8 ms, first a/fast 93 ms\n',
  );
});

it('is one line that is written over where a person watches, and is gone at the end', () => {
  const drawn = progressOn({ isLive: true, columns: 100 }).split('\r\u001b[2K');
  expect(drawn.slice(1)).toEqual([
    '[                        ] 0/2 rounds  0 ok',
    '[============            ] 1/2 rounds  1 ok, 1 failed  first a/fast 91 ms',
    '[========================] 2/2 rounds  3 ok, 1 failed, 1 void  first a/fast 93 ms',
    '',
  ]);
});

it.each([10, 40, 80])('never reaches the last of %i columns, where it would wrap', (columns) => {
  const lines = progressOn({ isLive: true, columns }).split('\r\u001b[2K');
  for (const line of lines) expect(line.length).toBeLessThan(Math.max(columns, 28));
});
