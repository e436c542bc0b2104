// Does a good target's figure stay its own, whatever its neighbours do? Ten good targets on TLS beside sixty that misbehave,
// in one race: the good servers, the bad ones and the race each in a process of their own.
//
//   npm run bench:torture [-- --rounds 10]      exit status 1 if a bar is missed
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { spawnFleet } from '../lib/fleet/spawn.ts';
import { median, percentile, shown } from './figures.ts';
import type { BadServer, Course, Found, RoundFound } from './torture/contract.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
const ROUNDS = Number(values.rounds ?? 10);
const WARM_ROUNDS = 2;
const GOOD = 10;
const TOTAL_MS = 5_000;
const MIB = 1024 * 1024;
// Other processes on a shared machine move the clock's figures, and nothing else: they fail only when they are far off.
const FAR_OFF = 3;

async function main(): Promise<void> {
  const spec = { personality: 'bench', firstTokenMs: [200, 800], tokens: 24, intervalMs: 25 } as const;
  const providers = Object.fromEntries(Array.from({ length: GOOD }, (_, index) => [`p${index}`, spec]));
  const good = await spawnFleet({ tls: true, providers });
  const misbehaving = child('./torture/bad-servers.ts');
  try {
    const [bad] = (await once(misbehaving, 'message')) as [BadServer[]];
    const origins = Object.values(good.targets).map(({ origin }) => `${origin}/v1`);
    const certificates = good.ca === null ? [] : [good.ca];
    const found = await raced({ good: origins, bad, certificates, rounds: ROUNDS, warmRounds: WARM_ROUNDS });
    process.stdout.write(report(found, bad.length));
  } finally {
    misbehaving.kill();
    await good.close();
  }
}

function child(program: string): ChildProcess {
  return fork(new URL(program, import.meta.url), { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function raced(course: Course): Promise<Found> {
  const racer = child('./torture/racer.ts');
  racer.send(course);
  const ended = once(racer, 'exit').then(([code]) => {
    throw new Error(`the racing process ended with status ${code} before it had told anything`);
  });
  const told = once(racer, 'message').then(([found]) => found as Found);
  return Promise.race([told, ended]);
}

interface Bar {
  readonly what: string;
  readonly found: number;
  /** The same in rounds of the good targets alone; `null` where it is of no interest. */
  readonly alone: number | null;
  readonly most: number;
  readonly unit: string;
  /** So many times the bar is a failure. */
  readonly failsAt: number;
}

function barsOf({ rounds, alone, peakRssBytes }: Found): readonly Bar[] {
  const errors = rounds.flatMap(({ ttftErrorsMs }) => ttftErrorsMs);
  const aloneErrors = alone.flatMap(({ ttftErrorsMs }) => ttftErrorsMs);
  const ofAll = { alone: null, failsAt: 1 };
  const inMs = { unit: 'ms', failsAt: FAR_OFF };
  const slowestMs = Math.max(...rounds.map(({ tookMs }) => tookMs));
  return [
    { what: 'TTFT error of the good, p50', found: median(errors), alone: median(aloneErrors), most: 0.5, ...inMs },
    {
      what: 'TTFT error of the good, p99',
      found: percentile(errors, 0.99),
      alone: percentile(aloneErrors, 0.99),
      most: 3,
      ...inMs,
    },
    { what: 'peak memory (RSS)', found: peakRssBytes / MIB, most: 400, unit: 'MiB', ...ofAll },
    { what: 'slowest round, judging included', found: slowestMs, most: TOTAL_MS + 1_000, unit: 'ms', ...ofAll },
    {
      what: 'verdicts that are wrong',
      found: rounds.flatMap(({ wrong }) => wrong).length,
      most: 0,
      unit: '',
      ...ofAll,
    },
    {
      what: 'good ones without an answer',
      found: rounds.flatMap(({ lost }) => lost).length,
      most: 0,
      unit: '',
      ...ofAll,
    },
  ];
}

function report(found: Found, badCount: number): string {
  const { rounds, alone } = found;
  const bars = barsOf(found);
  const table = new Table({
    head: ['what', `beside ${badCount}`, 'alone', 'bar', ''],
    style: { head: [], border: [] },
  });
  for (const bar of bars) {
    const verdict = bar.found <= bar.most ? 'reached' : 'NOT reached';
    const aloneText = bar.alone === null ? '' : shown(bar.alone);
    table.push([bar.what, `${shown(bar.found)} ${bar.unit}`, aloneText, `${bar.most} ${bar.unit}`, verdict]);
  }
  // a figure of nothing is no figure
  if (bars.some((bar) => !(bar.found <= bar.most * bar.failsAt))) process.exitCode = 1;
  const voided = (of: readonly RoundFound[]) => of.reduce((sum, round) => sum + round.voided, 0);
  const judging = rounds.map(({ judgingMs }) => judgingMs);
  const wrong = new Set(rounds.flatMap((round) => [...round.wrong, ...round.lost]));
  return `${table.toString()}
${GOOD} good and ${badCount} misbehaving targets, ${rounds.length} rounds after ${WARM_ROUNDS} to warm up, and as many of the good alone.
Of ${rounds.length * GOOD} good samples ${voided(rounds)} void, alone ${voided(alone)}. TTFT error: first token stamped minus first token written, and
the whole of our write call. Judging took ${shown(median(judging))} ms in the median, ${shown(Math.max(...judging))} ms at most.
${[...wrong].join('\n')}
`;
}

await main();
