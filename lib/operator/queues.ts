// The queues of a region, as far as an operator cares: how much lies in them.
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { unlessMissing } from './aws-trouble.ts';
import type { Aws } from './clients.ts';

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** How many messages a queue holds, also those that somebody is at work on; `null` without the queue. @throws whatever SQS answers */
export async function queueDepth(aws: Aws, region: string, name: string): Promise<number | null> {
  const sqs = aws.sqs(region);
  const found = await unlessMissing(sqs.send(new GetQueueUrlCommand({ QueueName: name })));
  if (found === null) return null;
  const request = { QueueUrl: found.QueueUrl, AttributeNames: [...COUNTS] };
  const { Attributes: attributes = {} } = await sqs.send(new GetQueueAttributesCommand(request));
  return COUNTS.reduce((sum, count) => sum + Number(attributes[count] ?? 0), 0);
}
