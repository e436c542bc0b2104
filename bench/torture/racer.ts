// The race itself, in a process of its own, so that the memory it is seen to need is its own.

import { REFERENCE_PLAN, referenceTarget } from '../../lib/fleet/reference-target.ts';
import { spawnFleet } from '../../lib/fleet/spawn.ts';
import { trust } from '../../lib/race/connection.ts';
import { type Evidence, type RaceInput, type RaceResult, race } from '../../lib/race/race.ts';
import { seenStamps } from '../../lib/race/stamps.ts';
import { benchTarget } from '../target.ts';
import type { Course, Found, RoundFound } from './contract.ts';

export const TIMEOUTS = { connectMs: 2_000, firstTokenMs: 2_000, stallMs: 1_000, totalMs: 5_000 };

async function run(course: Course): Promise<Found> {
  const reference = await spawnFleet(REFERENCE_PLAN);
  const trusted = trust(course.certificates);
  const origin = reference.targets.reference?.origin ?? '';
  const oneRound = async (bad: Course['bad']) => {
    const signal = new AbortController().signal;
    const tools = { trust: trusted, wallNowMs: Date.now, random: Math.random, signal };
    const result = await race(inputOf({ ...course, bad }, origin), tools);
    return foundIn(result, bad, performance.now());
  };
  const rounds: RoundFound[] = [];
  const alone: RoundFound[] = [];
  try {
    for (let round = 0; round < course.warmRounds + course.rounds; round++) {
      alone.push(await oneRound([]));
      rounds.push(await oneRound(course.bad));
    }
  } finally {
    await reference.close();
  }
  const counted = (found: readonly RoundFound[]) => found.slice(course.warmRounds);
  return { rounds: counted(rounds), alone: counted(alone), peakRssBytes: process.resourceUsage().maxRSS * 1024 };
}

function inputOf({ good, bad }: Course, referenceOrigin: string): RaceInput {
  const targets = [
    ...good.map((origin, index) => benchTarget(`good/${index}`, origin)),
    ...bad.map(({ id, origin, api }) => ({ ...benchTarget(id, origin), api })),
  ];
  return {
    key: { workload: 'bench', region: 'local', scheduledAt: '2026-01-01T00:00:00Z', shard: '0' },
    workload: {
      name: 'bench',
      everyMs: 60_000,
      gunDelayMs: 0,
      prompts: ['Count.'],
      inputTokens: null,
      maxOutputTokens: 128,
      temperature: 0,
    },
    timeouts: TIMEOUTS,
    entrants: targets.map((target) => ({ target, region: 'us-east-1', key: 'sk-torture-0123456789' })),
    reference: referenceTarget(referenceOrigin),
    gunDueMs: null,
  };
}

function foundIn({ round, evidence }: RaceResult, bad: Course['bad'], judgedAtMs: number): RoundFound {
  const good = round.samples.filter(({ target }) => target.startsWith('good/'));
  const timed = good.filter((sample) => sample.outcome === 'ok' && sample.void === null);
  const firedMs = evidence.flatMap(({ run }) => run.capture.firedAtMs ?? []);
  const endedMs = evidence.flatMap(({ run }) => (run.capture.firedAtMs === null ? [] : (run.capture.endedAtMs ?? [])));
  return {
    ttftErrorsMs: timed.flatMap(({ target }) => ttftErrorMs(evidence.find(({ targetId }) => targetId === target))),
    voided: good.filter((sample) => sample.void !== null).length,
    lost: good
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ target, failure }) => `${target}: ${failure?.class}`),
    wrong: bad.flatMap(({ id, verdict }) => {
      const failure = round.samples.find(({ target }) => target === id)?.failure;
      const found = [failure?.class, failure?.phase, failure?.status].map(String).join(' ');
      return found === verdict ? [] : [`${id}: ${found}, not ${verdict}`];
    }),
    tookMs: judgedAtMs - Math.min(...firedMs),
    judgingMs: judgedAtMs - Math.max(...endedMs),
  };
}

function ttftErrorMs(evidence: Evidence | undefined): number[] {
  const first = evidence === undefined ? undefined : seenStamps(evidence.run.capture)?.writes[0];
  if (evidence === undefined || first === undefined) return [];
  return [Math.abs(first.seenMs - first.writtenMs) + (evidence.run.capture.writeMs ?? 0)];
}

process.once('disconnect', () => process.exit(0));
process.once('message', (course: Course) => {
  run(course).then(
    (found) => process.send?.(found, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
