// A heat: requests are prepared, fired at one instant, and captured to their end. A round is one heat that counts;
// before it a few dry ones, against the reference target alone, warm the code.
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { ConnectionTimes } from '../domain/sample.ts';
import type { Timeouts } from '../domain/workload.ts';
import type { Ask, Dialect } from '../providers/dialect.ts';
import { boundsFor } from './bounds.ts';
import { type Capture, emptyCapture } from './capture.ts';
import { type Connection, connect, type Trust } from './connection.ts';
import { RaceError } from './errors.ts';
import { inTime } from './in-time.ts';
import type { Gun } from './judge.ts';
import { type Lane, openLane } from './lane.ts';
import type { LoopWatch } from './loop-watch.ts';
import { type HeldRequest, holdAtStartLine } from './start-line.ts';

// A handshake costs about 1 ms of CPU: more of them at once would only time each other.
const CONNECTIONS_AT_ONCE = 8;
// One that takes longer is waiting for the network, not for us, and makes room for the next.
const HOLDS_ITS_PLACE_MS = 150;
// The watchdog's step, and so the precision of the deadlines.
const WATCH_STEP_MS = 20;
// Long enough for the pacemaker's first tokens, even if all others failed at once.
const PACEMAKER_LEAST_MS = 400;

export interface Runner {
  readonly ask: Ask;
  readonly dialect: Dialect;
  /** Fired first, and not waited for: it is ended as soon as all others have ended. */
  readonly pacemaker: boolean;
}

export interface Run {
  readonly runner: Runner;
  readonly held: HeldRequest | null;
  readonly connection: ConnectionTimes | null;
  /** Why it never came to the start line. */
  readonly preparationError: unknown;
  readonly capture: Capture;
}

interface Prepared extends Run {
  readonly lane: Lane | null;
}

export interface HeatSettings {
  readonly timeouts: Timeouts;
  readonly trust: Trust;
  readonly watch: LoopWatch;
  readonly wallNowMs: () => number;
  /** Epoch ms at which the gun is due; `null` = as soon as all are ready. */
  readonly gunDueMs: number | null;
  /** 0 <= x < 1; the order in which the requests are written is drawn anew each time. */
  readonly random: () => number;
  /** Aborted, the heat ends at once and is thrown away. */
  readonly signal: AbortSignal;
}

export interface Heat {
  readonly gun: Gun;
  /** How far the gun was from the instant it was due, ms; `null` where it was due at once. */
  readonly gunLateMs: number | null;
  /** Last request on the wire minus first, ms; `null` with none. */
  readonly dispatchSkewMs: number | null;
  readonly runs: readonly Run[];
}

/** @throws the signal's reason, if it is aborted */
export async function runHeat(runners: readonly Runner[], settings: HeatSettings): Promise<Heat> {
  const limit = pLimit(CONNECTIONS_AT_ONCE);
  const prepared = await Promise.all(runners.map((runner) => prepare(runner, settings, limit)));
  const lanes = shuffled(lanesOf(prepared, false), settings.random);
  const pacemakers = lanesOf(prepared, true);
  const abandon = () => {
    for (const lane of [...pacemakers, ...lanes]) lane.cut('total');
  };
  settings.signal.addEventListener('abort', abandon, { once: true });
  try {
    return await gunAndCapture(prepared, pacemakers, lanes, settings);
  } finally {
    settings.signal.removeEventListener('abort', abandon);
    if (settings.signal.aborted) for (const { held } of prepared) held?.dismiss();
  }
}

async function gunAndCapture(
  prepared: readonly Prepared[],
  pacemakers: readonly Lane[],
  lanes: readonly Lane[],
  settings: HeatSettings,
): Promise<Heat> {
  const { gunDueMs, wallNowMs, signal, timeouts } = settings;
  if (gunDueMs !== null) await sleep(Math.max(0, gunDueMs - wallNowMs()), undefined, { signal }).catch(() => undefined);
  signal.throwIfAborted();

  // The first write after a wait takes ten times as long as the others: that shall be no entrant's.
  for (const lane of pacemakers) if (lane.ready()) lane.fire();
  const gun: Gun = { wallMs: wallNowMs(), atMs: performance.now() };
  for (const lane of lanes) if (lane.ready()) lane.fire();
  for (const lane of [...pacemakers, ...lanes]) lane.release();

  await watchToTheEnd([...pacemakers, ...lanes], pacemakers, timeouts, gun);
  signal.throwIfAborted();
  const firedMs = lanes.flatMap(({ capture }) => (capture.firedAtMs === null ? [] : [capture.firedAtMs]));
  return {
    gun,
    gunLateMs: gunDueMs === null ? null : gun.wallMs - gunDueMs,
    dispatchSkewMs: firedMs.length === 0 ? null : Math.max(...firedMs) - Math.min(...firedMs),
    runs: prepared,
  };
}

