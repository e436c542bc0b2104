// The documents behind a comparison, each fetched once; one that could not be had is asked for again.
import type { BoardIndex, RoundsDocument } from '../../board/schemas.ts';

/** When a document cannot be had; the message is for people. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

/** What went wrong, in words for people. */
export function wordsOf(error: unknown): string {
  return error instanceof UnavailableError
    ? error.message
    : 'The comparison failed: its documents are not as expected.';
}

export interface Documents {
  readonly board: () => Promise<BoardIndex>;
  readonly rounds: (target: BoardIndex['targets'][number]) => Promise<RoundsDocument>;
}

/** @param root leads from this page to the root of the site */
export function createDocuments(boardUrl: string, root: string): Documents {
  const asked = new Map<string, Promise<unknown>>();
  const once = (url: string, schema: string, what: string): Promise<unknown> => {
    const known = asked.get(url);
    if (known !== undefined) return known;
    const fresh = load(url, schema, what);
    asked.set(url, fresh);
    fresh.catch(() => asked.delete(url));
    return fresh;
  };
  return {
    board: async () => (await once(boardUrl, 'photofinish/board@1', 'The list of targets')) as BoardIndex,
    rounds: async ({ id, rounds }) =>
      (await once(`${root}${rounds}`, 'photofinish/rounds@1', `The rounds of ${id}`)) as RoundsDocument,
  };
}

async function load(url: string, schema: string, what: string): Promise<unknown> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new UnavailableError(`${what} could not be loaded: the server cannot be reached.`, { cause });
  });
  if (response.status === 404) throw new UnavailableError(`${what} could not be loaded: not published yet.`);
  if (!response.ok) throw new UnavailableError(`${what} could not be loaded: status ${response.status}.`);
  const document: unknown = await response.json().catch((cause: unknown) => {
    throw new UnavailableError(`${what} could not be read: the answer was cut short or is no JSON.`, { cause });
  });
  if (typeof document === 'object' && document !== null && 'schema' in document && document.schema === schema)
    return document;
  throw new UnavailableError(`${what} could not be read: the answer is no ${schema}.`);
}
