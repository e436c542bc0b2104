// The downloads of a day, made in one reading of its rounds, hour after hour.
import type { RoundStore } from '../../results/round-store.ts';
import { type Cohort, roundsOf } from './cohorts.ts';
import type { IsSimulated } from './columns.ts';
import { csvMember } from './csv-member.ts';
import { parquetFile } from './parquet-file.ts';
import { DAY_MS } from './read-recent.ts';

const HOUR_MS = 3_600_000;

export interface DayFiles {
  /** Compressed, a gzip member an hour. */
  readonly csv: Uint8Array;
  readonly parquet: Uint8Array;
}

/** Within an hour by workload and region, then by instant. */
export async function dayFiles(
  store: Pick<RoundStore, 'rounds'>,
  cohorts: readonly Cohort[],
  isSimulated: IsSimulated,
  dayMs: number,
): Promise<DayFiles> {
  const parquet = parquetFile(isSimulated);
  const members: Uint8Array[] = [];
  for (let hourMs = dayMs; hourMs < dayMs + DAY_MS; hourMs += HOUR_MS) {
    const csv = csvMember(hourMs === dayMs, isSimulated);
    for await (const [, { samples }] of roundsOf(store, cohorts, hourMs, hourMs + HOUR_MS)) {
      csv.add(samples);
      parquet.add(samples);
    }
    members.push(await csv.end());
  }
  return { csv: Buffer.concat(members), parquet: parquet.end() };
}
