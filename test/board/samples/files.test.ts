// The two writers, each read back by somebody else's reader.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLE_COLUMNS } from '../../../lib/board/samples/columns.ts';
import { csvMember } from '../../../lib/board/samples/csv-member.ts';
import { parquetFile } from '../../../lib/board/samples/parquet-file.ts';
import type { Sample } from '../../../lib/domain/sample.ts';
import { arbitraryRound, keyAt, sampleOf } from '../../results/fixtures.ts';
import { asCsv, asParquet, csvRows, flattened, parquetRows, parquetShape } from './downloads.ts';

const AT_MS = Date.parse('2026-11-22T03:15:00Z');
const KEY = keyAt(AT_MS);
const isSimulated = (target: string) => (target.length % 2 === 0 ? true : null);

async function csvOf(groups: readonly (readonly Sample[])[]): Promise<Uint8Array> {
  const members = groups.map(async (samples, index) => {
    const member = csvMember(index === 0, isSimulated);
    for (const sample of samples) member.add([sample]);
    return member.end();
  });
  return Buffer.concat(await Promise.all(members));
}

function parquetOf(samples: readonly Sample[], rowsInGroup?: number): Uint8Array {
  const file = parquetFile(isSimulated, rowsInGroup);
  file.add(samples);
  return file.end();
}

const rowOf = (sample: Sample) => flattened(sample, isSimulated(sample.target));
const anyGroups = fc
  .array(arbitraryRound(AT_MS), { minLength: 1, maxLength: 5 })
  .map((rounds) => rounds.map((round) => round.samples));

describe('the columns', () => {
  const names = SAMPLE_COLUMNS.map(({ name }) => name);

  it('are every field of a sample, named once', () => {
    const row = flattened(sampleOf(KEY, 'a/one'), false);
    expect(names).toEqual(Object.keys(row));
    expect(new Set(names).size).toBe(names.length);
  });

  it('miss no field that a sample has', () => {
    const sample = sampleOf(KEY, 'a/one', {
      failure: { class: 'auth', phase: 'headers', status: 401, message: 'secret words' },
    });
    const special = { outcome: 'outcome', void: 'void', failure: 'failure_class', connection: 'connection_reused' };
    for (const field of Object.keys(sample)) {
      const snake = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      expect(names).toContain(special[field as keyof typeof special] ?? snake);
    }
  });

  it('hold nothing of what a provider wrote about a failure', async () => {
    const failure = { class: 'auth', phase: 'headers', status: 401, message: 'key sk-123 is wrong' } as const;
    const samples = [sampleOf(KEY, 'a/one', { outcome: 'failed', failure })];
    expect(JSON.stringify(csvRows(await csvOf([samples])))).not.toContain('sk-123');
    expect(Buffer.from(parquetOf(samples)).includes('sk-123')).toBe(false);
  });
});

describe('the spreadsheet', () => {
  it('put together from members is the samples', async () => {
    await fc.assert(
      fc.asyncProperty(anyGroups, async (groups) => {
        expect(csvRows(await csvOf(groups))).toEqual(groups.flat().map((sample) => asCsv(rowOf(sample))));
      }),
      { numRuns: 40 },
    );
  });

  it('has its header once, also where the first hour has no sample', async () => {
    const rows = csvRows(await csvOf([[], [sampleOf(KEY, 'a/one')], [], [sampleOf(KEY, 'b/two')]]));
    expect(rows.map(({ target }) => target)).toEqual(['a/one', 'b/two']);
  });

  it('takes no byte for an hour without samples', async () => {
    expect(await csvMember(false, isSimulated).end()).toHaveLength(0);
  });

  it('is the same bytes each time, so that an unchanged day is not sent again', async () => {
    const samples = [[sampleOf(KEY, 'a/one')]];
    expect(await csvOf(samples)).toEqual(await csvOf(samples));
  });

  it('leads what a spreadsheet would run by an apostrophe', async () => {
    const [row] = csvRows(await csvOf([[sampleOf(KEY, 'a/one', { servedModel: '=HYPERLINK("x")' })]]));
    expect(row?.served_model).toBe('\'=HYPERLINK("x")');
  });
});

describe('the Parquet file', () => {
  it('is the samples', async () => {
    await fc.assert(
      fc.asyncProperty(anyGroups, fc.integer({ min: 1, max: 4 }), async (groups, rowsInGroup) => {
        const samples = groups.flat();
        expect(await parquetRows(parquetOf(samples, rowsInGroup))).toEqual(
          samples.map((sample) => asParquet(rowOf(sample))),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('is written in groups of rows that are bounded', () => {
    const samples = Array.from({ length: 25 }, (_, index) => sampleOf(KEY, `a/${index}`));
    const { row_groups: groups, num_rows: rows } = parquetShape(parquetOf(samples, 10));
    expect(rows).toBe(25n);
    expect(groups.map((group) => Number(group.num_rows))).toEqual([10, 10, 5]);
  });

  it('has types that need no guessing', () => {
    const { schema } = parquetShape(parquetOf([sampleOf(KEY, 'a/one')]));
    const typeOf = (name: string) => {
      const { type, converted_type, repetition_type } = schema.find((element) => element.name === name) ?? {};
      return [type, converted_type, repetition_type];
    };
    expect(typeOf('round')).toEqual(['INT64', 'TIMESTAMP_MICROS', 'OPTIONAL']);
    expect(typeOf('fired_at')).toEqual(['INT64', 'TIMESTAMP_MICROS', 'OPTIONAL']);
    expect(typeOf('target')).toEqual(['BYTE_ARRAY', 'UTF8', 'REQUIRED']);
    expect(typeOf('ttft_ms')).toEqual(['DOUBLE', undefined, 'OPTIONAL']);
    expect(typeOf('output_tokens')).toEqual(['INT64', undefined, 'OPTIONAL']);
    expect(typeOf('cached')).toEqual(['BOOLEAN', undefined, 'OPTIONAL']);
  });

  it('keeps microseconds, and takes a count beyond reason', async () => {
    const sample = sampleOf(KEY, 'a/one', { firedAt: '2026-11-22T03:16:00.000123Z', inputTokens: 1e100 });
    const [row] = await parquetRows(parquetOf([sample]));
    expect(row).toMatchObject({ fired_at: 1_795_317_360_000_123n, input_tokens: BigInt(Number.MAX_SAFE_INTEGER) });
  });

  it('may be of a day without a sample', async () => {
    expect(await parquetRows(parquetOf([]))).toEqual([]);
  });
});
