// The pages behind the leaderboard, with their data, some targets at a time: a large field never stands in memory as a whole.
import type { Target } from '../../domain/target.ts';
import { badgeDocuments } from '../badge.ts';
import { cardPng } from '../card/card.ts';
import { assertPaths, type BoardDocument, checked, documentAt, jsonAt } from '../documents.ts';
import { feedXml } from '../feed.ts';
import { comparePage } from '../html/compare-page.ts';
import { dataPage } from '../html/data-page.ts';
import { incidentsPage } from '../html/incidents-page.ts';
import { methodPage } from '../html/method-page.ts';
import { notFoundPage } from '../html/not-found.ts';
import { sharePage } from '../html/share-page.ts';
import { targetPage } from '../html/target-page.ts';
import {
  CARD_PATH,
  FEED_PATH,
  PAGES,
  ROBOTS_PATH,
  roundsPath,
  SITEMAP_PATH,
  seriesPath,
  targetFolder,
} from '../paths.ts';
import { roundsDocument } from '../rounds-document.ts';
import { roundsSchema, seriesSchema } from '../schemas.ts';
import { seriesDocument } from '../series-document.ts';
import { robotsTxt, sitemapXml } from '../sitemap.ts';
import type { DetailInput } from './detail-input.ts';
import { headToHeads } from './head-to-heads.ts';
import { seriesDetail } from './series-figures.ts';
import { columnsOfTarget } from './target-columns.ts';

const TARGETS_AT_ONCE = 25;

/**
 * Everything that is made once in a while, in parts to be put away one after the other.
 * @throws InvalidDocumentError if a document does not match its schema, DocumentPathError if two targets share a path
 */
export async function* detailDocuments(input: DetailInput): AsyncGenerator<readonly BoardDocument[]> {
  const { targets } = input.board;
  assertPaths(targets.map(({ id }) => `${targetFolder(id)}index.html`));
  for (let at = 0; at < targets.length; at += TARGETS_AT_ONCE) {
    yield targets.slice(at, at + TARGETS_AT_ONCE).flatMap((target) => targetDocuments(input, target));
  }
  const { site, header, board } = input;
  const sitemap = sitemapXml(input);
  yield [
    documentAt(FEED_PATH, feedXml(board)),
    documentAt(`${PAGES.incidents}index.html`, incidentsPage(site, header, board.incidents)),
    documentAt('404.html', notFoundPage(site)),
    documentAt(`${PAGES.compare}index.html`, comparePage(input, headToHeads(input))),
    documentAt(`${PAGES.method}index.html`, methodPage(input)),
    documentAt(`${PAGES.data}index.html`, dataPage(input)),
    documentAt(`${PAGES.share}index.html`, sharePage(site, header)),
    documentAt(CARD_PATH, await cardPng(input)),
    documentAt(ROBOTS_PATH, robotsTxt(site.siteUrl)),
    ...(sitemap === null ? [] : [documentAt(SITEMAP_PATH, sitemap)]),
  ];
}

function targetDocuments(input: DetailInput, target: Target): BoardDocument[] {
  const { header, board, columns } = input;
  const own = columnsOfTarget(columns, target.id);
  const series = own.map((each) => seriesDetail(each.columns, each.key, board.generatedAtMs));
  const [history, rounds] = [seriesPath(target.id), roundsPath(target.id)];
  return [
    documentAt(`${targetFolder(target.id)}index.html`, targetPage({ input, target, series })),
    jsonAt(history, checked(seriesSchema, seriesDocument(target, series, header), history)),
    jsonAt(rounds, checked(roundsSchema, roundsDocument(target, own, header, board.generatedAtMs), rounds)),
    ...badgeDocuments(input, target),
  ];
}
