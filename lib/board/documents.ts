// What is published each time, as a list of documents, each checked against its schema before any of them is handed out.
import type * as z from 'zod/mini';
import { isoSeconds } from '../domain/time.ts';
import { DEFAULT_WINDOW, WINDOWS, type WindowId } from '../domain/window.ts';
import type { Workload } from '../domain/workload.ts';
import { boardIndex } from './board-index.ts';
import { DocumentPathError, InvalidDocumentError } from './errors.ts';
import { cacheControlOf, contentTypeOf } from './headers.ts';
import type { Site } from './html/layout.ts';
import { FAVICON_SVG } from './html/mark.ts';
import { boardPage } from './html/page.ts';
import { sideBySidePage } from './html/side-by-side.ts';
import type { Incident } from './incident.ts';
import { incidentsDocument } from './incidents-document.ts';
import { ALL_REGIONS, type BoardInput, shownRegions, type ViewInput } from './input.ts';
import { assertPlainPath, BOARD_PATH, INCIDENTS_PATH, sideBySideFolder, viewPath } from './paths.ts';
import { type BoardIndex, boardSchema, incidentsSchema, type ViewDocument, viewSchema } from './schemas.ts';
import { viewCsv } from './view-csv.ts';
import { type DocumentHeader, viewDocument } from './view-document.ts';

export interface BoardDocument {
  /** Relative to the root of the site, with `/` between plain segments. */
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly body: string | Uint8Array;
}

/** What is published each time, and what the pages behind it are made from. */
export interface LiveDocuments {
  readonly documents: readonly BoardDocument[];
  readonly views: readonly ViewDocument[];
  readonly site: Site;
  readonly header: DocumentHeader;
}

/**
 * Renders what is published each time: assets, views with their pages, incidents. `board.json` stands last, because a reader
 * that sees the new index must find the rest.
 * @throws InvalidDocumentError if a document does not match its schema, DocumentPathError if two share a path
 */
export function liveDocuments(input: BoardInput): LiveDocuments {
  const header = headerOf(input);
  const index = checked(boardSchema, boardIndex(input, header), BOARD_PATH);
  const { assets, siteUrl, page } = input;
  const site = { index, paths: assets.paths, preloads: assets.preloads, siteUrl, page };
  const views = viewDocuments(input, index, header);
  const documents = [
    ...assets.files.map(({ path, body }) => documentAt(path, body)),
    documentAt('favicon.svg', FAVICON_SVG),
    ...Object.entries(assets.schemas).map(([name, schema]) => jsonAt(`data/v1/schema/${name}`, schema)),
    jsonAt(INCIDENTS_PATH, checked(incidentsSchema, incidentsDocument(input.incidents, header), INCIDENTS_PATH)),
    ...views.flatMap((view) => viewFiles(input, site, view)),
    ...sideBySides(input, site, views),
    jsonAt(BOARD_PATH, index),
  ];
  assertPaths(documents.map(({ path }) => path));
  return { documents, views: views.map(({ view }) => view), site, header };
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

interface PlacedView {
  readonly workload: Workload;
  readonly place: BoardIndex['views'][number];
  readonly view: ViewDocument;
}

function viewDocuments(input: BoardInput, index: BoardIndex, header: DocumentHeader): PlacedView[] {
  const given = new Map(input.views.map((view) => [viewPath(view.workload, view.region, view.window, 'json'), view]));
  return input.workloads.flatMap((workload) => {
    const workloadHeader = { ...header, staleAfterS: staleAfterS(workload.everyMs) };
    const places = index.views.filter((each) => each.workload === workload.name);
    return places.map((place) => {
      const source = given.get(place.json) ?? emptyView(place.workload, place.region, place.window as WindowId);
      const view = checked(viewSchema, viewDocument(input, source, workloadHeader), place.json);
      return { workload, place, view };
    });
  });
}

function viewFiles(input: BoardInput, site: Site, { workload, place, view }: PlacedView): BoardDocument[] {
  const incidents = input.incidents.filter((incident) => concerns(incident, place));
  const pageAt = (folder: string) => boardPage({ site, view, workload, place, folder, incidents });
  return [
    jsonAt(place.json, view),
    documentAt(place.csv, viewCsv(view)),
    documentAt(`${place.page}index.html`, pageAt(place.page)),
    ...(isStart(input, place) ? [documentAt('index.html', pageAt(''))] : []),
  ];
}

function sideBySides({ workloads, regions }: BoardInput, site: Site, placed: readonly PlacedView[]): BoardDocument[] {
  if (shownRegions(regions).length === 1) return [];
  return workloads.flatMap((workload) =>
    WINDOWS.map(({ id: window }) => {
      const views = placed
        .map(({ view }) => view)
        .filter((view) => view.workload === workload.name && view.window === window);
      const pooled = views.find(({ region }) => region === ALL_REGIONS)!;
      const folder = sideBySideFolder(workload.name, window, workloads[0]?.name ?? '');
      const ofRegions = views.filter((view) => view !== pooled);
      return documentAt(`${folder}index.html`, sideBySidePage({ site, workload, pooled, views: ofRegions }));
    }),
  );
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

/** A document with the type and the cache rule of its path. */
export function documentAt(path: string, body: string | Uint8Array): BoardDocument {
  return { path, contentType: contentTypeOf(path), cacheControl: cacheControlOf(path), body };
}

export function jsonAt(path: string, value: unknown): BoardDocument {
  return documentAt(path, `${JSON.stringify(value)}\n`);
}

/** The value as it is. @throws InvalidDocumentError if it does not match the schema */
export function checked<Value>(schema: z.ZodMiniType<Value>, value: Value, path: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return value;
  const [issue] = result.error.issues;
  throw new InvalidDocumentError(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown'}`);
}

/** @throws DocumentPathError unless all are plain, and no two of them one and the same */
export function assertPaths(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    assertPlainPath(path);
    // Folded, because some file systems do not tell `A` from `a`.
    const folded = path.toLowerCase();
    if (seen.has(folded)) throw new DocumentPathError(path, 'is claimed by two documents');
    seen.add(folded);
  }
}
