// Where each document stands. Names from the config become path segments that every file system and server takes.
import { createHash } from 'node:crypto';
import { targetFileName } from '../domain/target.ts';
import { DocumentPathError } from './errors.ts';

const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;
const PLAIN_TARGET = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export const BOARD_PATH = 'data/v1/board.json';

export const INCIDENTS_PATH = 'data/v1/incidents.json';
export const FEED_PATH = 'feed.xml';
export const CARD_PATH = 'card.png';
export const SITEMAP_PATH = 'sitemap.xml';
export const ROBOTS_PATH = 'robots.txt';

/** Folders of the pages that there is one of. */
export const PAGES = {
  compare: 'compare/',
  incidents: 'incidents/',
  method: 'method/',
  data: 'data/',
  share: 'share/',
} as const;

/** In the place of a region: the page that lays all regions side by side. */
export const SIDE_BY_SIDE = 'regions';

/** The folder of the page with all regions side by side. */
export function sideBySideFolder(workload: string, window: string, firstWorkload: string): string {
  return pageFolder(workload, SIDE_BY_SIDE, window, firstWorkload);
}

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

/** The rounds of a target's last 7 days, one by one. */
export function roundsPath(targetId: string): string {
  return `data/v1/rounds/${targetSegment(targetId)}.json`;
}

/** A target's badge: `svg` to be shown, `json` for shields. */
export function badgePath(targetId: string, ending: 'svg' | 'json'): string {
  return `data/v1/badge/${targetSegment(targetId)}.${ending}`;
}

/** All samples of a UTC day. */
export function samplesPath(date: string, ending: 'csv.gz' | 'parquet'): string {
  return `data/v1/samples/${date}.${ending}`;
}

/** The folder of a target's page, `t/<provider>/<model>/`. */
export function targetFolder(targetId: string): string {
  const slash = targetId.indexOf('/');
  const parts = slash <= 0 ? ['-', targetId] : [targetId.slice(0, slash), targetId.slice(slash + 1)];
  return `t/${parts.map((part) => (PLAIN_TARGET.test(part) ? part : hashedSegment(part))).join('/')}/`;
}

/** The name of an incident's place on the page of all incidents: letters, digits and `-`, so that it is an id and a fragment. */
export function incidentAnchor(incidentId: string): string {
  return `i-${hashedSegment(incidentId).replace('~', '-')}`;
}

/** Where an incident is told, from the root of the site. */
export function incidentPath(incidentId: string): string {
  return `${PAGES.incidents}#${incidentAnchor(incidentId)}`;
}

/** The folder of a page, ending in `/`; the first workload needs no segment of its own. */
export function pageFolder(workload: string, region: string, window: string, firstWorkload: string): string {
  const prefix = workload === firstWorkload ? '' : `${nameSegment(workload)}/`;
  return `${prefix}${nameSegment(region)}/${window}/`;
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
