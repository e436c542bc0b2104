// What the bench makes up of the last 24 hours' samples: phases, the newest samples, the instrument about itself, the downloads.

import { samplesPath } from '../../lib/board/paths.ts';
import type {
  InstrumentFigures,
  PhaseFigure,
  PhaseFigures,
  PublicSample,
  RecentFigures,
  RecentSeries,
} from '../../lib/board/samples/recent-figures.ts';
import { isoSeconds } from '../../lib/domain/time.ts';
import { madeUpRound } from '../results/scene.ts';
import { DAY_MS, type Field } from '../scale/scene.ts';
import { NOW_MS } from './scene.ts';

const NEWEST = 20;
const DAYS = 30;

export function recentOf(field: Field): RecentFigures {
  return {
    series: field.regions.flatMap((region) => seriesIn(region, field)),
    instrument: field.regions.map((region) => instrumentOf(region, field)),
    sampleFiles: Array.from({ length: DAYS }, (_, day) => {
      const date = isoSeconds(NOW_MS - day * DAY_MS).slice(0, 10);
      const isWhole = day > 0;
      const parquetPath = isWhole ? samplesPath(date, 'parquet') : null;
      return { date, isWhole, csvPath: samplesPath(date, 'csv.gz'), parquetPath };
    }),
  };
}

function seriesIn(region: string, { workload, targets }: Field): RecentSeries[] {
  const ids = targets.map(({ id }) => id);
  const rounds = Array.from({ length: NEWEST }, (_, age) => {
    return madeUpRound(ids, region, NOW_MS - age * workload.everyMs).samples;
  });
  return ids.map((target, index) => ({
    ...{ workload: workload.name, region, target, phases: phasesOf(200 + 8 * index) },
    newest: rounds.map((samples) => samples[index] as PublicSample),
    identities: [
      { sinceMs: NOW_MS - DAYS * DAY_MS, servedModel: 'some/model-70b-instruct' },
      { sinceMs: NOW_MS - 9 * DAY_MS, servedModel: 'some/model-70b-instruct-2' },
    ],
  }));
}

function phasesOf(ttftMs: number): PhaseFigures {
  const figure = (p50Ms: number): PhaseFigure => ({ n: 288, p50Ms });
  return {
    dns: figure(1.204),
    tcp: figure(11.03),
    tls: figure(24.12),
    headers: figure(ttftMs * 0.9),
    firstToken: figure(ttftMs),
    firstAnswer: figure(ttftMs * 1.1),
    total: figure(ttftMs * 8),
    serverFirstToken: { n: 0, p50Ms: null },
  };
}

function instrumentOf(region: string, { workload, targets }: Field): InstrumentFigures {
  const figure = { n: 288, p50Ms: 0.112, worstMs: -0.9 };
  return {
    ...{ workload: workload.name, region, rounds: 288, samples: 288 * targets.length, voided: { 'loop-late': 12 } },
    ...{ referenceErrorMs: figure, dispatchSkewMs: figure, gunLateMs: figure },
  };
}
