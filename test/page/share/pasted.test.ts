import { describe, expect, it } from 'vitest';
import type { Sample } from '../../../lib/domain/sample.ts';
import { raceDocument } from '../../../lib/local/terminal/report/document.ts';
import { sampleLines } from '../../../lib/local/terminal/report/samples.ts';
import { NoRaceError } from '../../../lib/page/share/errors.ts';
import { hashOf } from '../../../lib/page/share/link.ts';
import { runFromText } from '../../../lib/page/share/pasted.ts';
import { fullRace, reportOf, sampleOf } from '../../local/terminal/report/raced.ts';
import { sharedRace } from './shared.ts';

const NDJSON = sampleLines(fullRace().flatMap(({ samples }) => samples));

describe('what was pasted is read as the same race:', () => {
  it('samples, one a line', async () => {
    const run = await runFromText(`\n${NDJSON}\n\n`);
    expect(run.regions).toEqual(sharedRace().regions);
    expect(run).toMatchObject({ name: null, workload: 'chat', maxOutputTokens: null });
    expect(run.targets[0]).toEqual({ id: 'a/fast', provider: null, simulated: null });
  });

  it('a whole report, which says whether it is a simulation', async () => {
    const run = await runFromText(raceDocument(reportOf(fullRace(), { simulation: true })));
    expect(run.regions).toEqual(sharedRace().regions);
    expect(run.name).toBe('Test');
    expect(run.targets.every(({ simulated }) => simulated === true)).toBe(true);
  });

  it('a link', async () => {
    const link = `https://board.example.com/share/${await hashOf(sharedRace())}`;
    expect(await runFromText(` ${link}\n`)).toEqual(sharedRace());
  });

  it('a single sample', async () => {
    const run = await runFromText(JSON.stringify(sampleOf('a/b', 100)));
    expect(run.regions[0]?.series[0]?.ttftMs).toEqual([100]);
  });

  it('samples in any order', async () => {
    const reversed = NDJSON.trimEnd().split('\n').reverse().join('\r\n');
    const run = await runFromText(reversed);
    expect(run.regions[0]?.slots).toEqual(sharedRace().regions[0]?.slots);
    const fast = (race: typeof run) => race.regions[0]?.series.find(({ target }) => target === 'a/fast');
    expect(fast(run)).toEqual(fast(sharedRace()));
  });
});

describe('a mistake is told with its place:', () => {
  const wrong = (change: Partial<Record<keyof Sample, unknown>>): string => {
    const lines = [1, 2, 3].map((second) => {
      const sample = { ...sampleOf('a/b', 100), round: `2026-11-22T03:15:0${second}Z` };
      return JSON.stringify(second === 3 ? { ...sample, ...change } : sample);
    });
    return lines.join('\n');
  };

  it.each<[string, string, string]>([
    ['nothing', ' \n', 'There is nothing to show yet'],
    ['prose', 'Dear reader', 'line 1 is no JSON. Paste what "photofinish race" wrote'],
    ['a table', 'Target TTFT\na/b 100', 'line 1 is no JSON'],
    ['half a report', '{\n  "schema": "photofinish/race@1",\n  "name":', 'This JSON is not complete'],
    [
      'another document',
      '{"schema":"photofinish/view@1"}',
      'schema is "photofinish/view@1"; it must be "photofinish/race@1"',
    ],
    ['a number', '5', 'what was pasted is 5; it must be an object'],
    ['a broken line', `${wrong({})}\n{"schema"`, 'line 4 is no JSON'],
    ['no sample', wrong({ schema: undefined }), 'line 3: schema is missing'],
    ['an outcome', wrong({ outcome: 'fialed' }), 'line 3: outcome is "fialed"; it must be one of ok, failed.'],
    ['markup', wrong({ outcome: '<script>alert(1)</script>' }), 'line 3: outcome is "<script>alert(1)</script>"'],
    ['an endless time', wrong({ ttftMs: 1e308 }), 'line 3: ttftMs is 1e+308; it must be a number from 0 to 86,400,000'],
    [
      'beyond all numbers',
      wrong({}).replace(/"ttftMs":100(?=[^\n]*$)/, '"ttftMs":1e999'),
      'line 3: ttftMs is Infinity',
    ],
    ['a negative time', wrong({ totalMs: -5 }), 'line 3: totalMs is -5'],
    ['NaN', wrong({}).replace(/"ttftMs":100(?=[^\n]*$)/, '"ttftMs":NaN'), 'line 3 is no JSON'],
    ['a missing figure', wrong({ ttftMs: undefined }), 'line 3: ttftMs is missing'],
    ['half a token', wrong({ outputTokens: 0.5 }), 'line 3: outputTokens is 0.5; it must be a whole number'],
    ['a day', wrong({ round: '2026-11-22' }), 'line 3: round is "2026-11-22"; it must be an instant like'],
    ['no day', wrong({ round: '2026-13-41T00:00:00Z' }), 'line 3: round is'],
    ['a void reason', wrong({ void: ['bored'] }), 'line 3: void is "bored"; it must be one of loop-late'],
    ['a failure class', wrong({ outcome: 'failed', failure: { class: 'sad' } }), 'line 3: failure.class is "sad"'],
    ['no failure', wrong({ outcome: 'failed' }), 'line 3: failure is null; it must be an object'],
    ['a cache', wrong({ cached: 'yes' }), 'line 3: cached is "yes"'],
    ['two workloads', wrong({ workload: 'long' }), 'line 3: workload is "long"; it must be "chat", as before'],
    ['a sample twice', wrong({ round: '2026-11-22T03:15:01Z' }), 'line 3 is a second sample of a/b in the same round'],
  ])('%s', async (_, text, message) => {
    const refused = await runFromText(text).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NoRaceError);
    expect(String(refused)).toContain(message);
  });

  it('more targets than can be shown', async () => {
    const text = sampleLines(Array.from({ length: 501 }, (_, index) => sampleOf(`a/${index}`, 100)));
    await expect(runFromText(text)).rejects.toThrow('These are 501 targets; at most 500 can be shown.');
  });

  it('in a report by its place there', async () => {
    const text = raceDocument(reportOf(fullRace())).replace('"outcome": "failed"', '"outcome": "lost"');
    await expect(runFromText(text)).rejects.toThrow('rounds[0].samples[3]: outcome is "lost"');
  });
});
