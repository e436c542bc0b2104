// A table of an embedded engine in memory, for tests that need a real one.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { documentClient, type Table } from '../../lib/results/document-client.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';

export interface MemoryEngine {
  readonly client: ReturnType<typeof documentClient>;
  close(): Promise<void>;
}

export async function openMemoryEngine(): Promise<MemoryEngine> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = documentClient(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));
  return {
    client,
    close: async () => {
      client.destroy();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
    },
  };
}

export async function openMemoryTable(): Promise<{ readonly table: Table; close(): Promise<void> }> {
  const engine = await openMemoryEngine();
  const table = { client: engine.client, name: 'photofinish' };
  await ensureTable(table);
  return { table, close: engine.close };
}
