// Reads what only the pages behind the leaderboard need, makes them part after part, and puts each part away at once.
import type { DetailRequest } from '../detail-cache.ts';
import type { BoardSink } from '../folder-sink.ts';
import type { Results } from '../publish.ts';
import { createRecentCache } from '../samples/recent-cache.ts';
import { refreshRecent } from '../samples/refresh-recent.ts';
import { detailDocuments } from './detail-documents.ts';

/** @returns the paths of all that belongs to them; @throws what the table, the documents' schemas and the sink throw */
export async function publishDetails(
  { table, store, details, sink }: Pick<Results, 'table' | 'store' | 'details'> & { readonly sink: BoardSink },
  { board, live, columns, settings }: DetailRequest,
): Promise<ReadonlySet<string>> {
  const { workloads, regions, targets, generatedAtMs: nowMs } = board;
  details.recent ??= createRecentCache();
  const place = { table, store, sink, cache: details.recent };
  const recent = await refreshRecent({ ...place, workloads, regions, targets, nowMs });
  const kept = new Set<string>(recent.kept);
  for await (const document of recent.documents) {
    await sink.put([document]);
    kept.add(document.path);
  }
  const { site, views } = live;
  const header = { ...live.header, staleAfterS: live.header.staleAfterS + Math.ceil(settings.everyMs / 1_000) };
  const { readRequests, readAsset } = settings;
  const requests = await readRequests();
  const input = { board, site, header, views, columns, recent: recent.figures, requests, readAsset };
  for await (const documents of detailDocuments(input)) {
    await sink.put(documents);
    for (const { path } of documents) kept.add(path);
  }
  return kept;
}
