// Samples as a Parquet file, written group after group, so that never more than one group of rows is in memory.
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Sample } from '../../domain/sample.ts';
import { type ColumnKind, type IsSimulated, SAMPLE_COLUMNS } from './columns.ts';

const ROWS_IN_GROUP = 8_192;

const TYPES: Readonly<Record<ColumnKind, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  // UTC by the format's definition
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
  flag: { type: 'BOOLEAN' },
  // what a provider counts may be beyond 32 bits, whether it makes sense or not
  count: { type: 'INT64' },
  figure: { type: 'DOUBLE' },
};

const SCHEMA: SchemaElement[] = [
  { name: 'sample', num_children: SAMPLE_COLUMNS.length },
  ...SAMPLE_COLUMNS.map(
    ({ name, kind, always }): SchemaElement => ({
      ...TYPES[kind],
      name,
      repetition_type: always ? 'REQUIRED' : 'OPTIONAL',
    }),
  ),
];

type Value = string | number | bigint | boolean | null;

export interface ParquetFile {
  add(samples: readonly Sample[]): void;
  /** The whole file. */
  end(): Uint8Array;
}

/** @param rowsInGroup rows that are written at a time */
export function parquetFile(isSimulated: IsSimulated, rowsInGroup: number = ROWS_IN_GROUP): ParquetFile {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: SCHEMA, createdBy: 'photofinish' });
  let columns: Value[][] = SAMPLE_COLUMNS.map(() => []);
  const writeGroup = () => {
    if (columns[0]?.length === 0) return;
    const columnData = SAMPLE_COLUMNS.map(({ name }, index) => ({ name, data: columns[index] ?? [] }));
    // into memory it is written at once: there is nothing to wait for
    void writer.write({ columnData, rowGroupSize: rowsInGroup });
    columns = SAMPLE_COLUMNS.map(() => []);
  };
  return {
    add: (samples) => {
      for (const sample of samples) {
        const simulated = isSimulated(sample.target);
        SAMPLE_COLUMNS.forEach(({ cell, kind }, index) => {
          columns[index]?.push(parquetValue(cell(sample, simulated), kind));
        });
        if (columns[0]?.length === rowsInGroup) writeGroup();
      }
    },
    end: () => {
      writeGroup();
      void writer.finish();
      return bytes.getBytes();
    },
  };
}

function parquetValue(cell: string | number | boolean | null, kind: ColumnKind): Value {
  if (kind === 'instant') return typeof cell === 'string' ? microsOf(cell) : null;
  if (kind === 'count' && typeof cell === 'number') return BigInt(Math.min(Math.round(cell), Number.MAX_SAFE_INTEGER));
  return cell;
}

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/;

/** Epoch microseconds; `null` for what is no instant. */
function microsOf(text: string): bigint | null {
  const [, second = '', fraction = ''] = INSTANT.exec(text) ?? [];
  const ms = Date.parse(`${second}Z`);
  return Number.isFinite(ms) ? BigInt(ms) * 1_000n + BigInt(fraction.padEnd(6, '0')) : null;
}
