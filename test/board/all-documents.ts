// Every document of a board, those behind the leaderboard too, as one publication makes them.
import { detailDocuments } from '../../lib/board/detail/detail-documents.ts';
import type { DetailInput } from '../../lib/board/detail/detail-input.ts';
import { type BoardDocument, liveDocuments } from '../../lib/board/documents.ts';
import type { BoardInput } from '../../lib/board/input.ts';
import { readCardAsset } from '../../lib/local/card-assets.ts';

/** What the pages behind the leaderboard are made from, with nothing read from rounds. */
export function detailInput(board: BoardInput, more: Partial<DetailInput> = {}): DetailInput {
  const { views, site, header } = liveDocuments(board);
  const recent = { series: [], instrument: [], sampleFiles: [] };
  const columns = new Map();
  return { board, site, header, views, columns, recent, requests: [], readAsset: readCardAsset, ...more };
}

export async function allDocuments(board: BoardInput): Promise<BoardDocument[]> {
  const documents = [...liveDocuments(board).documents];
  for await (const some of detailDocuments(detailInput(board))) documents.push(...some);
  return documents;
}
