// `race --share`: the race as a link. Its figures stand in the fragment, which browsers keep to themselves: nothing is uploaded.
import { deflateRawSync } from 'node:zlib';
import { PAGES } from '../../board/paths.ts';
import { countText } from '../../domain/figure-text.ts';
import { MAX_LINK_LENGTH, packed, type SharedRun, sharedRun, shareHash } from '../../domain/shared-run.ts';
import type { Target } from '../../domain/target.ts';
import type { RaceReport } from './report/standings.ts';

/** Where the local monitor serves its board, unless it is told otherwise. */
export const LOCAL_BOARD = 'http://127.0.0.1:4242/';

/** @param targets those of the config: they tell the names of the providers, and which are simulated */
export function runOf({ name, workload, rounds }: RaceReport, targets: readonly Target[]): SharedRun {
  const samples = rounds.flatMap((round) => round.samples);
  const raced = new Set(samples.map(({ target }) => target));
  return sharedRun(
    {
      name,
      workload: workload.name,
      maxOutputTokens: workload.maxOutputTokens,
      targets: targets
        .filter(({ id }) => raced.has(id))
        .map(({ id, providerLabel, simulated }) => ({ id, provider: providerLabel, simulated })),
    },
    samples,
  );
}

/** @param address of a board, ending in `/` */
export function shareLink(run: SharedRun, address: string): string {
  const json = JSON.stringify(packed(run));
  return `${address}${PAGES.share}${shareHash(deflateRawSync(json, { level: 9 }))}`;
}

/** What is said after the race: the link, or what to do where it would be too long. */
export function shareLines(run: SharedRun, address: string): readonly string[] {
  if (run.regions.length === 0) return ['No round was done: there is nothing to share.'];
  const link = shareLink(run, address);
  if (link.length > MAX_LINK_LENGTH) {
    return [
      `This race would make a link of ${countText(link.length)} characters; only ${countText(MAX_LINK_LENGTH)} are sure to be taken. ` +
        `Race again with --format ndjson --out race.ndjson, share that file, and have it pasted at ${address}${PAGES.share}`,
    ];
  }
  return ['Anybody who has this link can see the figures, which stand in it; nothing was uploaded:', link];
}
