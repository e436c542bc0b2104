// What the pages behind the leaderboard are made from, for the tests of those that are mostly text.
import { boardIndex } from '../../lib/board/board-index.ts';
import type { DetailInput } from '../../lib/board/detail/detail-input.ts';
import { incidentsOf } from '../../lib/board/incident.ts';
import type { BoardInput, PageAssets } from '../../lib/board/input.ts';
import { samplesPath } from '../../lib/board/paths.ts';
import type { InstrumentFigures, RecentFigures, SampleFile } from '../../lib/board/samples/recent-figures.ts';
import { type DocumentHeader, viewDocument } from '../../lib/board/view-document.ts';
import type { PageSettings } from '../../lib/domain/config.ts';
import type { WindowId } from '../../lib/domain/window.ts';
import { readCardAsset } from '../../lib/local/card-assets.ts';
import type { Rank } from '../../lib/stats/figures.ts';
import { ASSETS, boardInput, CHAT, seriesOf, strictRanks, targetOf, viewOf } from './board-input.ts';
import { overEvent, toldEvent } from './told-events.ts';

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];

const PAGE_ASSETS: PageAssets = {
  ...ASSETS,
  files: [],
  methodHtml: '<p>In short.</p>\n<h3 id="a-round">1. A <em>round</em> &amp; more</h3>\n<p>Text.</p>\n',
};

export const HEADER: DocumentHeader = {
  generatedAt: '2026-11-22T03:15:00Z',
  staleAfterS: 7_200,
  runId: 'run-1',
  simulation: false,
};

/** Views of every region and window, alike but for their size. */
export function viewsOf(
  medians: Readonly<Record<string, number>>,
  regions: readonly string[] = ['all', ...REGIONS],
  ranked: readonly Rank[] = strictRanks(Object.keys(medians)),
): BoardInput['views'] {
  const windows: readonly (readonly [WindowId, number])[] = [
    ['24h', 288],
    ['7d', 2_016],
  ];
  return regions.flatMap((region) =>
    windows.map(([window, n]) => ({
      ...viewOf(
        Object.entries(medians).map(([target, ms]) => seriesOf(target, ms, n, { region })),
        { ranked },
      ),
      ...{ region, window },
    })),
  );
}

export function instrumentOf(region: string, more: Partial<InstrumentFigures> = {}): InstrumentFigures {
  return {
    workload: 'chat',
    region,
    rounds: 288,
    samples: 1_440,
    voided: { 'loop-late': 7, 'reference-off': 3 },
    referenceErrorMs: { n: 288, p50Ms: 0.31, worstMs: 4.2 },
    dispatchSkewMs: { n: 288, p50Ms: 0.82, worstMs: 3.1 },
    gunLateMs: { n: 288, p50Ms: 0.4, worstMs: -12.6 },
    ...more,
  };
}

const SAMPLE_FILES: readonly SampleFile[] = ['2026-11-22', '2026-11-21', '2026-11-20'].map((date, index) => ({
  date,
  isWhole: index > 0,
  csvPath: samplesPath(date, 'csv.gz'),
  parquetPath: index > 0 ? samplesPath(date, 'parquet') : null,
}));

export interface ProseOptions {
  readonly board?: Partial<BoardInput>;
  readonly header?: Partial<DocumentHeader>;
  readonly recent?: Partial<RecentFigures>;
  readonly siteUrl?: string | null;
  readonly page?: Partial<PageSettings>;
}

export const MEDIANS: Readonly<Record<string, number>> = {
  'groq/llama-3.3-70b': 138,
  'cerebras/llama-3.3-70b': 142.4,
  'together/llama-3.3-70b': 231,
  'openai/gpt-oss-120b': 412,
  'mistral/large': 655,
  'home/qwen': 1_240,
};

export function proseInput({
  board = {},
  header = {},
  recent = {},
  siteUrl = null,
  page = {},
}: ProseOptions = {}): DetailInput {
  const settings = { url: null, contact: null, dataLicence: 'CC-BY-4.0', ...page };
  const given = boardInput({
    workloads: [CHAT],
    regions: REGIONS,
    targets: Object.keys(MEDIANS).map((id) => targetOf(id)),
    views: viewsOf(MEDIANS),
    incidents: incidentsOf([toldEvent({ target: 'together/llama-3.3-70b' }), overEvent({ target: 'mistral/large' })]),
    ...board,
    ...{ assets: PAGE_ASSETS, siteUrl, page: settings },
  });
  const fullHeader = { ...HEADER, ...header };
  const site = {
    index: boardIndex(given, fullHeader),
    paths: PAGE_ASSETS.paths,
    preloads: PAGE_ASSETS.preloads,
    siteUrl,
    page: settings,
  };
  return {
    board: given,
    site,
    header: fullHeader,
    views: given.views.map((view) => viewDocument(given, view, fullHeader)),
    columns: new Map(),
    recent: {
      series: [],
      instrument: given.regions.map((region) => instrumentOf(region)),
      sampleFiles: SAMPLE_FILES,
      ...recent,
    },
    requests: [],
    readAsset: readCardAsset,
  };
}
