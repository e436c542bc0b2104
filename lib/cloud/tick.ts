// The event that starts a round, checked: whoever may invoke the function could send anything.
import * as z from 'zod/mini';
import type { Tick } from '../names/names.ts';
import { TickRefusedError } from './errors.ts';

const tickSchema = z.object({
  workload: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/)),
  scheduledAt: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)),
  shard: z.string().check(z.regex(/^\d{1,3}$/)),
  gunDelayMs: z.number().check(z.int(), z.nonnegative()),
});

/** @throws TickRefusedError naming the field that is wrong */
export function tickOf(event: unknown): Tick {
  const result = tickSchema.safeParse(event);
  if (result.success && Number.isFinite(Date.parse(result.data.scheduledAt))) return result.data;
  const field = result.error?.issues[0]?.path.join('.') || 'scheduledAt';
  throw new TickRefusedError(
    `The event is no round's: "${field}" is missing or wrong. Right would be { "workload": "chat", ` +
      '"scheduledAt": "2026-11-22T03:15:00Z", "shard": "0", "gunDelayMs": 60000 }.',
  );
}
