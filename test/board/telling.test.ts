// What is told after a publication, and what is kept of it, on a real engine.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Regressions } from '../../lib/board/regressions.ts';
import { type News, newsOf, tellNews } from '../../lib/board/telling.ts';
import { readEvents } from '../../lib/results/event-store.ts';
import { openMemoryTable } from '../results/memory-table.ts';
import { overEvent, TOLD_AT_MS, toldEvent } from './told-events.ts';

let opened: Awaited<ReturnType<typeof openMemoryTable>>;
beforeEach(async () => {
  opened = await openMemoryTable();
});
afterEach(() => opened.close());

const stored = () => readEvents(opened.table, { workload: 'chat', fromMs: TOLD_AT_MS - 1_000, toMs: TOLD_AT_MS + 1e8 });
const NOTHING: Regressions = { open: [], opened: [], closed: [], past: [], scores: new Map() };

async function told(regressions: readonly Regressions[]): Promise<News> {
  let news: News = { opened: [], over: [] };
  await tellNews(opened.table, regressions, newsOf(regressions), async (given) => {
    news = given;
  });
  return news;
}

it('tells an incident that is new, and keeps it', async () => {
  const event = toldEvent();
  const news = await told([{ ...NOTHING, open: [event], opened: [event] }]);
  expect(news.opened.map(({ target }) => target)).toEqual(['together/llama']);
  expect(await stored()).toEqual([event]);
});

it('tells once of a target, however many regions join', async () => {
  const [first, second] = [toldEvent(), toldEvent({ region: 'eu-west-1', detectedMs: TOLD_AT_MS + 600_000 })];
  const news = await told([{ ...NOTHING, open: [first, second], opened: [second] }]);
  expect(news).toEqual({ opened: [], over: [] });
  expect(await stored()).toEqual([second]);
});

it('tells that it is over once all of its regions are', async () => {
  const [first, second] = [overEvent(), overEvent({ region: 'eu-west-1' })];
  const half = await told([{ ...NOTHING, open: [toldEvent({ region: 'eu-west-1' })], closed: [first], past: [first] }]);
  expect(half.over).toEqual([]);
  const whole = await told([{ ...NOTHING, closed: [second], past: [first, second] }]);
  expect(whole.over).toHaveLength(1);
});

it('does not keep what could not be told, so that the next publication tells it', async () => {
  const event = toldEvent();
  const regressions = [{ ...NOTHING, open: [event], opened: [event] }];
  const failing = tellNews(opened.table, regressions, newsOf(regressions), async () => {
    throw new Error('no mail today');
  });
  await expect(failing).rejects.toThrow('no mail today');
  expect(await stored()).toEqual([]);
});

it('says nothing where nothing is new', async () => {
  let calls = 0;
  const regressions = [{ ...NOTHING, open: [toldEvent()], past: [overEvent({ target: 'a/b' })] }];
  await tellNews(opened.table, regressions, newsOf(regressions), async () => void calls++);
  expect(calls).toBe(0);
});
