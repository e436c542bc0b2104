// Races one shard of one round.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import ssm, { ssmParam } from '@middy/ssm';
import { clearCache } from '@middy/util';
import { beforeTheEnd, handling, logger } from '../lib/cloud/handling.ts';
import { PATIENCE } from '../lib/cloud/patience.ts';
import { keptReference } from '../lib/cloud/reference.ts';
import { runRound } from '../lib/cloud/run-round.ts';
import { readConfig, setting } from '../lib/cloud/settings.ts';
import { tickOf } from '../lib/cloud/tick.ts';
import { ENV, KEY_PATH, TABLE_NAME } from '../lib/names/names.ts';
import { trust } from '../lib/race/connection.ts';
import { documentClient } from '../lib/results/document-client.ts';
import { createRoundStore } from '../lib/results/round-store.ts';

const config = await readConfig(import.meta.url);
const reference = keptReference(new URL('./reference-process.mjs', import.meta.url));
const store = createRoundStore({ client: documentClient(new DynamoDBClient(PATIENCE)), name: TABLE_NAME });
const [region, watcher, queueUrl] = [setting('AWS_REGION'), setting(ENV.watchRegion), setting(ENV.unsavedQueueUrl)];
// The engine takes as long to load as all the rest: it does so while the keys are fetched and the round is claimed.
const engine = import('../lib/race/race.ts');
// Needed only when the race is over, or not at all: loaded then.
const afterwards = () => import('../lib/cloud/afterwards.ts');

const keys = ssmParam<Readonly<Record<string, string>>>(KEY_PATH);
// Each reading is paid for by the key that is decrypted. A key that was pushed anew is used after this at the latest.
const KEY_CACHE_MS = 30 * 60_000;

export const handler = handling()
  .use(ssm({ fetchData: { keys }, setToContext: true, cacheExpiry: KEY_CACHE_MS }))
  .handler(async (event, context) => {
    const tools = { trust: trust([]), wallNowMs: Date.now, random: Math.random, signal: beforeTheEnd(context) };
    const outcome = await runRound(tickOf(event), {
      ...{ config, region, store, reference, log: logger, nowMs: Date.now, environment: process.env },
      keys: context.keys,
      race: async (input) => (await (await engine).race(input, tools)).round,
      unsaved: { keep: async (round) => (await afterwards()).keepInQueue(queueUrl, round) },
      sendMetrics: async (data) => (await afterwards()).tellCloudWatch(region, data),
      sendHeartbeat: async (data) => (await afterwards()).tellCloudWatch(watcher, data),
    });
    // A region without any key is waiting for `keys push`: it looks again at the next round.
    if (outcome === 'nobody-races') clearCache();
    return outcome;
  });
