// Rounds that the table could not take, as files of a folder: one JSON file a round, there whole or not at all.
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Round } from '../domain/round.ts';
import { type DrainReport, isHopeless, parseRound, type UnsavedRounds } from '../results/unsaved.ts';

const SUFFIX = '.json';
const SET_ASIDE = 'set-aside';

/** @param folder made when the first round is kept */
export function createUnsavedRounds(folder: string): UnsavedRounds {
  async function keep(round: Round): Promise<void> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, fileNameOf(round));
    const unfinished = `${path}.tmp`;
    const file = await open(unfinished, 'w');
    try {
      await file.writeFile(JSON.stringify(round));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  }

  async function drain(store: { finish(round: Round): Promise<unknown> }): Promise<DrainReport> {
    const names = await keptFiles(folder);
    const setAside: string[] = [];
    let stored = 0;
    for (const name of names) {
      const round = parseRound(await readFile(join(folder, name), 'utf8'));
      if (round === null) {
        setAside.push(await putAside(folder, name, 'it is not a whole round'));
        continue;
      }
      try {
        await store.finish(round);
      } catch (error) {
        if (!isHopeless(error)) break;
        setAside.push(await putAside(folder, name, error.message));
        continue;
      }
      await rm(join(folder, name));
      stored++;
    }
    return { stored, left: names.length - stored - setAside.length, setAside };
  }

  return { keep, drain };
}

// Begins with the instant, so that names sort by age; the digest keeps any workload, region and shard apart.
function fileNameOf({ scheduledAt, workload, region, shard }: Round): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([workload, region, shard]))
    .digest('hex')
    .slice(0, 12);
  return `${scheduledAt.replaceAll(':', '')}-${digest}${SUFFIX}`;
}

async function keptFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(SUFFIX)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function putAside(folder: string, name: string, reason: string): Promise<string> {
  await mkdir(join(folder, SET_ASIDE), { recursive: true });
  const path = join(folder, SET_ASIDE, name);
  await rename(join(folder, name), path);
  return `An unsaved round was put aside at ${path}: ${reason}`;
}
