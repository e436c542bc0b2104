// The publisher in AWS: takes the lease, publishes, and tells how old the board is, whatever came of it.
import { randomUUID } from 'node:crypto';
import { createDetailCache, type DetailSettings } from '../board/detail-cache.ts';
import type { BoardSink } from '../board/folder-sink.ts';
import type { PageAssets } from '../board/input.ts';
import { type Publishing, publishBoard } from '../board/publish.ts';
import type { News } from '../board/telling.ts';
import type { Config } from '../domain/config.ts';
import { METRIC } from '../metrics/names.ts';
import type { Datum } from '../metrics/sink.ts';
import { DETAILS_EVERY_MS } from '../names/timing.ts';
import type { Table } from '../results/document-client.ts';
import { type Lease, takeLease } from '../results/lease.ts';
import { createRoundStore } from '../results/round-store.ts';
import { createSeriesCache } from '../results/series-cache.ts';
import type { Log } from './log.ts';
import { type Mail, mailsOf } from './regression-mail.ts';
import { regressionMetrics } from './regression-metrics.ts';

export interface PublisherParts {
  readonly config: Config;
  readonly table: Table;
  readonly sink: BoardSink;
  readonly assets: PageAssets;
  readonly readRequests: DetailSettings['readRequests'];
  readonly readAsset: DetailSettings['readAsset'];
  readonly sendMetrics: (data: readonly Datum[]) => Promise<void>;
  /** Sends one mail to everybody who is to be told. */
  readonly sendMail: (mail: Mail) => Promise<void>;
  /** Address of the page, ending in `/`. */
  readonly pageUrl: string;
  readonly log: Log;
  readonly nowMs: () => number;
}

const READING = {
  // a write of another region is here within a second or two; this is far beyond
  replicationMs: 2 * 60_000,
  readsAtOnce: 16,
};

/**
 * @returns publishes once; its caches are kept from one call to the next for as long as nobody else had the lease
 */
export function publisher(parts: PublisherParts): (maxMs: number) => Promise<'published' | 'busy'> {
  const holder = randomUUID();
  let caches = freshCaches();
  return async (maxMs) => {
    const { table, nowMs, log } = parts;
    const lease = await takeLease(table, { holder, nowMs: nowMs(), lengthMs: maxMs });
    if (lease === null) {
      log.info('another publisher is at work', {});
      return 'busy';
    }
    if (!lease.uninterrupted) caches = freshCaches();
    let publishedAtMs: number | null = null;
    let scores: readonly Datum[] = [];
    try {
      const { report, regressions, untold, undetailed } = await publish(parts, caches);
      publishedAtMs = nowMs();
      log.info('published', { ...report });
      if (undetailed !== null) log.error('the pages behind the leaderboard stay as they were', { error: undetailed });
      if (untold !== null) log.error('regressions were not told; the next publication tries again', { error: untold });
      if (parts.config.alarms.regression !== 'off') scores = regressionMetrics(regressions, publishedAtMs);
      return 'published';
    } catch (error) {
      // What was half done may not be what the caches say.
      caches = freshCaches();
      throw error;
    } finally {
      await ended(parts, lease, publishedAtMs, scores);
    }
  };
}

function freshCaches() {
  return { cache: createSeriesCache(), figures: new Map(), watched: new Map(), details: createDetailCache() };
}

async function publish(parts: PublisherParts, caches: ReturnType<typeof freshCaches>): Promise<Publishing> {
  const { config, table, sink, assets, nowMs, readRequests, readAsset } = parts;
  const tell = (news: News) => sendMails(parts, news);
  const results = { table, store: createRoundStore(table, nowMs), ...caches, ...READING, tell };
  return publishBoard(
    results,
    {
      ...{ name: config.name, workloads: config.workloads, regions: config.regions, assets },
      ...{ targets: config.targets, notRacing: 'told-by-rounds', generatedAtMs: nowMs(), runId: randomUUID() },
      ...{ page: config.page, siteUrl: config.page.url ?? parts.pageUrl },
      details: { everyMs: DETAILS_EVERY_MS, readRequests, readAsset },
    },
    sink,
  );
}

async function sendMails({ config, pageUrl, sendMail }: PublisherParts, news: News): Promise<void> {
  for (const mail of mailsOf(news, { mode: config.alarms.regression, pageUrl })) await sendMail(mail);
}

async function ended(
  { sendMetrics, log, nowMs }: PublisherParts,
  lease: Lease,
  publishedAtMs: number | null,
  scores: readonly Datum[],
) {
  const lastMs = publishedAtMs ?? lease.publishedAtMs;
  const ageS = lastMs === null ? null : (nowMs() - lastMs) / 1_000;
  const age = { name: METRIC.publishAge, value: ageS ?? 0, dimensions: {}, atMs: nowMs() };
  const told = ageS === null ? [] : [sendMetrics([age, ...scores])];
  for (const result of await Promise.allSettled([lease.release(publishedAtMs), ...told])) {
    if (result.status === 'rejected') log.error('the end of a publication was not told', { error: result.reason });
  }
}
