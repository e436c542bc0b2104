// Samples as a compressed spreadsheet. Gzip files one behind the other are one gzip file, so a day's download is put together from
// members that are made once; only the first one has the header line.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Sample } from '../../domain/sample.ts';
import { type Cell, csvLines } from '../csv.ts';
import { type IsSimulated, SAMPLE_COLUMNS, type SampleColumn } from './columns.ts';

const compress = promisify(gzip);

export interface CsvMember {
  add(samples: readonly Sample[]): void;
  /** The compressed bytes; none where there is neither header nor sample. */
  end(): Promise<Uint8Array>;
}

export function csvMember(isFirst: boolean, isSimulated: IsSimulated): CsvMember {
  const texts = isFirst ? [csvLines([SAMPLE_COLUMNS.map(({ name }) => name)])] : [];
  return {
    add: (samples) => {
      texts.push(csvLines(samples.map((sample) => recordOf(sample, isSimulated(sample.target)))));
    },
    end: async () => {
      const text = texts.join('');
      return text === '' ? new Uint8Array() : compress(text);
    },
  };
}

function recordOf(sample: Sample, simulated: boolean | null): Cell[] {
  return SAMPLE_COLUMNS.map(({ cell }: SampleColumn) => {
    const value = cell(sample, simulated);
    return typeof value === 'boolean' ? String(value) : value;
  });
}
