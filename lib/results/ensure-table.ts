// Creates the table where no deployment does: in the embedded engine, and for tests.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Table } from './document-client.ts';
import { TableNotReadyError } from './errors.ts';
import { PARTITION_KEY, SORT_KEY, TTL_ATTRIBUTE } from './table.ts';

export interface EnsuredTable {
  readonly created: boolean;
  /** False where the engine has no such call: then nothing is deleted, and readers leave expired items out as ever. */
  readonly expires: boolean;
}

/**
 * Creates the table if it is missing (billed on demand) and waits until it can be used. A table that exists is left as it is.
 * @throws TableNotReadyError if it is not active within `timeoutMs` (default 30 s)
 */
export async function ensureTable({ client, name }: Table, timeoutMs = 30_000): Promise<EnsuredTable> {
  const created = (await status({ client, name })) === null && (await create({ client, name }));
  const deadline = Date.now() + timeoutMs;
  for (let waitMs = 2; ; waitMs = Math.min(waitMs * 2, 500)) {
    if ((await status({ client, name })) === 'ACTIVE') break;
    if (Date.now() > deadline) {
      throw new TableNotReadyError(`The table "${name}" did not become active within ${timeoutMs} ms.`);
    }
    await sleep(waitMs);
  }
  return { created, expires: created && (await expire({ client, name })) };
}

async function status({ client, name }: Table): Promise<string | null> {
  try {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return table?.TableStatus ?? null;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return null;
    throw error;
  }
}

async function create({ client, name }: Table): Promise<boolean> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: PARTITION_KEY, AttributeType: 'S' },
          { AttributeName: SORT_KEY, AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: PARTITION_KEY, KeyType: 'HASH' },
          { AttributeName: SORT_KEY, KeyType: 'RANGE' },
        ],
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ResourceInUseException) return false; // somebody else was quicker
    throw error;
  }
}

async function expire({ client, name }: Table): Promise<boolean> {
  try {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'UnknownOperationException') return false;
    throw error;
  }
}
