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

const textBeside = (file: string) => readFile(new URL(file, import.meta.url), 'utf8');
const cloudWatch = new CloudWatchClient({});

const publish = publisher({
  config: await readConfig(import.meta.url),
  table: { client: documentClient(new DynamoDBClient({})), name: TABLE_NAME },
  sink: s3Sink(new S3Client({}), setting(ENV.boardBucket)),
  assets: {
    appJs: await textBeside(PAGE_FILES.app),
    css: await textBeside(PAGE_FILES.css),
    schemas: JSON.parse(await textBeside(PAGE_FILES.schemas)),
  },
  sendMetrics: (data) => sendMetrics(cloudWatch, data),
  sendMail: mailer(setting(ENV.alarmTopicArn)),
  pageUrl: setting(ENV.pageUrl),
  log: logger,
  nowMs: Date.now,
});

export const handler = handling().handler((_event, context) => publish(context.getRemainingTimeInMillis()));
