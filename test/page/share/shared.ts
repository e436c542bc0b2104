// Races as they are shared, for the tests of the share page.
import { deflateRawSync } from 'node:zlib';
import { packed, type SharedRun, shareHash } from '../../../lib/domain/shared-run.ts';
import { runOf } from '../../../lib/local/terminal/share-link.ts';
import { targetOf } from '../../board/board-input.ts';
import { fullRace, reportOf } from '../../local/terminal/report/raced.ts';

/** The race of `fullRace`, as `race --share` makes it. */
export function sharedRace(rounds = fullRace()): SharedRun {
  const ids = new Set(rounds.flatMap(({ samples }) => samples.map(({ target }) => target)));
  return runOf(
    reportOf(rounds),
    Array.from(ids, (id) => targetOf(id)),
  );
}

/** The fragment of a link that holds some value. */
export function hashOfValue(value: unknown): string {
  return shareHash(deflateRawSync(JSON.stringify(value)));
}

/** What a link holds, to be broken. */
export function packedRace(): Record<string, unknown> {
  return JSON.parse(JSON.stringify(packed(sharedRace())));
}
