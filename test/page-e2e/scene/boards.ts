// The made-up boards that the pages are tried on: none at all, one, many, very many, hostile, all failed, stale.
import { incidentsOf } from '../../../lib/board/incident.ts';
import { DEFAULT_PAGE } from '../../../lib/domain/config.ts';
import type { Workload } from '../../../lib/domain/workload.ts';
import type { ToldEvent } from '../../../lib/results/event-store.ts';
import { type Contestant, contestant, field } from './field.ts';
import { HOSTILE_TEXTS, hostileField } from './hostile.ts';
import type { Scene } from './scene.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const THREE_REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'] as const;

const CHAT: Workload = {
  name: 'chat',
  everyMs: 5 * MINUTE_MS,
  gunDelayMs: MINUTE_MS,
  prompts: ['Write a short story about a lighthouse keeper.'],
  inputTokens: null,
  maxOutputTokens: 128,
  temperature: 0,
};
const EVERY_20_MINUTES: Workload = { ...CHAT, everyMs: 20 * MINUTE_MS };
const LONG_CONTEXT: Workload = {
  ...CHAT,
  ...{ name: 'long-context', everyMs: HOUR_MS, inputTokens: 10_000, maxOutputTokens: 256 },
};

/** The large board of the documentation's pictures. @param nowMs fixed there, so that the same pictures come out again */
export function realisticBoard(nowMs: number): Scene {
  const contestants = field(50);
  return {
    ...board(nowMs, contestants),
    ...{ name: 'LLM API leaderboard', workloads: [CHAT] },
    notRacing: field(52)
      .slice(50)
      .map(({ target }) => ({ target, missingKey: `${target.provider.toUpperCase()}_API_KEY` })),
    incidents: incidentsOf(eventsOf(contestants, nowMs)),
    page: { ...DEFAULT_PAGE, contact: 'corrections@example.com' },
  };
}

export type BoardName = keyof typeof BOARDS;

/** @param nowMs when they are published: as they are tried at once, they are fresh, but for the stale one */
export const BOARDS = {
  fifty: (nowMs: number): Scene => ({ ...realisticBoard(nowMs), workloads: [EVERY_20_MINUTES] }),
  empty: (nowMs: number): Scene => ({ ...board(nowMs, field(3)), lengthMs: 0 }),
  none: (nowMs: number): Scene => board(nowMs, []),
  one: (nowMs: number): Scene => ({
    ...board(nowMs, field(1)),
    ...{ regions: ['us-east-1'], lengthMs: 3 * HOUR_MS },
  }),
  manyRows: (nowMs: number): Scene => ({
    ...board(nowMs, field(500)),
    ...{ regions: ['us-east-1'], workloads: [{ ...CHAT, everyMs: HOUR_MS }], lengthMs: 8 * DAY_MS },
  }),
  hostile: (nowMs: number): Scene => hostileBoard(nowMs),
  failed: (nowMs: number): Scene =>
    board(
      nowMs,
      field(8).map((each) => ({ ...each, failing: 1e9 })),
    ),
  stale: (nowMs: number): Scene => board(nowMs - 9 * DAY_MS, field(8)),
  workloads: (nowMs: number): Scene => ({
    ...board(nowMs, [...field(6), contestant('tidewater/foghorn-r1', 'Tidewater')]),
    workloads: [EVERY_20_MINUTES, LONG_CONTEXT],
  }),
} as const satisfies Record<string, (nowMs: number) => Scene>;

function board(nowMs: number, contestants: readonly Contestant[]): Scene {
  return {
    name: 'A made-up board',
    workloads: [EVERY_20_MINUTES],
    regions: THREE_REGIONS,
    contestants,
    notRacing: [],
    nowMs,
    lengthMs: 30 * DAY_MS,
    incidents: [],
    page: DEFAULT_PAGE,
  };
}

function hostileBoard(nowMs: number): Scene {
  const contestants = hostileField();
  const texts = Object.values(HOSTILE_TEXTS);
  const changed = (index: number): ToldEvent['changed'] => [
    { what: 'model', before: texts[index] ?? null, after: texts.at(-index) ?? null },
  ];
  return {
    ...board(nowMs, contestants),
    name: texts.join(' ').slice(0, 100),
    notRacing: contestants.slice(0, 3).map(({ target }) => ({ target, missingKey: target.model as string })),
    incidents: incidentsOf(
      contestants.map(({ target }, index) => ({ ...openEvent(target.id, nowMs), changed: changed(index) })),
    ),
  };
}

/** Some that are open, some that are over, one of a whole region. */
function eventsOf(contestants: readonly Contestant[], nowMs: number): ToldEvent[] {
  const id = (index: number): string => contestants[index]?.target.id ?? '';
  const over = (beganMs: number, hours: number): Partial<ToldEvent> => ({
    ...{ sinceMs: beganMs, detectedMs: beganMs + 0.75 * HOUR_MS },
    ...{ untilMs: beganMs + hours * HOUR_MS, closedMs: beganMs + (hours + 1) * HOUR_MS, closedBecause: 'recovered' },
  });
  return [
    openEvent(id(3), nowMs),
    { ...openEvent(id(3), nowMs), region: 'eu-west-1', ratio: { value: 1.8, low: 1.7, high: 1.92 } },
    { ...openEvent(id(7), nowMs), ...over(nowMs - 5 * DAY_MS, 9) },
    {
      ...{ ...openEvent(id(12), nowMs), ...over(nowMs - 12 * DAY_MS, 3) },
      ...{ kind: 'failing', ratio: null, failedShare: 0.62, changed: [] },
    },
    {
      ...{ ...openEvent(id(0), nowMs), ...over(nowMs - 20 * DAY_MS, 2) },
      ...{ kind: 'region-slower', target: null, peersRatio: null, changed: [], region: 'ap-northeast-1' },
    },
  ];
}

function openEvent(target: string, nowMs: number): ToldEvent {
  return {
    ...{ kind: 'slower', workload: 'chat', region: 'us-east-1', target, level: 2 },
    ...{ sinceMs: nowMs - 5 * HOUR_MS, detectedMs: nowMs - 4 * HOUR_MS },
    ...{ ratio: { value: 2.04, low: 1.9, high: 2.2 }, peersRatio: 1.01, failedShare: null },
    ...{ untilMs: null, closedMs: null, closedBecause: null },
    changed: [{ what: 'build', before: 'fp_2f1c', after: 'fp_77aa' }],
  };
}
