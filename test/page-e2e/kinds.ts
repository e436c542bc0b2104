// The kinds of pages there are, and where one of each stands on the large made-up board.
import { PAGES, pageFolder, SIDE_BY_SIDE, targetFolder } from '../../lib/board/paths.ts';
import { DEFAULT_WINDOW } from '../../lib/domain/window.ts';
import { field } from './scene/field.ts';

/** One that has an open incident on the large board. */
export const A_TARGET = field(50)[3]?.target.id ?? '';

export const KINDS = {
  board: '',
  'side-by-side': pageFolder('chat', SIDE_BY_SIDE, DEFAULT_WINDOW, 'chat'),
  target: targetFolder(A_TARGET),
  compare: PAGES.compare,
  incidents: PAGES.incidents,
  method: PAGES.method,
  data: PAGES.data,
  share: PAGES.share,
  'not-found': 'nothing/at/this/address/',
} as const;
export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

/** The kind of a page by its path from the root of its site. */
export function kindOf(path: string): Kind {
  const found = (Object.entries(PAGES) as [Kind, string][]).find(([, folder]) => path === folder);
  if (found !== undefined) return found[0];
  if (path.startsWith('t/')) return 'target';
  return path.includes(`${SIDE_BY_SIDE}/`) ? 'side-by-side' : 'board';
}
