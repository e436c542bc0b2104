// One step of the bench: an hour of one deployment, its publications, and what is in the table afterwards.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { documentClient } from '../../lib/results/document-client.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { checkTable, type Loss } from './check.ts';
import { type Played, playHour } from './hour.ts';
import type { Publication } from './publisher.ts';
import { startPublisher } from './publisher-process.ts';
import { type Deployment, fieldOf, HOUR_MS, MINUTE_MS, START_MS } from './scene.ts';

export interface Simulated {
  readonly deployment: Deployment;
  readonly shards: number;
  readonly played: Played;
  /** Those within the hour; the first one has an empty cache. */
  readonly publications: readonly Publication[];
  readonly loss: Loss;
}

export function openClient(endpoint: string) {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const requestHandler = new NodeHttpHandler({ httpAgent: { maxSockets: 128 } });
  return documentClient(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, requestHandler }));
}

export async function simulateHour(endpoint: string, deployment: Deployment): Promise<Simulated> {
  const field = fieldOf(deployment);
  const client = openClient(endpoint);
  const table = { client, name: `hour-${deployment.targets}x${deployment.regions}` };
  await ensureTable(table);
  const publisher = startPublisher({ endpoint, table: table.name, deployment });
  const publications: Publication[] = [];
  try {
    const span = { fromMs: START_MS, toMs: START_MS + HOUR_MS };
    const played = await playHour(table, field, span, async (nowMs) => {
      publications.push(await publisher.publish(nowMs));
    });
    await played.storeUntil(span.toMs + 20 * MINUTE_MS);
    await publisher.publish(span.toMs + 3 * HOUR_MS + MINUTE_MS); // freezes the hour
    const endMs = span.toMs + 7 * HOUR_MS;
    await played.storeUntil(endMs); // the rest, which re-opens it
    await publisher.publish(endMs);
    const loss = await checkTable(table, field, played, span, endMs);
    return { deployment, shards: field.shards.length, played, publications, loss };
  } finally {
    await publisher.stop();
    client.destroy();
  }
}
