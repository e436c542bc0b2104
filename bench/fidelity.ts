// How exactly does a race time its targets? N simulated providers on loopback TLS, in a process of their own, stamp
// each of their writes with the machine's monotonic clock: that is the truth. Beside it, in the same run, the same
// requests by the openai SDK in the ordinary way: the clock before `create()`, a stamp in `for await`.
//
//   npm run bench:fidelity [-- --n 20,50,100 --rounds 7]
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { DEFAULT_AWS } from '../lib/domain/config.ts';
import { type SpawnedFleet, spawnFleet } from '../lib/fleet/spawn.ts';
import { openRig, type Rig } from '../lib/local/rig.ts';
import { trust } from '../lib/race/connection.ts';
import { type Evidence, type RaceResult, race } from '../lib/race/race.ts';
import { seenStamps } from '../lib/race/stamps.ts';
import { disturbances } from './fidelity/disturb.ts';
import { type OrdinaryClients, openOrdinary } from './fidelity/ordinary.ts';
import { median, percentile, shown } from './figures.ts';
import { benchTarget } from './target.ts';

const { values } = parseArgs({ options: { n: { type: 'string' }, rounds: { type: 'string' } } });
const SIZES = (values.n ?? '20,50,100').split(',').map(Number);
const ROUNDS = Number(values.rounds ?? 7);
const WARM_ROUNDS = 2;
const TOKENS = 24;
const INTERVAL_MS = 25;

/** What one probe was measured at, against the truth; ms and shares. */
interface Checked {
  readonly ttftErrorMs: number;
  readonly stampErrorMs: number;
  readonly serverTtftErrorMs: number;
  readonly gapErrorsMs: readonly number[];
  readonly rateError: number;
  readonly ttftMs: number;
  readonly voided: boolean;
}

interface RoundFigures {
  readonly checked: readonly Checked[];
  /** Last request's write call returned, minus first. */
  readonly skewOnWireMs: number;
  readonly skewAtServerMs: number;
  readonly ordinaryErrorsMs: readonly number[];
}

async function main(): Promise<void> {
  const rig = await openRig(NO_TARGETS, [], () => null);
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  try {
    for (const size of SIZES) table.push(await fidelity(size, rig));
    process.stdout.write(`${table.toString()}\n${LEGEND}\n\n`);
    process.stdout.write(`${await voidRule(Math.min(50, ...SIZES.slice(-1)), rig)}\n`);
  } finally {
    await rig.close();
  }
}

const HEAD = [
  'N',
  'TTFT err p50 / p99',
  'by server receipt p50 / p99',
  'skew on wire / at server',
  'gap err p50',
  'rate err p99',
  'ordinary SDK err p50 / p99',
  'ratio of medians, to each',
  'void',
];
const LEGEND = `ms unless said; absolute errors, pooled over ${ROUNDS} rounds after ${WARM_ROUNDS} to warm up; ${TOKENS} tokens each ${INTERVAL_MS} ms.
TTFT err: first token stamped minus first token written, plus the whole of our write call, within which the request left.
by server receipt: measured TTFT minus the server's (first write - request received): its own delay in taking requests included. skew: last request minus first, written by us / taken up by the
one server process, median over rounds.
gap err: inter-token gap measured minus written. rate err: output tokens per second measured over written, minus 1. void: share of samples.`;

async function fidelity(size: number, rig: Rig): Promise<string[]> {
  const fleet = await benchFleet(size);
  const ordinary = openOrdinary(fleet);
  try {
    const rounds: RoundFigures[] = [];
    for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
      const figures = await oneRound(fleet, rig, ordinary);
      if (round >= WARM_ROUNDS) rounds.push(figures);
      process.stderr.write(`N=${size} round ${round + 1} of ${WARM_ROUNDS + ROUNDS}\r`);
    }
    return row(size, rounds);
  } finally {
    await ordinary.close();
    await fleet.close();
  }
}

function row(size: number, rounds: readonly RoundFigures[]): string[] {
  const all = rounds.flatMap(({ checked }) => checked);
  const counted = all.filter(({ voided }) => !voided);
  const ttft = counted.map(({ ttftErrorMs }) => ttftErrorMs);
  const byServer = counted.map(({ serverTtftErrorMs }) => serverTtftErrorMs);
  const ordinary = rounds.flatMap(({ ordinaryErrorsMs }) => ordinaryErrorsMs);
  return [
    String(size),
    `${shown(median(ttft))} / ${shown(percentile(ttft, 0.99))}`,
    `${shown(median(byServer))} / ${shown(percentile(byServer, 0.99))}`,
    `${shown(median(rounds.map(({ skewOnWireMs }) => skewOnWireMs)))} / ${shown(median(rounds.map(({ skewAtServerMs }) => skewAtServerMs)))}`,
    shown(median(counted.flatMap(({ gapErrorsMs }) => gapErrorsMs))),
    `${shown(
      percentile(
        counted.map(({ rateError }) => rateError),
        0.99,
      ) * 100,
    )} %`,
    `${shown(median(ordinary))} / ${shown(percentile(ordinary, 0.99))}`,
    `${shown(median(ordinary) / median(ttft))} / ${shown(median(ordinary) / median(byServer))} x`,
    `${shown((1 - counted.length / all.length) * 100)} %`,
  ];
}

