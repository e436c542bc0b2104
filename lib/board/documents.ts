// The whole board as a list of documents, each checked against its schema before any of them is handed out.
import type * as z from 'zod/mini';
import { isoSeconds } from '../domain/time.ts';
import { DEFAULT_WINDOW, type WindowId } from '../domain/window.ts';
import { boardIndex } from './board-index.ts';
import { DocumentPathError, InvalidDocumentError } from './errors.ts';
import { feedXml } from './feed.ts';
import { cacheControlOf, contentTypeOf } from './headers.ts';
import { FAVICON_SVG } from './html/mark.ts';
import { notFoundPage } from './html/not-found.ts';
import { boardPage } from './html/page.ts';
import type { Incident } from './incident.ts';
import { incidentsDocument } from './incidents-document.ts';
import { ALL_REGIONS, type BoardInput, shownRegions, type ViewInput } from './input.ts';
import { assertPlainPath, assetPath, BOARD_PATH, FEED_PATH, INCIDENTS_PATH, seriesPath, viewPath } from './paths.ts';
import { type BoardIndex, boardSchema, incidentsSchema, seriesSchema, viewSchema } from './schemas.ts';
import { seriesDocument } from './series-document.ts';
import { viewCsv } from './view-csv.ts';
import { type DocumentHeader, viewDocument } from './view-document.ts';

export interface BoardDocument {
  /** Relative to the root of the site, with `/` between plain segments. */
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: string;
}

/**
 * Renders everything that is published: assets, data, schemas and pages. `board.json` stands last, because a reader
 * that sees the new index must find the rest.
 * @throws InvalidDocumentError if a document does not match its schema, DocumentPathError if two share a path
 */
export function boardDocuments(input: BoardInput): readonly BoardDocument[] {
  const header = headerOf(input);
  const index = checked(boardSchema, boardIndex(input, header), BOARD_PATH);
  const paths = {
    app: assetPath('app', 'js', input.assets.appJs),
    css: assetPath('style', 'css', input.assets.css),
  };
  const documents = [
    document(paths.app, input.assets.appJs),
    document(paths.css, input.assets.css),
    document('favicon.svg', FAVICON_SVG),
    ...Object.entries(input.assets.schemas).map(([name, schema]) => json(`data/v1/schema/${name}`, schema)),
    ...seriesDocuments(input, header),
    json(INCIDENTS_PATH, checked(incidentsSchema, incidentsDocument(input.incidents, header), INCIDENTS_PATH)),
    document(FEED_PATH, feedXml(input)),
    ...viewDocuments(input, index, header, paths),
    document('404.html', notFoundPage(index, paths)),
    json(BOARD_PATH, index),
  ];
  assertPaths(documents);
  return documents;
}

function headerOf(input: BoardInput): DocumentHeader {
  const everyMs = Math.min(...input.workloads.map((workload) => workload.everyMs));
  return {
    generatedAt: isoSeconds(input.generatedAtMs),
    staleAfterS: staleAfterS(Number.isFinite(everyMs) ? everyMs : 0),
    runId: input.runId,
    simulation: input.targets.some((target) => target.simulated),
  };
}

// Three rounds without news, and never less than two minutes: a single round may take one.
function staleAfterS(everyMs: number): number {
  return Math.max(120, Math.ceil((3 * everyMs) / 1000));
}

function seriesDocuments(input: BoardInput, header: DocumentHeader): BoardDocument[] {
  return input.targets.map((target) => {
    const path = seriesPath(target.id);
    const histories = input.histories.filter((history) => history.target === target.id);
    return json(path, checked(seriesSchema, seriesDocument(target, histories, header), path));
  });
}

function viewDocuments(
  input: BoardInput,
  index: BoardIndex,
  header: DocumentHeader,
  paths: { app: string; css: string },
): BoardDocument[] {
  const given = new Map(input.views.map((view) => [viewPath(view.workload, view.region, view.window, 'json'), view]));
  const documents: BoardDocument[] = [];
  for (const workload of input.workloads) {
    const workloadHeader = { ...header, staleAfterS: staleAfterS(workload.everyMs) };
    for (const place of index.views.filter((each) => each.workload === workload.name)) {
      const source = given.get(place.json) ?? emptyView(place.workload, place.region, place.window as WindowId);
      const view = checked(viewSchema, viewDocument(input, source, workloadHeader), place.json);
      const incidents = input.incidents.filter((incident) => concerns(incident, place));
      const pageAt = (folder: string) => boardPage({ index, view, workload, place, folder, paths, incidents });
      documents.push(json(place.json, view), document(place.csv, viewCsv(view)));
      documents.push(document(`${place.page}index.html`, pageAt(place.page)));
      if (isStart(input, place)) documents.push(document('index.html', pageAt('')));
    }
  }
  return documents;
}

function concerns({ workload, events }: Incident, place: BoardIndex['views'][number]): boolean {
  if (workload !== place.workload) return false;
  return place.region === ALL_REGIONS || events.some(({ region }) => region === place.region);
}

function isStart(input: BoardInput, place: BoardIndex['views'][number]): boolean {
  return (
    place.workload === input.workloads[0]?.name &&
    place.region === shownRegions(input.regions)[0] &&
    place.window === DEFAULT_WINDOW
  );
}

const NOT_RANKED: ViewInput['ranking'] = { metric: 'ttftMs', ranked: [], unranked: [] };

function emptyView(workload: string, region: string, window: WindowId): ViewInput {
  return { workload, region, window, series: [], ranking: NOT_RANKED, speedRankings: [] };
}

function document(path: string, body: string): BoardDocument {
  return { path, contentType: contentTypeOf(path), cacheControl: cacheControlOf(path), body };
}

function json(path: string, value: unknown): BoardDocument {
  return document(path, `${JSON.stringify(value)}\n`);
}

function checked<Value>(schema: z.ZodMiniType<Value>, value: Value, path: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return value;
  const [issue] = result.error.issues;
  throw new InvalidDocumentError(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}`);
}

function assertPaths(documents: readonly BoardDocument[]): void {
  const seen = new Set<string>();
  for (const { path } of documents) {
    assertPlainPath(path);
    // Folded, because some file systems do not tell `A` from `a`.
    const folded = path.toLowerCase();
    if (seen.has(folded)) throw new DocumentPathError(path, 'is claimed by two documents');
    seen.add(folded);
  }
}
