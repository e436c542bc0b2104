// What the answers of targets called themselves, kept longer than the rounds are looked through: one item a workload and region.
// One writer, the publisher with the lease.
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { isoSeconds } from '../domain/time.ts';
import type { Table } from './document-client.ts';
import type { Item } from './query.ts';
import { identityKey } from './table.ts';

/** What a target's answers called themselves, from an instant on. */
export interface IdentityMark {
  readonly sinceMs: number;
  readonly servedModel: string | null;
}

/** By target, oldest first. */
export type IdentityMarks = ReadonlyMap<string, readonly IdentityMark[]>;

export interface IdentityScope {
  readonly workload: string;
  readonly region: string;
}

/** An item may have 400 KB; its attribute names and numbers take some of it. */
export const MAX_MARK_BYTES = 300_000;
const BYTES_AROUND_A_MARK = 60;

export async function readIdentities(
  { client, name }: Table,
  { workload, region }: IdentityScope,
): Promise<IdentityMarks> {
  const key = identityKey(workload, region);
  const { Item: item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  const targets = (item?.targets ?? []) as readonly Item[];
  return new Map(targets.map(({ target, marks }) => [String(target), marksFrom(marks)]));
}

/** Writes the marks as they are now, in place of those before. Beyond what an item holds, the oldest ones are left out. */
export async function saveIdentities(
  { client, name }: Table,
  { workload, region }: IdentityScope,
  marks: IdentityMarks,
): Promise<void> {
  // a list, and not a map by target: a name that objects have of themselves could not be written
  const targets = Array.from(withinItem(marks), ([target, each]) => ({ target, marks: each.map(markItem) }));
  await client.send(new PutCommand({ TableName: name, Item: { ...identityKey(workload, region), targets } }));
}

function markItem({ sinceMs, servedModel }: IdentityMark): Item {
  return { since: isoSeconds(sinceMs), model: servedModel };
}

function marksFrom(value: unknown): readonly IdentityMark[] {
  if (!Array.isArray(value)) return [];
  return value.map(({ since, model }: Item) => ({
    sinceMs: Date.parse(String(since)),
    servedModel: typeof model === 'string' ? model : null,
  }));
}

// What each target is called now goes before what any was called earlier.
function withinItem(marks: IdentityMarks): IdentityMarks {
  const ranked = Array.from(marks, ([target, each]) =>
    each.map((mark, index) => ({ target, mark, isNow: index === each.length - 1 })),
  ).flat();
  ranked.sort((a, b) => Number(b.isNow) - Number(a.isNow) || b.mark.sinceMs - a.mark.sinceMs);
  const kept = new Map<string, IdentityMark[]>();
  let bytes = 0;
  for (const { target, mark } of ranked) {
    bytes += BYTES_AROUND_A_MARK + Buffer.byteLength(target) + Buffer.byteLength(mark.servedModel ?? '');
    if (bytes > MAX_MARK_BYTES) break;
    kept.set(target, [mark, ...(kept.get(target) ?? [])]);
  }
  return kept;
}
