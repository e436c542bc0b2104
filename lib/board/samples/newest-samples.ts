// The newest samples of each series, as they are published.
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { Round } from '../../domain/round.ts';
import { publicSample } from './columns.ts';
import type { PublicSample } from './recent-figures.ts';

const pack = promisify(deflate);
const unpack = promisify(inflate);

const MOST = 20;

/** Of one cohort: by target, oldest first. */
export type NewestSamples = Map<string, PublicSample[]>;

/** Takes rounds ascending by instant; of each target the last so many stay. */
export function addNewest(newest: NewestSamples, { samples, scheduledAt }: Round): void {
  for (const sample of samples) {
    const list = newest.get(sample.target) ?? [];
    newest.set(sample.target, list);
    // in two shards of one instant, the first one counts
    if (list.at(-1)?.round === scheduledAt) continue;
    list.push(publicSample(sample));
    if (list.length > MOST) list.shift();
  }
}

export async function packNewest(newest: NewestSamples): Promise<Uint8Array> {
  return pack(JSON.stringify([...newest]));
}

export async function unpackNewest(packed: Uint8Array | undefined): Promise<NewestSamples> {
  return packed === undefined ? new Map() : new Map(JSON.parse((await unpack(packed)).toString()));
}
