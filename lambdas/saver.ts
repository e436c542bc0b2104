// Stores the rounds that wait in the queue, as soon as the table takes them.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { beforeTheEnd, handling, logger } from '../lib/cloud/handling.ts';
import { PATIENCE } from '../lib/cloud/patience.ts';
import { setting } from '../lib/cloud/settings.ts';
import { drainQueue } from '../lib/cloud/unsaved-queue.ts';
import { ENV, TABLE_NAME } from '../lib/names/names.ts';
import { documentClient } from '../lib/results/document-client.ts';
import { createRoundStore } from '../lib/results/round-store.ts';

const store = createRoundStore({ client: documentClient(new DynamoDBClient(PATIENCE)), name: TABLE_NAME });
const queues = {
  client: new SQSClient(PATIENCE),
  unsavedUrl: setting(ENV.unsavedQueueUrl),
  deadLetterUrl: setting(ENV.deadLetterQueueUrl),
};

export const handler = handling().handler(async (_event, context) => {
  const end = beforeTheEnd(context);
  const { stored, left, setAside } = await drainQueue({ ...queues, isOver: () => end.aborted }, store);
  for (const line of setAside) logger.error(line);
  if (stored > 0 || left > 0) logger.info('rounds kept earlier', { stored, left });
  return { stored, left, setAside: setAside.length };
});
