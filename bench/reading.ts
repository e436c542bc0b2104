// npm run bench:reading: what an answer costs once its race is over. For each dialect: the CPU time of its replay through the
// SDK's own parser, and of counting its tokens. The bytes are those of a race against the fleet.
import Table from 'cli-table3';
import { APIS, type Api } from '../lib/domain/target.ts';
import { DEFAULT_TIMEOUTS } from '../lib/domain/workload.ts';
import { answerScript } from '../lib/fleet/answer.ts';
import { baseUrlPath } from '../lib/fleet/request.ts';
import { spawnFleet } from '../lib/fleet/spawn.ts';
import { loadDialects } from '../lib/providers/dialects.ts';
import { trust } from '../lib/race/connection.ts';
import { countO200k } from '../lib/race/o200k.ts';
import { type Evidence, race } from '../lib/race/race.ts';
import { type Reading, replay } from '../lib/race/replay.ts';
import { holdAtStartLine } from '../lib/race/start-line.ts';
import { countTokens } from '../lib/race/tokens.ts';
import { median, shown } from './figures.ts';
import { benchTarget } from './target.ts';

const TOKENS = 128;
const BATCHES = 40;
const A_BATCH = 10;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** CPU time of this process, ms, its collector's threads included. */
async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** One answer in each dialect, as it was captured. */
async function captured(): Promise<readonly Evidence[]> {
  const script = answerScript({ firstTokenMs: 50, tokens: TOKENS, pace: { tokensPerSecond: 200 } });
  const providers = Object.fromEntries(APIS.map((api) => [api, { personality: 'script' as const, script, api }]));
  const fleet = await spawnFleet({ tls: false, providers });
  try {
    const entrants = APIS.map((api) => {
      const target = benchTarget(`bench/${api}`, `${fleet.targets[api]?.origin ?? ''}${baseUrlPath(api)}`, api);
      return { target, region: 'us-east-1', key: 'bench-key' };
    });
    const workload = { name: 'bench', everyMs: 60_000, gunDelayMs: 0, prompts: ['Go.'], inputTokens: null };
    const { evidence } = await race(
      {
        key: { workload: 'bench', region: 'local', scheduledAt: '2026-11-22T03:15:00Z', shard: '0' },
        workload: { ...workload, maxOutputTokens: TOKENS, temperature: 0 },
        ...{ timeouts: DEFAULT_TIMEOUTS, entrants, reference: null, gunDueMs: null },
      },
      { trust: trust([]), wallNowMs: Date.now, random: Math.random, signal: new AbortController().signal },
    );
    return evidence;
  } finally {
    await fleet.close();
  }
}

/** Median CPU ms of one replay and of one count; requests are built beforehand, as they are in a race. */
async function costOf({ run, reading }: Evidence): Promise<{ replayMs: number; countMs: number }> {
  if (reading === null) throw new Error(`${run.runner.ask.target.id} gave nothing to read`);
  const { ask, dialect } = run.runner;
  const replays: number[] = [];
  const counts: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const held = await Promise.all(Array.from({ length: A_BATCH }, () => holdAtStartLine(dialect, ask)));
    const readings: Reading[] = [];
    const replayedMs = await cpuMs(async () => {
      for (const one of held) readings.push(await replay(one, run.capture));
    });
    const countedMs = await cpuMs(async () => {
      for (const one of readings) await countTokens(one, ask.prompt);
    });
    replays.push(replayedMs / A_BATCH);
    counts.push(countedMs / A_BATCH);
  }
  return { replayMs: median(replays), countMs: median(counts) };
}

const loadMs = await cpuMs(() => countO200k('a'));
await loadDialects(APIS);
const table = new Table({
  head: ['dialect', 'chunks', 'bytes', 'replay, CPU ms', 'counting, CPU ms', 'counted'],
  style: { head: [], border: [], compact: true },
  colAligns: ['left', ...Array<'right'>(5).fill('right')],
});
for (const one of await captured()) {
  const { replayMs, countMs } = await costOf(one);
  const { capture, runner } = one.run;
  const api: Api = runner.ask.target.api;
  const counted = one.reading === null ? 0 : (await countTokens(one.reading, '')).countedTokens;
  table.push([api, capture.chunks.length, capture.byteCount, shown(replayMs), shown(countMs), counted]);
}
const unbroken = 'abcdefgh'.repeat(125_000);
const unbrokenMs = await cpuMs(() => countO200k(unbroken));

print(`CPU ms for each sample of ${TOKENS} tokens, medians of ${BATCHES} batches of ${A_BATCH}`);
print(table.toString());
print(`loading the tokenizer, once: ${shown(loadMs)} ms`);
print(`counting 1 MB without a space: ${shown(unbrokenMs)} ms`);
