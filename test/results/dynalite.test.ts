// The store on the embedded engine, in memory.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { documentClient } from '../../lib/results/document-client.ts';
import { describeStore } from './store-contract.ts';

async function open() {
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

// It knows no UpdateTimeToLive.
describeStore('dynalite', open, { expires: false });
