// Lighthouse, mobile profile: everything that is not a matter of time must be perfect, and what is must be quick.
import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from './browser.ts';
import { noteFigure } from './figures-log.ts';
import { KIND_NAMES, KINDS } from './kinds.ts';

const siteUrl = inject('sites').fifty;
/** Of the pages behind the leaderboard, whose own bound is tighter. */
const MOST_LCP_MS = 1_500;
const FIRST_VIEW_REQUESTS = 6;
const FIRST_VIEW_BYTES = 25 * 1_024;

let browser: Browser;
let port: number;
beforeAll(async () => {
  port = await freePort();
  browser = await openBrowser([`--remote-debugging-port=${port}`]);
});
afterAll(() => browser.close());

interface Run {
  readonly scores: Readonly<Record<string, number>>;
  /** Audits that cost points, outside of performance. */
  readonly faults: readonly string[];
  readonly lcpMs: number;
  readonly cls: number;
  readonly tbtMs: number;
  readonly requests: number;
  readonly bytes: number;
}

async function run(url: string): Promise<Run> {
  const onlyCategories = ['performance', 'accessibility', 'best-practices', 'seo'];
  const look = () => lighthouse(url, { port, logLevel: 'error', output: 'json', onlyCategories });
  let result = await look();
  // Now and then, on a busy machine, the browser loses the beginning of its trace.
  if (result?.lhr.runtimeError !== undefined) result = await look();
  if (result === undefined || result.lhr.runtimeError !== undefined)
    throw new Error(`Lighthouse could not look at ${url}: ${result?.lhr.runtimeError?.message}`);
  const { audits, categories } = result.lhr;
  const numberOf = (audit: string): number => audits[audit]?.numericValue ?? Number.NaN;
  const loaded = requestsOf(audits['network-requests']?.details);
  const faults = Object.values(categories)
    .filter(({ id }) => id !== 'performance')
    .flatMap(({ id, auditRefs }) =>
      auditRefs
        .filter(({ weight, id: audit }) => weight > 0 && (audits[audit]?.score ?? 1) < 1)
        .map(({ id: audit }) => `${id}: ${audits[audit]?.title}`),
    );
  return {
    scores: Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, Math.round((score ?? 0) * 100)])),
    faults,
    lcpMs: numberOf('largest-contentful-paint'),
    cls: numberOf('cumulative-layout-shift'),
    tbtMs: numberOf('total-blocking-time'),
    requests: loaded.length,
    bytes: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0),
  };
}

interface Request {
  readonly url: string;
  readonly transferSize: number;
}

function medianOf(runs: readonly Run[], figureOf: (run: Run) => number): number {
  return runs.map(figureOf).toSorted((a, b) => a - b)[1] ?? Number.NaN;
}

function requestsOf(details: unknown): readonly Request[] {
  const { items = [] } = (details ?? {}) as { readonly items?: readonly Request[] };
  return items.filter(({ url }) => url.startsWith(siteUrl));
}

function note(what: string, value: string, bound: string): void {
  noteFigure(inject('figuresFile'), { suite: 'lighthouse', what, value, bound });
}

describe('Lighthouse, mobile', () => {
  it('the leaderboard of 50 targets is quick: the median of three', async () => {
    const three = async () => [await run(siteUrl), await run(siteUrl), await run(siteUrl)];
    const quick = await three();
    // A machine that was busy for a moment is looked at again; a page that is slow stays slow.
    const runs =
      medianOf(quick, ({ tbtMs }) => tbtMs) <= 50 && medianOf(quick, ({ lcpMs }) => lcpMs) <= 1_200
        ? quick
        : await three();
    const median = (figureOf: (run: Run) => number): number => medianOf(runs, figureOf);
    const score = median(({ scores }) => scores.performance ?? 0);
    const times = {
      lcpMs: median(({ lcpMs }) => lcpMs),
      cls: median(({ cls }) => cls),
      tbtMs: median(({ tbtMs }) => tbtMs),
    };
    const [first] = runs;
    note('board: performance', `${score} (${runs.map(({ scores }) => scores.performance).join(', ')})`, '>= 98');
    note('board: LCP', `${Math.round(times.lcpMs)} ms`, '<= 1200 ms');
    note('board: CLS', times.cls.toFixed(3), '<= 0.01');
    note('board: TBT', `${Math.round(times.tbtMs)} ms`, '<= 50 ms');
    note(
      'board: first view',
      `${first?.requests} requests, ${((first?.bytes ?? 0) / 1_024).toFixed(1)} KB`,
      '<= 6, <= 25 KB',
    );

    expect(score).toBeGreaterThanOrEqual(98);
    expect(times.lcpMs).toBeLessThanOrEqual(1_200);
    expect(times.cls).toBeLessThanOrEqual(0.01);
    expect(times.tbtMs).toBeLessThanOrEqual(50);
    expect(first?.requests).toBeLessThanOrEqual(FIRST_VIEW_REQUESTS);
    expect(first?.bytes).toBeLessThanOrEqual(FIRST_VIEW_BYTES);
    expect(first?.faults).toEqual([]);
  }, 240_000);

  it.each(KIND_NAMES.filter((kind) => kind !== 'board' && kind !== 'not-found'))(
    '%s is accessible, well made and found',
    async (kind) => {
      const runs = [await run(new URL(KINDS[kind], siteUrl).href)];
      // A machine that was busy for a moment is looked at again; a page that is slow stays slow.
      const best = (): number => Math.max(...runs.map(({ scores }) => scores.performance ?? 0));
      const lcpMs = (): number => Math.min(...runs.map((each) => each.lcpMs));
      while ((best() < 98 || lcpMs() > MOST_LCP_MS) && runs.length < 3)
        runs.push(await run(new URL(KINDS[kind], siteUrl).href));
      const { scores, faults, cls } = runs.at(-1)!;
      const others = ['accessibility', 'best-practices', 'seo'].map((id) => scores[id]);
      const value = `performance ${best()}, others ${others.join(' ')}, LCP ${Math.round(lcpMs())} ms, CLS ${cls.toFixed(3)}`;
      note(kind, value, `>= 98, 100, LCP <= ${MOST_LCP_MS} ms, CLS <= 0.01`);

      expect(faults).toEqual([]);
      expect(others).toEqual([100, 100, 100]);
      expect(best()).toBeGreaterThanOrEqual(98);
      expect(lcpMs()).toBeLessThanOrEqual(MOST_LCP_MS);
      expect(cls).toBeLessThanOrEqual(0.01);
    },
    120_000,
  );
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port: found } = server.address() as { readonly port: number };
      server.close(() => resolve(found));
    });
  });
}
