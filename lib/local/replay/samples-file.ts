// Stored samples from a file: the CSV or ndjson that `photofinish race` writes and the board gives to download, also gzipped.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { Sample } from '../../domain/sample.ts';
import { LocalError } from '../errors.ts';
import { type Gathering, gather, type ReplaySample } from './cohorts.ts';

/** Thrown where a file of samples cannot be read, or is none. */
export class SamplesFileError extends LocalError {
  override name = 'SamplesFileError';
}

const NEEDED = ['round', 'workload', 'region', 'target', 'outcome', 'void', 'failure_class', 'ttft_ms'] as const;

/** Reads a file whole. @throws SamplesFileError naming the line */
export async function readSamplesFile(path: string): Promise<Gathering> {
  const gathering = gather();
  try {
    const isLines = /\.(ndjson|jsonl)(\.gz)?$/.test(path);
    const read = (bytes: Bytes) => (isLines ? readLines : readCsv)(bytes, path, gathering);
    if (path.endsWith('.gz')) await pipeline(createReadStream(path), createGunzip(), read);
    else await pipeline(createReadStream(path), read);
  } catch (error) {
    if (error instanceof LocalError) throw error;
    const what = error instanceof Error ? error.message : String(error);
    throw new SamplesFileError(`${path} cannot be read: ${what}. Give a file of samples: CSV or ndjson, also .gz.`);
  }
  return gathering;
}

type Bytes = AsyncIterable<Buffer>;

async function readCsv(bytes: Bytes, path: string, gathering: Gathering): Promise<void> {
  const columns = (names: string[]) => {
    const missing = NEEDED.filter((name) => !names.includes(name));
    if (missing.length === 0) return names;
    throw new SamplesFileError(
      `${path} has no column ${missing.join(', ')}. Give the CSV of samples that "photofinish race --format csv" writes.`,
    );
  };
  let line = 1;
  await pipeline(bytes, parse({ columns, bom: true }), async (rows: AsyncIterable<Record<string, string>>) => {
    for await (const row of rows) {
      line++;
      gathering.add(checked(fromRow(row), path, line));
    }
  });
}

function fromRow(row: Readonly<Record<string, string>>): ReplaySample {
  const text = (name: (typeof NEEDED)[number]) => row[name] ?? '';
  return {
    slot: Date.parse(text('round')) / 1_000,
    workload: text('workload'),
    region: text('region'),
    target: text('target'),
    outcome: text('outcome') === 'ok' ? 'ok' : 'failed',
    isVoid: text('void') !== '',
    isCached: row.cached === 'true',
    failure: text('failure_class') || null,
    ttftMs: text('ttft_ms') === '' ? null : Number(text('ttft_ms')),
  };
}

async function readLines(bytes: Bytes, path: string, gathering: Gathering): Promise<void> {
  const decoder = new TextDecoder();
  let [rest, number] = ['', 0];
  const take = (line: string) => {
    number++;
    if (line.trim() !== '') gathering.add(checked(fromLine(line), path, number));
  };
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  }
  take(rest + decoder.decode());
}

function fromLine(line: string): ReplaySample | null {
  try {
    const sample = JSON.parse(line) as Sample;
    return {
      slot: Date.parse(sample.round) / 1_000,
      workload: sample.workload,
      region: sample.region,
      target: sample.target,
      outcome: sample.outcome,
      isVoid: sample.void !== null && sample.void !== undefined && sample.void.length > 0,
      isCached: sample.cached === true,
      failure: sample.failure?.class ?? null,
      ttftMs: sample.ttftMs ?? null,
    };
  } catch {
    return null;
  }
}

function checked(sample: ReplaySample | null, path: string, line: number): ReplaySample {
  if (
    sample !== null &&
    Number.isFinite(sample.slot) &&
    [sample.workload, sample.region, sample.target].every(Boolean)
  ) {
    return sample;
  }
  throw new SamplesFileError(
    `${path}, line ${line}: is no sample. Each needs at least round, workload, region and target.`,
  );
}
