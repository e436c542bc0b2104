// The publisher's lease: one holder at a time, for a bounded time, so that two publishers never write side by side.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './document-client.ts';
import { PUBLISHER_LEASE_KEY } from './table.ts';

export interface LeaseRequest {
  /** Who asks; the same name for as long as what the asker has cached may count. */
  readonly holder: string;
  readonly nowMs: number;
  /** ms; at least as long as the holder can run at all. */
  readonly lengthMs: number;
}

export interface Lease {
  /** True if nobody else had it since this holder had it last: what it has cached still counts. */
  readonly uninterrupted: boolean;
  /** Epoch ms of the last publication that succeeded, by whomever; `null` if there was none. */
  readonly publishedAtMs: number | null;
  /** Gives it back. @param publishedAtMs of a publication that succeeded; `null` after one that did not */
  release(publishedAtMs: number | null): Promise<void>;
}

const isFree = 'attribute_not_exists(pk) OR heldUntilMs <= :now';
const isStillMine = 'holder = :me';

/** Takes the lease. @returns `null` while somebody has it @throws whatever the table throws */
export async function takeLease(table: Table, { holder, nowMs, lengthMs }: LeaseRequest): Promise<Lease | null> {
  const before = await update(table, 'SET holder = :me, heldUntilMs = :until', isFree, {
    ':me': holder,
    ':now': nowMs,
    ':until': nowMs + lengthMs,
  });
  if (before === null) return null;
  return {
    uninterrupted: before.holder === holder,
    publishedAtMs: typeof before.publishedAtMs === 'number' ? before.publishedAtMs : null,
    release: async (publishedAtMs) => {
      const published = publishedAtMs === null ? {} : { ':published': publishedAtMs };
      const also = publishedAtMs === null ? '' : ', publishedAtMs = :published';
      await update(table, `SET heldUntilMs = :never${also}`, isStillMine, { ':me': holder, ':never': 0, ...published });
    },
  };
}

/** @returns the item as it was before, or `null` if the condition did not hold */
async function update(
  { client, name }: Table,
  expression: string,
  condition: string,
  values: Readonly<Record<string, string | number>>,
): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const { Attributes: before } = await client.send(
      new UpdateCommand({
        TableName: name,
        Key: PUBLISHER_LEASE_KEY,
        UpdateExpression: expression,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
        ReturnValues: 'ALL_OLD',
      }),
    );
    return before ?? {};
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
