// An address as people copy it from a provider's page: with the path of the request behind it, and Azure's version.

export interface PastedAddress {
  /** Without what the dialect adds by itself. */
  readonly baseUrl: string;
  /** The value of `?api-version=`; `null` where there is none. */
  readonly apiVersion: string | null;
}

const REQUEST_PATH =
  /\/(?:(?:chat\/)?completions|responses|messages|models\/[^/]+:\w+|model\/[^/]+\/converse(?:-stream)?)\/*$/;
/** Azure's words for a version of its API. */
export const API_VERSION = /^(?:\d{4}-\d{2}-\d{2}(?:-preview)?|v\d+|preview|latest)$/;

/** The address cut to what a target gives as its `baseUrl`. A query that holds anything else is left where it is. */
export function cutDown(address: string): PastedAddress {
  const at = address.indexOf('?');
  const query = [...new URLSearchParams(at < 0 ? '' : address.slice(at + 1))];
  const [name, value = ''] = query[0] ?? [];
  const apiVersion = query.length === 1 && name === 'api-version' && API_VERSION.test(value) ? value : null;
  const path = apiVersion === null ? address : address.slice(0, at);
  return { baseUrl: path.replace(REQUEST_PATH, ''), apiVersion };
}
