// What one should know of a target before its figures are read.
import { percentText } from './format.ts';
import type { ViewRow } from './schemas.ts';

export interface Tag {
  readonly name: 'reasoning' | 'burst' | 'cached' | 'simulation';
  /** Why it is there. */
  readonly because: string;
}

/** From this on the first visible token comes noticeably later than the first one of any kind. */
const LATER = 1.05;
const MOST = 0.5;
/** A few stray hits make no habit; they are counted beside n all the same. */
const OFTEN = 0.01;

/** The tags of a row, in a fixed order; `simulation` only where it stands beside real ones. */
export function tagsOf(row: ViewRow, isMixed: boolean): readonly Tag[] {
  const { ttftMs, firstAnswerMs, outputTokensPerSecond } = row.metrics;
  const measured = row.ok - row.cached;
  const tags: Tag[] = [];
  if (ttftMs.p50 !== null && firstAnswerMs.p50 !== null && firstAnswerMs.p50 > LATER * ttftMs.p50)
    tags.push({ name: 'reasoning', because: 'thinks before it answers: its first tokens are not yet the answer' });
  if (measured > 0 && outputTokensPerSecond.n < MOST * measured)
    tags.push({ name: 'burst', because: 'most of its streams come in too few pieces to tell an output speed' });
  if (row.ok > 0 && row.cached / row.ok >= OFTEN)
    tags.push({
      name: 'cached',
      because: `${percentText(row.cached / row.ok)} % of its answers came out of a cache and are in no figure of speed`,
    });
  if (isMixed && row.simulated) tags.push({ name: 'simulation', because: 'the built-in demo fleet, no real provider' });
  return tags;
}
