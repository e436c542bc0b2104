import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OUTCOME_CACHED, OUTCOME_OK, OUTCOME_VOID, outcomeOf } from '../../../lib/domain/series.ts';
import { decodeValue } from '../../../lib/domain/value-code.ts';
import { readSamplesFile } from '../../../lib/local/replay/samples-file.ts';
import { sampleLines, samplesCsv } from '../../../lib/local/terminal/report/samples.ts';
import { keyAt, sampleOf } from '../../results/fixtures.ts';

const AT_MS = Date.parse('2026-11-22T03:15:00Z');
const SAMPLES = [
  sampleOf(keyAt(AT_MS + 300_000), 'a/one', { ttftMs: 210 }),
  sampleOf(keyAt(AT_MS), 'a/one', { ttftMs: 200 }),
  sampleOf(keyAt(AT_MS), 'b/two', { cached: true }),
  sampleOf(keyAt(AT_MS), 'c/three', { void: ['loop-late'] }),
  sampleOf(keyAt(AT_MS), 'd/four', {
    outcome: 'failed',
    ttftMs: null,
    failure: { class: 'truncated', phase: 'finish', status: 200, message: 'a "quoted", line' },
  }),
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'photofinish-samples-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a file of samples', () => {
  it.each([
    ['CSV', 'samples.csv', samplesCsv(SAMPLES, false)],
    ['ndjson', 'samples.ndjson', sampleLines(SAMPLES)],
    ['gzipped CSV', 'samples.csv.gz', gzipSync(samplesCsv(SAMPLES, false))],
    ['gzipped ndjson', 'samples.ndjson.gz', gzipSync(sampleLines(SAMPLES))],
  ])('is read as %s', async (_form, name, content) => {
    const [cohort, ...others] = (await readSamplesFile(file(name, content))).cohorts();
    expect(others).toEqual([]);
    expect([cohort?.workload, cohort?.region]).toEqual(['chat', 'us-east-1']);
    const one = cohort?.columns.get('a/one');
    expect(Array.from(one?.slots ?? [])).toEqual([AT_MS / 1_000, AT_MS / 1_000 + 300]);
    expect(Array.from(one?.codes.ttftMs ?? [], (code) => Math.round(decodeValue(code) ?? 0))).toEqual([200, 210]);
    const outcomes = ['a/one', 'b/two', 'c/three', 'd/four'].map((target) => cohort?.columns.get(target)?.outcomes[0]);
    expect(outcomes).toEqual([OUTCOME_OK, OUTCOME_CACHED, OUTCOME_VOID, outcomeOf('truncated')]);
  });

  it.each([
    ['none.csv', null, /none\.csv cannot be read: ENOENT/],
    ['other.csv', 'a,b\n1,2\n', /has no column round, workload/],
    ['short.ndjson', '{"round":"2026-11-22T03:15:00Z"}\n', /short\.ndjson, line 1: is no sample/],
    ['broken.ndjson', `${sampleLines(SAMPLES.slice(0, 1))}{"rou\n`, /broken\.ndjson, line 2: is no sample/],
    ['broken.csv.gz', 'no gzip', /cannot be read: incorrect header check/],
  ])('that is none is refused: %s', async (name, content, message) => {
    const path = content === null ? join(folder, name) : file(name, content);
    await expect(readSamplesFile(path)).rejects.toThrow(message);
  });
});
