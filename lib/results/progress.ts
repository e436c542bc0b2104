// How far the hours of a region are frozen. Not a counter: without it, or with an old one, more is recomputed and comes out the same.
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './document-client.ts';
import { progressKey } from './table.ts';

export interface Progress {
  /** Hours that begin before this are frozen, epoch ms. */
  readonly frozenBeforeMs: number;
  /** Targets with hour blocks in days that have no day block yet. */
  readonly roster: readonly string[];
}

/** `null` where no publisher has been. */
export async function readProgress(
  { client, name }: Table,
  workload: string,
  region: string,
): Promise<Progress | null> {
  const key = progressKey(workload, region);
  const { Item: item } = await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }));
  if (!item) return null;
  return { frozenBeforeMs: Number(item.frozenBefore) * 1_000, roster: item.roster as readonly string[] };
}

export async function writeProgress(table: Table, workload: string, region: string, progress: Progress): Promise<void> {
  const item = {
    ...progressKey(workload, region),
    frozenBefore: progress.frozenBeforeMs / 1_000,
    roster: progress.roster,
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
}