async function oneRound(fleet: SpawnedFleet, rig: Rig, ordinary: OrdinaryClients): Promise<RoundFigures> {
  const result = await raceFleet(fleet, rig);
  const checked = result.evidence.flatMap((evidence) => check(evidence, result) ?? []);
  const received = result.evidence.flatMap(({ run }) => seenStamps(run.capture)?.receivedMs ?? []);
  if (checked.length === 0) throw new Error('no probe gave any stamps: the figures would be of nothing');
  return {
    checked,
    skewOnWireMs: result.round.dispatchSkewMs ?? Number.NaN,
    skewAtServerMs: Math.max(...received) - Math.min(...received),
    ordinaryErrorsMs: await ordinary.measure(),
  };
}

function raceFleet(fleet: SpawnedFleet, rig: Rig): Promise<RaceResult> {
  const entrants = Object.entries(fleet.targets).map(([name, { origin }]) => {
    return { target: benchTarget(`bench/${name}`, `${origin}/v1`), region: 'local', key: 'bench' };
  });
  return race(
    {
      key: { workload: 'bench', region: 'local', scheduledAt: '2026-01-01T00:00:00Z', shard: '0' },
      workload: {
        name: 'bench',
        everyMs: 60_000,
        gunDelayMs: 0,
        prompts: ['Count.'],
        inputTokens: null,
        maxOutputTokens: TOKENS,
        temperature: 0,
      },
      timeouts: { connectMs: 5_000, firstTokenMs: 5_000, stallMs: 2_000, totalMs: 10_000 },
      entrants,
      reference: rig.reference,
      gunDueMs: null,
    },
    {
      trust: trust([...(fleet.ca === null ? [] : [fleet.ca]), ...rig.certificates]),
      wallNowMs: Date.now,
      random: Math.random,
      signal: new AbortController().signal,
    },
  );
}

function check({ run, reading, targetId }: Evidence, { round }: RaceResult): Checked | null {
  const stamps = seenStamps(run.capture);
  const sample = round.samples.find(({ target }) => target === targetId);
  const [first] = stamps?.writes ?? [];
  const last = stamps?.writes.at(-1);
  if (!stamps || !first || !last || !reading || !sample || sample.ttftMs === null) return null;
  const gaps = stamps.writes.slice(1).map((write, index) => {
    const before = stamps.writes[index] ?? first;
    return Math.abs(write.seenMs - before.seenMs - (write.writtenMs - before.writtenMs));
  });
  // the server writes tokens together that are due together, so the tokens are counted and not the writes
  const laterTokens = TOKENS - (reading.tokenChunks[0]?.events ?? 1);
  const writtenRate = (laterTokens / (last.writtenMs - first.writtenMs)) * 1000;
  return {
    ttftMs: sample.ttftMs,
    ttftErrorMs: Math.abs(first.seenMs - first.writtenMs) + (run.capture.writeMs ?? 0),
    stampErrorMs: Math.abs(first.seenMs - first.writtenMs),
    serverTtftErrorMs: Math.abs(sample.ttftMs - (first.writtenMs - stamps.receivedMs)),
    gapErrorsMs: gaps,
    rateError: Math.abs((sample.outputTokensPerSecond ?? 0) / writtenRate - 1),
    voided: sample.void !== null,
  };
}

// The rule is put to the test where it has something to find: the loop is blocked and the machine kept busy at random.
async function voidRule(size: number, rig: Rig): Promise<string> {
  const table = new Table({
    head: ['disturbance', 'samples', 'late by more than max(2 ms, 2 %)', 'of these void', 'good', 'of these void'],
    style: { head: [], border: [] },
  });
  const fleet = await benchFleet(size);
  try {
    for (const { name, begin } of disturbances) {
      const checked: Checked[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const end = begin();
        const result = await raceFleet(fleet, rig).finally(end);
        checked.push(...result.evidence.flatMap((evidence) => check(evidence, result) ?? []));
      }
      const late = checked.filter((each) => each.stampErrorMs > Math.max(2, 0.02 * each.ttftMs));
      const good = checked.filter((each) => !late.includes(each));
      table.push([name, checked.length, late.length, voidShare(late), good.length, voidShare(good)]);
    }
  } finally {
    await fleet.close();
  }
  return `The void rule, N=${size}, ${ROUNDS} rounds each:\n${table.toString()}`;
}

function voidShare(checked: readonly Checked[]): string {
  const voided = checked.filter((each) => each.voided).length;
  return checked.length === 0 ? '-' : `${shown((voided / checked.length) * 100)} %`;
}

function benchFleet(size: number): Promise<SpawnedFleet> {
  const spec = { personality: 'bench', firstTokenMs: [200, 800], tokens: TOKENS, intervalMs: INTERVAL_MS } as const;
  const providers = Object.fromEntries(Array.from({ length: size }, (_, index) => [`p${index}`, spec]));
  return spawnFleet({ tls: true, providers });
}

const NO_TARGETS = {
  name: 'bench',
  regions: ['us-east-1'],
  workloads: [],
  timeouts: { connectMs: 5_000, firstTokenMs: 5_000, stallMs: 2_000, totalMs: 10_000 },
  alarms: { regression: 'off', email: [] },
  metrics: [],
  aws: DEFAULT_AWS,
  targets: [],
} as const;

await main();
