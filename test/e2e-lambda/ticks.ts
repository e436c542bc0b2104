// What the scheduler would send.
import { isoSeconds } from '../../lib/domain/time.ts';
import type { Tick } from '../../lib/names/names.ts';

/** The tick of an instant so many minutes ago. */
export function tick(minutesAgo = 0, gunDelayMs = 0): Tick {
  const scheduledAt = isoSeconds(Math.floor(Date.now() / 1_000) * 1_000 - minutesAgo * 60_000);
  return { workload: 'chat', scheduledAt, shard: '0', gunDelayMs };
}
