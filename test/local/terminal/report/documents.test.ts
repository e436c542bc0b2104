import { describe, expect, it } from 'vitest';
import { raceDocument } from '../../../../lib/local/terminal/report/document.ts';
import { markdownReport } from '../../../../lib/local/terminal/report/markdown.ts';
import { sampleLines, samplesCsv } from '../../../../lib/local/terminal/report/samples.ts';
import { failedSample, fullRace, reportOf, roundsOf, sampleOf } from './raced.ts';

describe('markdownReport', () => {
  it('has one table a region, with every column', () => {
    expect(markdownReport(reportOf(fullRace(), { simulation: true }))).toMatchInlineSnapshot(`
      "> **SIMULATION: these figures come from the built-in demo fleet, not from real providers.**

      ### local, chat: 12 rounds from 2026-11-22 03:15:00 UTC

      | Rank | Target | TTFT p50 (ms) | 95 % range (ms) | p95 (ms) | TTFT latest (ms) | min to max (ms) | Speed p50 (tokens/s) | Speed latest (tokens/s) | Failed (%) | mostly | ok / n |
      | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |
      | 1 | a/fast | 106 | 102-109 | - | 105 | 100-111 | 90.8 | 90.8 | 0 |  | 12/12 |
      | 2-3 | b/one | 205 | 202-209 | - | 205 | 200-211 | 90.8 | 90.8 | 0 |  | 12/12 |
      | 2-3 | c/other | 206 | 202-211 | - | 202 | 201-212 | 90.8 | 90.8 | 0 |  | 11/11 |
      | - | d/flaky | - | - | - | 155 | 151-161 | - | 90.8 | 33 | rate-limited | 8/12 |
      | - | e/down | - | - | - | - | - | - | - | 100 | connect | 0/12 |

      Not ranked: d/flaky: fewer than 10 rounds with a value (8).

      Not ranked: e/down: no data.

      1 of 60 samples void: our own instrument was late (loop-late 1). Void samples count nowhere.

      **Fastest to the first token: a/fast, 106 ms (median of 12, 95 % range 102-109). Next, in a tie: b/one (205 ms) and c/other (206 ms).**

      TTFT: request on the wire to the first token of any kind. Speed: output tokens/s from then on; none of a stream that came in a burst. -: too few values (p50 from 10, p95 from 200).
      "
    `);
  });

  it('escapes what would be markup, or end a cell', () => {
    const text = markdownReport(reportOf(roundsOf([[sampleOf('a|b/<script>_c_\n# d', 90)]])));
    expect(text).toContain('| a\\|b/\\<script\\>\\_c\\_ # d | - | 90.0 |');
  });
});

describe('raceDocument', () => {
  it('holds every sample and every figure', () => {
    const rounds = fullRace();
    const document = JSON.parse(raceDocument(reportOf(rounds, { simulation: true })));
    expect(document).toMatchObject({
      schema: 'photofinish/race@1',
      name: 'Test',
      simulation: true,
      interrupted: false,
      workload: 'chat',
      roundsAsked: 12,
    });
    expect(document.rounds).toEqual(rounds);
    expect(document.regions).toHaveLength(1);
    expect(document.regions[0]).toMatchObject({ region: 'local', rounds: 12, samples: 60, cached: 0, voided: 1 });
    expect(document.regions[0].figures[0]).toMatchObject({
      target: 'a/fast',
      rank: { best: 1, worst: 1 },
      attempts: 12,
      ok: 12,
      failedShare: 0,
      ttftMinMs: 100,
      ttftMaxMs: 111,
      metrics: { ttftMs: { n: 12, p50: 105.5, p50Interval: { low: 102, high: 109 }, p95: null } },
    });
  });
});

describe('samplesCsv', () => {
  const [header = '', ...rows] = samplesCsv([sampleOf('a/b', 91.4), failedSample('c/d', 'connect')], true).split('\n');
  const cell = (row: number, name: string) => rows[row]?.split(',')[header.split(',').indexOf(name)];

  it('has a row a sample, the unit in every name, and empty cells for what is not known', () => {
    expect(cell(0, 'target')).toBe('a/b');
    expect(cell(0, 'ttft_ms')).toBe('91.4');
    expect(cell(0, 'burst')).toBe('false');
    expect(cell(0, 'simulated')).toBe('true');
    expect(cell(1, 'ttft_ms')).toBe('');
    expect(cell(1, 'failure_class')).toBe('connect');
  });

  it('takes every field of a sample', () => {
    const { schema, connection, failure, ...fields } = sampleOf('a/b', 90);
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const names = header.split(',');
    expect(
      Object.keys(fields)
        .map(snake)
        .filter((name) => !names.includes(name)),
    ).toEqual([]);
    expect([schema, connection, failure]).not.toContain(undefined);
  });

  it('defuses what a spreadsheet would take for a formula', () => {
    const csv = samplesCsv([failedSample('a/b', 'server-error', '=HYPERLINK("http://x")')], false);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  it('is a header alone without samples', () => {
    expect(samplesCsv([], false)).toBe(`${header}\n`);
  });
});

it('sampleLines gives the samples as they are, one a line', () => {
  const samples = [sampleOf('a/b', 91.4), failedSample('c/d', 'connect', 'line\nbreak')];
  expect(
    sampleLines(samples)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(samples);
});
