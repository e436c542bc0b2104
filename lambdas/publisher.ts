// Publishes the board into the bucket.
import { readFile } from 'node:fs/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { s3Sink } from '../lib/board/s3-sink.ts';
import { handling, logger } from '../lib/cloud/handling.ts';
import { mailer } from '../lib/cloud/mailer.ts';
import { publisher } from '../lib/cloud/publisher.ts';
import { readConfig, setting } from '../lib/cloud/settings.ts';
import { sendMetrics } from '../lib/metrics/sink.ts';
import { ENV, PAGE_FILES, TABLE_NAME } from '../lib/names/names.ts';
import { documentClient } from '../lib/results/document-client.ts';

const beside = (file: string) => readFile(new URL(file, import.meta.url));
const jsonBeside = async (file: string) => JSON.parse((await beside(file)).toString());
const cloudWatch = new CloudWatchClient({});

const publish = publisher({
  config: await readConfig(import.meta.url),
  table: { client: documentClient(new DynamoDBClient({})), name: TABLE_NAME },
  sink: s3Sink(new S3Client({}), setting(ENV.boardBucket)),
  assets: await jsonBeside(PAGE_FILES.assets),
  readRequests: () => jsonBeside(PAGE_FILES.requests),
  readAsset: (name) => beside(name === 'font.ttf' ? PAGE_FILES.font : PAGE_FILES.wasm),
  sendMetrics: (data) => sendMetrics(cloudWatch, data),
  sendMail: mailer(setting(ENV.alarmTopicArn)),
  pageUrl: setting(ENV.pageUrl),
  log: logger,
  nowMs: Date.now,
});

export const handler = handling().handler((_event, context) => publish(context.getRemainingTimeInMillis()));
