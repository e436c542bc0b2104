// Queries that follow every page, and batches that are retried until all is done.
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, BatchWriteCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './document-client.ts';
import { BatchIncompleteError } from './errors.ts';
import type { ItemKey } from './table.ts';

export type Item = Readonly<Record<string, unknown>>;

export interface Range {
  readonly partition: string;
  /** Sort keys from..to, both included; the whole partition without. */
  readonly between?: readonly [from: string, to: string];
  /** Attributes to read; all without. */
  readonly attributes?: readonly string[];
}

/** Every item of a range in the order of its sort keys, read consistently. */
export async function* queryAll({ client, name }: Table, range: Range): AsyncGenerator<Item> {
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(new QueryCommand({ ...rangeInput(name, range), ExclusiveStartKey: from }));
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

function rangeInput(name: string, { partition, between, attributes }: Range): QueryCommandInput {
  const names: Record<string, string> = { '#pk': 'pk' };
  if (between) names['#sk'] = 'sk';
  attributes?.forEach((attribute, index) => {
    names[`#a${index}`] = attribute;
  });
  return {
    TableName: name,
    ConsistentRead: true,
    KeyConditionExpression: between ? '#pk = :pk AND #sk BETWEEN :from AND :to' : '#pk = :pk',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':pk': partition, ...(between && { ':from': between[0], ':to': between[1] }) },
    ...(attributes && { ProjectionExpression: attributes.map((_, index) => `#a${index}`).join(', ') }),
  };
}

const MAX_WRITE_BATCH = 25;
const MAX_GET_BATCH = 100;
const MAX_TRIES = 8;
const FIRST_PAUSE_MS = 25; // doubles: some 3 s in all

/** Waits so many ms; tests wait less. */
type Pause = (ms: number) => Promise<unknown>;

/**
 * Puts items, 25 at a time, again and again what the engine left undone.
 * @throws BatchIncompleteError after 8 tries of one batch
 */
export async function putAll({ client, name }: Table, items: readonly Item[], pause: Pause = sleep): Promise<void> {
  for (let at = 0; at < items.length; at += MAX_WRITE_BATCH) {
    const batch = items.slice(at, at + MAX_WRITE_BATCH).map((item) => ({ PutRequest: { Item: item } }));
    let requests: NonNullable<BatchWriteCommand['input']['RequestItems']> = { [name]: batch };
    await untilDone(`writing ${batch.length} items to "${name}"`, pause, async () => {
      const { UnprocessedItems: left } = await client.send(new BatchWriteCommand({ RequestItems: requests }));
      requests = left ?? {};
      return Object.keys(requests).length === 0;
    });
  }
}

/**
 * Reads items by key, 100 at a time; those that do not exist are missing in the answer.
 * @throws BatchIncompleteError after 8 tries of one batch
 */
export async function getAll({ client, name }: Table, keys: readonly ItemKey[], pause: Pause = sleep): Promise<Item[]> {
  const items: Item[] = [];
  for (let at = 0; at < keys.length; at += MAX_GET_BATCH) {
    const batch = keys.slice(at, at + MAX_GET_BATCH).map(({ pk, sk }) => ({ pk, sk }));
    let requests: NonNullable<BatchGetCommand['input']['RequestItems']> = {
      [name]: { Keys: batch, ConsistentRead: true },
    };
    await untilDone(`reading ${batch.length} items of "${name}"`, pause, async () => {
      const { Responses: found, UnprocessedKeys: left } = await client.send(
        new BatchGetCommand({ RequestItems: requests }),
      );
      items.push(...(found?.[name] ?? []));
      requests = left ?? {};
      return Object.keys(requests).length === 0;
    });
  }
  return items;
}

async function untilDone(what: string, pause: Pause, attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    if (await attempt()) return;
    if (tries < MAX_TRIES) await pause(FIRST_PAUSE_MS * 2 ** (tries - 1));
  }
  throw new BatchIncompleteError(
    `After ${MAX_TRIES} tries of ${what} some were still undone: the table is overloaded.`,
  );
}
