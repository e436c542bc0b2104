import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { textReport } from '../../../../lib/local/terminal/report/text.ts';
import { type Paint, plainPaint } from '../../../../lib/local/terminal/screen.ts';
import { failedSample, fullRace, reportOf, roundsOf, sampleOf } from './raced.ts';

const colours: Paint = (style, text) => styleText(style, text, { validateStream: false });
const linesOf = (text: string) => text.split('\n');

describe('textReport', () => {
  it('shows ranks, medians with their intervals, speed, failures and n', () => {
    expect(textReport(reportOf(fullRace()), 110, plainPaint)).toMatchInlineSnapshot(`
      "local, chat: 12 rounds from 2026-11-22 03:15:00 UTC

      Rank  Target   TTFT p50  95 % range  TTFT latest  Speed p50  Speed latest  Failed  mostly        ok / n
                           ms          ms           ms   tokens/s      tokens/s       %
         1  a/fast        106     102-109          105       90.8          90.8       0                 12/12
       2-3  b/one         205     202-209          205       90.8          90.8       0                 12/12
       2-3  c/other       206     202-211          202       90.8          90.8       0                 11/11
         -  d/flaky         -           -          155          -          90.8      33  rate-limited    8/12
         -  e/down          -           -            -          -             -     100  connect         0/12

      Not ranked: d/flaky: fewer than 10 rounds with a value (8).
      Not ranked: e/down: no data.
      1 of 60 samples void: our own instrument was late (loop-late 1). Void samples count nowhere.
      Fastest to the first token: a/fast, 106 ms (median of 12, 95 % range 102-109). Next, in a tie: b/one (205 ms)
      and c/other (206 ms).

      TTFT: request on the wire to the first token of any kind. Speed: output tokens/s from then on; none of a
      stream that came in a burst. -: too few values (p50 from 10, p95 from 200).
      "
    `);
  });

  it('names whose samples came out of a cache', () => {
    const rounds = roundsOf([[sampleOf('a/b', 90), sampleOf('c/d', 5, { cached: true })]]);
    expect(textReport(reportOf(rounds), 110, plainPaint)).toContain(
      '1 of 2 samples out of a cache (c/d): ok, but in no figure of speed.',
    );
  });

  it('leaves out what can be spared where the terminal is narrow, and wraps no row', () => {
    expect(textReport(reportOf(fullRace()), 60, plainPaint)).toMatchInlineSnapshot(`
      "local, chat: 12 rounds from 2026-11-22 03:15:00 UTC

      Rank  Target   TTFT p50  95 % range  Failed  ok / n
                           ms          ms       %
         1  a/fast        106     102-109       0   12/12
       2-3  b/one         205     202-209       0   12/12
       2-3  c/other       206     202-211       0   11/11
         -  d/flaky         -           -      33    8/12
         -  e/down          -           -     100    0/12

      Failures: d/flaky 4 rate-limited; e/down 12 connect.
      Not ranked: d/flaky: fewer than 10 rounds with a value (8).
      Not ranked: e/down: no data.
      1 of 60 samples void: our own instrument was late (loop-late
      1). Void samples count nowhere.
      Fastest to the first token: a/fast, 106 ms (median of 12,
      95 % range 102-109). Next, in a tie: b/one (205 ms) and
      c/other (206 ms).

      TTFT: request on the wire to the first token of any kind.
      Speed: output tokens/s from then on; none of a stream that
      came in a burst. -: too few values (p50 from 10, p95 from
      200).
      "
    `);
  });

  it('shows real figures of a single round', () => {
    const rounds = roundsOf([[sampleOf('a/fast', 91.4), failedSample('b/down', 'connect')]]);
    expect(textReport(reportOf(rounds), 100, plainPaint)).toMatchInlineSnapshot(`
      "local, chat: 1 round from 2026-11-22 03:15:00 UTC

      Target  TTFT p50  TTFT latest  Speed latest  Failed  mostly   ok / n
                    ms           ms      tokens/s       %
      a/fast         -         91.4          90.8       0              1/1
      b/down         -            -             -     100  connect     0/1

      Too few rounds to rank (1 of 10). First in the latest round: a/fast, 91.4 ms.

      TTFT: request on the wire to the first token of any kind. Speed: output tokens/s from then on; none
      of a stream that came in a burst. -: too few values (p50 from 10, p95 from 200).
      "
    `);
  });

  it.each([40, 60, 80, 100, 140, 200])('keeps to %i columns', (columns) => {
    const long = sampleOf(`provider/${'long-'.repeat(16)}name`, 120);
    const rounds = fullRace().map((round) => ({ ...round, samples: [...round.samples, long] }));
    for (const line of linesOf(textReport(reportOf(rounds, { simulation: true }), columns, plainPaint))) {
      // only an id that is longer than that stands out, in a sentence
      const longestWord = Math.max(...line.split(' ').map((word) => word.length));
      expect(line.length).toBeLessThanOrEqual(Math.max(columns, longestWord));
    }
  });

  it('is the same in colours', () => {
    const report = reportOf(fullRace());
    const coloured = textReport(report, 110, colours);
    expect(coloured).not.toBe(textReport(report, 110, plainPaint));
    const bare = linesOf(stripVTControlCharacters(coloured)).map((line) => line.trimEnd());
    expect(bare).toEqual(linesOf(textReport(report, 110, plainPaint)));
  });

  it('says above every table that it is a simulation', () => {
    const rounds = [...roundsOf([[sampleOf('a/b', 90)]], 'x'), ...roundsOf([[sampleOf('a/b', 50)]], 'y')];
    const text = textReport(reportOf(rounds, { simulation: true }), 100, plainPaint);
    expect(text.match(/^SIMULATION: these figures come from the built-in demo fleet/gm)).toHaveLength(2);
    expect(textReport(reportOf(rounds), 100, plainPaint)).not.toContain('SIMULATION');
  });

  it('says so when it was interrupted', () => {
    const report = reportOf(fullRace().slice(0, 2), { interrupted: true, roundsAsked: 12 });
    expect(textReport(report, 100, plainPaint)).toContain(
      'local, chat: 2 of 12 rounds from 2026-11-22 03:15:00 UTC, interrupted\n',
    );
    expect(textReport(reportOf([], { interrupted: true }), 100, plainPaint)).toBe(
      'Interrupted before the first round was done.\n',
    );
  });

  it('lets no escape through, wherever it comes from', () => {
    const evil = '\u001b[2Ja/b\u0007\u202e';
    const text = textReport(reportOf(roundsOf(Array(12).fill([sampleOf(evil, 90)]))), 100, plainPaint);
    expect(text).toContain('[2Ja/b');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
  });
});
