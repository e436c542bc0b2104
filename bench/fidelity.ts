// How exactly does a race time its targets? N simulated providers on loopback TLS, in a process of their own, stamp
// each of their writes with the machine's monotonic clock: that is the truth. Beside it, in the same run, the same
// requests by the provider's SDK in the ordinary way: the clock before the call, a stamp in `for await`.
//
//   npm run bench:fidelity [-- --api chat-completions,bedrock-converse|all --n 20,50,100 --rounds 7]
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { DEFAULT_AWS, DEFAULT_PAGE } from '../lib/domain/config.ts';
import { APIS, type Api } from '../lib/domain/target.ts';
import { openRig, type Rig } from '../lib/local/rig.ts';
import { openField } from './fidelity/field.ts';
import { ordinaryRounds } from './fidelity/ordinary.ts';
import { HEAD, LEGEND, type MeasuredRound, row, type Summary, summaryOf } from './fidelity/summary.ts';
import { voidRule } from './fidelity/void-rule.ts';
import { shown } from './figures.ts';

const { values } = parseArgs({
  options: { api: { type: 'string' }, n: { type: 'string' }, rounds: { type: 'string' } },
});
const DIALECTS = dialectsOf(values.api ?? 'chat-completions');
const SIZES = (values.n ?? '20,50,100').split(',').map(Number);
const ROUNDS = Number(values.rounds ?? 7);
const WARM_ROUNDS = Math.min(2, ROUNDS);

async function main(): Promise<void> {
  const [loadBefore = Number.NaN] = loadavg();
  const rig = await openRig(NO_TARGETS, [], () => null);
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  try {
    for (const api of DIALECTS) for (const size of SIZES) table.push(row(await fidelity(api, size, rig)));
    const run = `Rounds: ${ROUNDS}, after ${WARM_ROUNDS} to warm up. Load of the machine before: ${shown(loadBefore)}.`;
    process.stdout.write(`${table.toString()}\n${run}\n${LEGEND}\n\n`);
    const [first = 'chat-completions'] = DIALECTS;
    process.stdout.write(`${await voidRule(first, Math.min(50, ...SIZES.slice(-1)), ROUNDS, rig)}\n`);
  } finally {
    await rig.close();
  }
}

async function fidelity(api: Api, size: number, rig: Rig): Promise<Summary> {
  const field = await openField(api, size);
  try {
    const ordinary = await ordinaryRounds(api, field.origins);
    const rounds: MeasuredRound[] = [];
    for (let round = 0; round < WARM_ROUNDS + ROUNDS; round++) {
      const measured = { ...(await field.race(rig)), ordinaryErrorsMs: await ordinary() };
      if (round >= WARM_ROUNDS) rounds.push(measured);
      process.stderr.write(`${api} N=${size} round ${round + 1} of ${WARM_ROUNDS + ROUNDS}\r`);
    }
    return summaryOf(api, size, rounds);
  } finally {
    await field.close();
  }
}

function dialectsOf(names: string): readonly Api[] {
  if (names === 'all') return APIS;
  return names.split(',').map((name) => {
    const api = APIS.find((each) => each === name);
    if (api === undefined) throw new Error(`--api ${name} is none of: all, ${APIS.join(', ')}`);
    return api;
  });
}

const NO_TARGETS = {
  name: 'bench',
  regions: ['us-east-1'],
  workloads: [],
  timeouts: { connectMs: 5_000, firstTokenMs: 5_000, stallMs: 2_000, totalMs: 10_000 },
  alarms: { regression: 'off', email: [] },
  metrics: [],
  aws: DEFAULT_AWS,
  page: DEFAULT_PAGE,
  targets: [],
} as const;

await main();
