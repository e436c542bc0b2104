// The field of the bench: N simulated providers of one dialect on loopback TLS, in a process of their own, and their race.
import tls from 'node:tls';
import type { Api } from '../../lib/domain/target.ts';
import type { PersonalitySpec } from '../../lib/fleet/personalities.ts';
import { baseUrlPath } from '../../lib/fleet/request.ts';
import { type SpawnedFleet, spawnFleet } from '../../lib/fleet/spawn.ts';
import type { Rig } from '../../lib/local/rig.ts';
import { trust } from '../../lib/race/connection.ts';
import { type Entrant, type RaceResult, race } from '../../lib/race/race.ts';
import { benchTarget } from '../target.ts';
import { type Checked, check } from './checked.ts';
import { seenWrites, stampsOf } from './truth.ts';

export const TOKENS = 24;
export const INTERVAL_MS = 25;

/** A round against its truth. */
export interface CheckedRound {
  readonly checked: readonly Checked[];
  /** Probes that did not finish: there should be none. */
  readonly failed: number;
  /** Last request's write call returned, minus first. */
  readonly skewOnWireMs: number;
  readonly skewAtServerMs: number;
}

export interface Field {
  readonly origins: readonly string[];
  /** @param onRaced called once the race is over, before its truth is asked for */
  readonly race: (rig: Rig, onRaced?: () => void) => Promise<CheckedRound>;
  readonly close: () => Promise<void>;
}

/** Starts the providers. Until the field is closed, all of this process trusts their certificate. */
export async function openField(api: Api, size: number): Promise<Field> {
  const spec: PersonalitySpec = {
    personality: 'bench',
    api,
    firstTokenMs: [200, 800],
    tokens: TOKENS,
    intervalMs: INTERVAL_MS,
  };
  const providers = Object.fromEntries(Array.from({ length: size }, (_, index) => [`p${index}`, spec]));
  const fleet = await spawnFleet({ tls: true, providers });
  const trustedBefore = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...trustedBefore, ...certificatesOf(fleet)]);
  return {
    origins: Object.values(fleet.targets).map(({ origin }) => origin),
    race: async (rig, onRaced) => againstTruth(await raceOf(fleet, api, rig).finally(onRaced), fleet),
    close: async () => {
      tls.setDefaultCACertificates(trustedBefore);
      await fleet.close();
    },
  };
}

function raceOf(fleet: SpawnedFleet, api: Api, rig: Rig): Promise<RaceResult> {
  const entrants = Object.entries(fleet.targets).map(([name, { origin }]): Entrant => {
    return { target: benchTarget(name, origin + baseUrlPath(api), api), region: 'local', key: 'bench' };
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
      trust: trust([...certificatesOf(fleet), ...rig.certificates]),
      wallNowMs: Date.now,
      random: Math.random,
      signal: new AbortController().signal,
    },
  );
}

async function againstTruth({ round, evidence }: RaceResult, fleet: SpawnedFleet): Promise<CheckedRound> {
  const probes = await Promise.all(
    evidence.map(async (each) => {
      const sample = round.samples.find(({ target }) => target === each.targetId);
      if (sample?.outcome !== 'ok') return null;
      const stamps = await stampsOf(fleet.targets[each.targetId]?.origin ?? '', each.run.runner.ask.prompt);
      return check(each, sample, seenWrites(stamps, each.reading?.tokenChunks ?? []), TOKENS);
    }),
  );
  const checked = probes.filter((probe) => probe !== null);
  if (checked.length === 0) throw new Error(`no probe finished: ${JSON.stringify(round.samples[0]?.failure)}`);
  const receivedMs = checked.map((probe) => probe.receivedMs);
  return {
    checked,
    failed: probes.length - checked.length,
    skewOnWireMs: round.dispatchSkewMs ?? Number.NaN,
    skewAtServerMs: Math.max(...receivedMs) - Math.min(...receivedMs),
  };
}

function certificatesOf({ ca }: SpawnedFleet): readonly string[] {
  return ca === null ? [] : [ca];
}
