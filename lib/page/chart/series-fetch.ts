// Fetches the history of a target.
import type { SeriesDocument } from '../../board/schemas.ts';

/** When the history cannot be had; the message is for people. */
export class SeriesUnavailableError extends Error {
  override readonly name = 'SeriesUnavailableError';
}

/** @throws SeriesUnavailableError if it cannot be reached, is not there, or is something else */
export async function fetchSeries(url: string): Promise<SeriesDocument> {
  const response = await fetch(url, { cache: 'no-cache' }).catch((cause: unknown) => {
    throw new SeriesUnavailableError('The history could not be loaded: the server cannot be reached.', { cause });
  });
  if (response.status === 404) throw new SeriesUnavailableError('The history is not published yet.');
  if (!response.ok)
    throw new SeriesUnavailableError(
      `The history could not be loaded: the server answers with status ${response.status}.`,
    );
  const document: unknown = await response.json().catch((cause: unknown) => {
    throw new SeriesUnavailableError('The history could not be read: it was cut short or is no JSON.', { cause });
  });
  if (isSeries(document)) return document;
  throw new SeriesUnavailableError('The history could not be read: it is no photofinish/series@1.');
}

function isSeries(document: unknown): document is SeriesDocument {
  return (
    typeof document === 'object' &&
    document !== null &&
    'schema' in document &&
    document.schema === 'photofinish/series@1' &&
    'histories' in document &&
    Array.isArray(document.histories)
  );
}
