// What is made of the samples themselves: figures of the last 24 hours, and the days as downloads.
import type { Target } from '../../domain/target.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Table } from '../../results/document-client.ts';
import type { RoundStore } from '../../results/round-store.ts';
import { isoDay } from '../../results/table.ts';
import { type BoardDocument, documentAt } from '../documents.ts';
import type { BoardSink } from '../folder-sink.ts';
import { samplesPath } from '../paths.ts';
import { type Cohort, cohortName } from './cohorts.ts';
import type { IsSimulated } from './columns.ts';
import { dayFiles } from './day-files.ts';
import { fullHours, refreshIdentities } from './identities.ts';
import { instrumentFigures } from './instrument.ts';
import { NO_PHASES, phasesByTarget } from './phases.ts';
import { DAY_MS, type RecentReading, readRecent } from './read-recent.ts';
import type { RecentCache } from './recent-cache.ts';
import type { InstrumentFigures, RecentFigures, RecentSeries } from './recent-figures.ts';
import { keptFiles, type SampleDays, sampleDays, sampleFiles } from './sample-days.ts';

export interface RecentRequest {
  readonly table: Table;
  readonly store: RoundStore;
  readonly sink: Pick<BoardSink, 'paths'>;
  /** Kept between calls, only what has come since is read; without, the rounds of the last 24 to 28 hours are. */
  readonly cache: RecentCache;
  readonly workloads: readonly Pick<Workload, 'name'>[];
  readonly regions: readonly string[];
  readonly targets: readonly Pick<Target, 'id' | 'simulated'>[];
  readonly nowMs: number;
}

export interface RecentResult {
  readonly figures: RecentFigures;
  /**
   * The downloads that are new, made one after the other as they are asked for; `figures` names them as if they were there already.
   * The order matters: a day counts as whole by its last file.
   */
  readonly documents: AsyncIterable<BoardDocument>;
  /** Every download that is to stay, those of `documents` too. */
  readonly kept: ReadonlySet<string>;
}

/**
 * Must be called by one publisher at a time: marks of identity are written.
 * @throws whatever the table and the sink throw; the next call goes on from there
 */
export async function refreshRecent(request: RecentRequest): Promise<RecentResult> {
  const { store, sink, cache, workloads, regions, targets, nowMs } = request;
  const cohorts = workloads.flatMap(({ name }) => regions.map((region) => ({ workload: name, region })));
  const isSimulated = simulatedAmong(targets);
  const reading = await readRecent({ store, cohorts, isSimulated, nowMs }, cache);

  const series: RecentSeries[] = [];
  const instrument: InstrumentFigures[] = [];
  for (const cohort of cohorts) {
    series.push(...(await seriesOf(request, cohort, reading)));
    instrument.push(
      instrumentFigures(
        cohort,
        rowsOf(reading, cohort).map(({ rows }) => rows),
        nowMs - DAY_MS,
      ),
    );
  }

  const present = new Set(await sink.paths());
  const days = await sampleDays({ store, cohorts, present, pieces: reading.pieces, nowMs }, cache);
  const files = sampleFiles(present, days);
  const documents = downloads(days, (dayMs) => dayFiles(store, cohorts, isSimulated, dayMs));
  return { figures: { series, instrument, sampleFiles: files }, documents, kept: keptFiles(present, files) };
}

// One that is no longer configured is what all others are, if they are all alike.
function simulatedAmong(targets: RecentRequest['targets']): IsSimulated {
  const known = new Map(targets.map(({ id, simulated }) => [id, simulated]));
  const kinds = new Set(known.values());
  const [only = null] = kinds.size === 1 ? kinds : [];
  return (target) => known.get(target) ?? only;
}

async function seriesOf(
  { table, targets, nowMs }: RecentRequest,
  cohort: Cohort,
  reading: RecentReading,
): Promise<RecentSeries[]> {
  const pieces = rowsOf(reading, cohort);
  const hours = fullHours(pieces, reading.settledToMs);
  const ids = new Set(targets.map(({ id }) => id));
  const identities = await refreshIdentities({ table, cohort, hours, targets: ids, nowMs });
  const phases = phasesByTarget(
    pieces.map(({ rows }) => rows),
    nowMs - DAY_MS,
  );
  const newest = reading.newest.get(cohortName(cohort));
  const isRecent = ({ round }: { readonly round: string }) => Date.parse(round) >= nowMs - DAY_MS;
  return [...ids].flatMap((target) => {
    const marks = identities.get(target) ?? [];
    const samples = newest?.get(target)?.filter(isRecent).reverse() ?? [];
    if (samples.length === 0 && marks.length === 0) return [];
    return [{ ...cohort, target, phases: phases.get(target) ?? NO_PHASES, newest: samples, identities: marks }];
  });
}

function rowsOf({ pieces }: RecentReading, cohort: Cohort) {
  return pieces.flatMap(({ fromMs, rows }) => {
    const found = rows.get(cohortName(cohort));
    return found === undefined ? [] : [{ fromMs, rows: found }];
  });
}

async function* downloads(
  { growing, missing }: SampleDays,
  make: (dayMs: number) => ReturnType<typeof dayFiles>,
): AsyncGenerator<BoardDocument> {
  for (const [dayMs, pieces] of growing) {
    yield documentAt(samplesPath(isoDay(dayMs), 'csv.gz'), Buffer.concat(pieces.map(({ csv }) => csv)));
  }
  for (const dayMs of missing) {
    const { csv, parquet } = await make(dayMs);
    yield documentAt(samplesPath(isoDay(dayMs), 'csv.gz'), csv);
    yield documentAt(samplesPath(isoDay(dayMs), 'parquet'), parquet);
  }
}
