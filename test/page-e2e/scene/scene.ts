// A made-up board as a whole, published by the very code that publishes real ones: only the rounds are made up.
import { gzipSync } from 'node:zlib';
import { detailDocuments } from '../../../lib/board/detail/detail-documents.ts';
import { type BoardDocument, documentAt, liveDocuments } from '../../../lib/board/documents.ts';
import { folderSink } from '../../../lib/board/folder-sink.ts';
import { type ColumnsByRegion, figuresOf } from '../../../lib/board/gather.ts';
import type { Incident } from '../../../lib/board/incident.ts';
import type { BoardInput, ExactRequest, NotRacing, PageAssets } from '../../../lib/board/input.ts';
import type { PageSettings } from '../../../lib/domain/config.ts';
import { isoSeconds } from '../../../lib/domain/time.ts';
import type { Workload } from '../../../lib/domain/workload.ts';
import { readCardAsset } from '../../../lib/local/card-assets.ts';
import type { Contestant } from './field.ts';
import { monthOf } from './month.ts';
import { recentOf } from './recent.ts';

export interface Scene {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly regions: readonly string[];
  readonly contestants: readonly Contestant[];
  readonly notRacing: readonly NotRacing[];
  readonly nowMs: number;
  /** How long it has been racing. */
  readonly lengthMs: number;
  readonly incidents: readonly Incident[];
  readonly page: PageSettings;
}

/** By workload, region and target. */
export type SceneColumns = ReadonlyMap<string, ColumnsByRegion>;

/** @param siteUrl where it will be read, ending in `/` */
export async function publishScene(scene: Scene, dir: string, siteUrl: string, assets: PageAssets): Promise<void> {
  const columns = columnsOf(scene);
  const board = boardOf(scene, columns, siteUrl, assets);
  const live = liveDocuments(board);
  const { site, views } = live;
  const header = { ...live.header, staleAfterS: live.header.staleAfterS + 3_600 };
  const recent = recentOf(scene, columns);
  const details: BoardDocument[] = recent.sampleFiles.flatMap(({ csvPath, parquetPath }) => [
    documentAt(csvPath, gzipSync('round,workload,region,target\r\n')),
    ...(parquetPath === null ? [] : [documentAt(parquetPath, new TextEncoder().encode('PAR1PAR1'))]),
  ]);
  const input = { board, site, header, views, columns, recent, requests: requestsOf(scene), readAsset: readCardAsset };
  for await (const documents of detailDocuments(input)) details.push(...documents);
  await folderSink(dir).publish([...details, ...live.documents]);
}

function boardOf(scene: Scene, columns: SceneColumns, siteUrl: string, assets: PageAssets): BoardInput {
  const { name, workloads, regions, contestants, notRacing, nowMs, incidents, page } = scene;
  const targets = contestants.map(({ target }) => target);
  const request = { regions, targets: targets.map(({ id }) => id), nowMs };
  return {
    ...{ name, workloads, regions, targets, notRacing, incidents, assets, siteUrl, page },
    generatedAtMs: nowMs,
    runId: 'made-up-run',
    views: workloads.flatMap((workload) =>
      figuresOf(columns.get(workload.name) ?? new Map(), { ...request, workload }, new Map()),
    ),
    latestRounds: workloads.flatMap(({ name: workload, gunDelayMs }) =>
      regions.map((region) => {
        const scheduledAt = isoSeconds(nowMs - 300_000);
        const gunLateMs = gunDelayMs === 0 ? null : 0.4;
        return { workload, region, scheduledAt, gunAt: scheduledAt, gunLateMs, dispatchSkewMs: 0.83 };
      }),
    ),
  };
}

function columnsOf({ workloads, regions, contestants, nowMs, lengthMs, incidents }: Scene): SceneColumns {
  const slowerOf = (workload: string, region: string, target: string) => {
    const events = incidents.flatMap((incident) => incident.events);
    const event = events.find(
      (each) =>
        each.workload === workload && each.region === region && each.target === target && each.closedMs === null,
    );
    return event === undefined ? null : { sinceMs: event.sinceMs, times: event.ratio?.value ?? 1 };
  };
  const byRegion = ({ name, everyMs, maxOutputTokens }: Workload): ColumnsByRegion =>
    new Map(
      regions.map((region, regionIndex) => {
        const columnsOfTarget = (contestant: Contestant) => {
          const slower = slowerOf(name, region, contestant.target.id);
          return monthOf(contestant, { everyMs, maxOutputTokens, nowMs, lengthMs, regionIndex, slower });
        };
        return [region, new Map(contestants.map((each) => [each.target.id, columnsOfTarget(each)]))];
      }),
    );
  return new Map(workloads.map((workload) => [workload.name, byRegion(workload)]));
}

function requestsOf({ workloads, contestants }: Scene): ExactRequest[] {
  return workloads.flatMap((workload) =>
    contestants.map(({ target: { id, keyName, model } }) => ({
      ...{ target: id, workload: workload.name, method: 'POST' },
      url: 'https://api.example.com/v1/chat/completions',
      headers: { authorization: `Bearer $${keyName}`, 'content-type': 'application/json', 'x-name': id },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: `[nonce] ${workload.prompts[0]}` }] }, null, 2),
    })),
  );
}
