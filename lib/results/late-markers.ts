// Late markers: a round that is stored after its hour was frozen says so here, and the publisher recomputes that hour.
import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './document-client.ts';
import { queryAll } from './query.ts';
import {
  expiresAtEpochSeconds,
  type ItemKey,
  LATE_PARTITION,
  type LateHour,
  lateKey,
  parseLateKey,
  ROUND_TTL_MS,
} from './table.ts';

export interface LateMarker extends LateHour {
  /** Changes with every late round, so that a marker set anew is not taken away with the one before. */
  readonly stamp: string;
  /** Epoch ms at which it was set. */
  readonly markedAtMs: number;
}

const isTheOneRead = 'stamp = :stamp';

/** Marks an hour as re-opened. */
export async function markLate({ client, name }: Table, hour: LateHour, nowMs: number): Promise<void> {
  const expiresAt = expiresAtEpochSeconds(hour.hourMs, ROUND_TTL_MS);
  const item = { ...lateKey(hour), stamp: randomUUID(), markedAtMs: nowMs, expiresAt };
  await client.send(new PutCommand({ TableName: name, Item: item }));
}

/** The markers of all regions of a workload. */
export async function lateMarkers(table: Table, workload: string): Promise<LateMarker[]> {
  const markers: LateMarker[] = [];
  for await (const item of queryAll(table, { partition: LATE_PARTITION })) {
    const hour = parseLateKey(item as unknown as ItemKey);
    if (hour?.workload === workload)
      markers.push({ ...hour, stamp: String(item.stamp), markedAtMs: Number(item.markedAtMs ?? 0) });
  }
  return markers;
}

/** Takes a marker away, unless it was set anew since it was read. */
export async function clearLate({ client, name }: Table, marker: LateMarker): Promise<void> {
  try {
    await client.send(
      new DeleteCommand({
        TableName: name,
        Key: lateKey(marker),
        ConditionExpression: isTheOneRead,
        ExpressionAttributeValues: { ':stamp': marker.stamp },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