async function prepare(runner: Runner, settings: HeatSettings, limit: ReturnType<typeof pLimit>): Promise<Prepared> {
  let held: HeldRequest | null = null;
  let connection: Connection | null = null;
  try {
    held = await builtInTime(holdAtStartLine(runner.dialect, runner.ask), settings.timeouts.connectMs);
    const { url } = held.request;
    connection = await paced(limit, () => connect(url, settings.trust, settings.timeouts.connectMs, settings.signal));
    const bounds = boundsFor(runner.ask.maxOutputTokens);
    const lane = await openLane(held.request, connection, settings.watch, bounds);
    return { runner, held, connection: connection.times, preparationError: null, capture: lane.capture, lane };
  } catch (error) {
    held?.dismiss();
    connection?.socket.destroy();
    return { runner, held: null, connection: null, preparationError: error, capture: emptyCapture(), lane: null };
  }
}

// An SDK may look for credentials in places that never answer.
async function builtInTime(building: Promise<HeldRequest>, timeoutMs: number): Promise<HeldRequest> {
  let gaveUp = false;
  building.then((held) => gaveUp && held.dismiss()).catch(() => undefined);
  return inTime(building, timeoutMs, () => {
    gaveUp = true;
    return new RaceError(`the SDK did not build its request within ${timeoutMs} ms`);
  });
}

function paced<T>(limit: ReturnType<typeof pLimit>, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    limit(async () => {
      const done = work();
      done.then(resolve, reject);
      await Promise.race([done.catch(() => undefined), sleep(HOLDS_ITS_PLACE_MS)]);
    }).catch(reject);
  });
}

async function watchToTheEnd(
  lanes: readonly Lane[],
  pacemakers: readonly Lane[],
  timeouts: Timeouts,
  gun: Gun,
): Promise<void> {
  for (const lane of lanes) if (lane.capture.firedAtMs === null) lane.cut('total');
  const watchdog = setInterval(() => {
    const nowMs = performance.now();
    for (const lane of lanes) enforce(lane, timeouts, nowMs);
  }, WATCH_STEP_MS);
  await Promise.all(lanes.filter((lane) => !pacemakers.includes(lane)).map((lane) => lane.ended));
  const paceLeftMs = Math.max(0, PACEMAKER_LEAST_MS - (performance.now() - gun.atMs));
  if (pacemakers.length > 0) await Promise.race([sleep(paceLeftMs), ...pacemakers.map((lane) => lane.ended)]);
  for (const lane of pacemakers) lane.cut('total');
  clearInterval(watchdog);
}

// By bytes alone: whether a token was among them is told later. Silence counts as a stall only when the first token
// is overdue too, because a role chunk may come long before it.
function enforce(lane: Lane, timeouts: Timeouts, nowMs: number): void {
  const { firedAtMs, byteCount, end } = lane.capture;
  if (end !== null || firedAtMs === null) return;
  const elapsedMs = nowMs - firedAtMs;
  if (elapsedMs > timeouts.totalMs) lane.cut('total');
  else if (elapsedMs <= timeouts.firstTokenMs) return;
  else if (byteCount === 0) lane.cut('first-byte');
  else if (nowMs - lane.lastReadMs() > timeouts.stallMs) lane.cut('stall');
}

function lanesOf(prepared: readonly Prepared[], pacemaker: boolean): Lane[] {
  return prepared.flatMap(({ runner, lane }) => (lane !== null && runner.pacemaker === pacemaker ? [lane] : []));
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = items.map((item) => ({ item, place: random() }));
  return order.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
