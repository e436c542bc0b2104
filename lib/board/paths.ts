// Where each document stands. Names from the config become path segments that every file system and server takes.
import { createHash } from 'node:crypto';
import { targetFileName } from '../domain/target.ts';
import { DocumentPathError } from './errors.ts';

const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;
const PLAIN_TARGET = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export const BOARD_PATH = 'data/v1/board.json';

export const INCIDENTS_PATH = 'data/v1/incidents.json';
export const FEED_PATH = 'feed.xml';

/** `<workload>.<region>.<window>`, the name that the files of one view share. */
export function viewName(workload: string, region: string, window: string): string {
  return `${nameSegment(workload)}.${nameSegment(region)}.${window}`;
}

/** The path of a view's data, `json` or `csv`. */
export function viewPath(workload: string, region: string, window: string, ending: 'json' | 'csv'): string {
  return `data/v1/view/${viewName(workload, region, window)}.${ending}`;
}

/** The path of a target's history. */
export function seriesPath(targetId: string): string {
  return `data/v1/series/${targetSegment(targetId)}.json`;
}

/** The folder of a page, ending in `/`; the first workload needs no segment of its own. */
export function pageFolder(workload: string, region: string, window: string, firstWorkload: string): string {
  const prefix = workload === firstWorkload ? '' : `${nameSegment(workload)}/`;
  return `${prefix}${nameSegment(region)}/${window}/`;
}

/** The name of an asset with a hash of its content, so that it can be cached for ever. */
export function assetPath(name: string, ending: 'js' | 'css', content: string): string {
  return `assets/${name}-${shortHash(content)}.${ending}`;
}

/** Throws a `DocumentPathError` unless the path is relative and made of plain segments only. */
export function assertPlainPath(path: string): void {
  const plain = path.split('/').every((segment) => /^[A-Za-z0-9_~][A-Za-z0-9._~-]*$/.test(segment));
  if (!plain) throw new DocumentPathError(path, 'is not made of plain segments (letters, digits, ".", "_", "~", "-")');
}

function nameSegment(name: string): string {
  return PLAIN_NAME.test(name) ? name : hashedSegment(name);
}

// `a__b/c` and `a/b__c` would share a file, so an id that holds the replacement itself takes the hashed form.
function targetSegment(targetId: string): string {
  const plain = targetFileName(targetId);
  return PLAIN_TARGET.test(plain) && !targetId.includes('__') ? plain : hashedSegment(targetId);
}

function hashedSegment(name: string): string {
  const readable = name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${readable || 'x'}~${shortHash(name)}`;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
