// The two queues of a region: rounds that the table could not take, and what could not be handled at all.
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEAD_LETTER_QUEUE, UNSAVED_QUEUE } from '../names/names.ts';
import { SAVER_TIMEOUT_MS } from '../names/timing.ts';

export interface Queues {
  readonly unsaved: Queue;
  readonly deadLetters: Queue;
}

export function makeQueues(scope: Construct): Queues {
  const shared = {
    // the longest there is
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
  };
  const unsaved = new Queue(scope, 'Unsaved', {
    ...shared,
    queueName: UNSAVED_QUEUE,
    // what a run of the saver took stays hidden for longer than it can run
    visibilityTimeout: Duration.millis(2 * SAVER_TIMEOUT_MS),
  });
  const deadLetters = new Queue(scope, 'DeadLetters', { ...shared, queueName: DEAD_LETTER_QUEUE });
  Validations.of(unsaved).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'A round is taken again and again for as long as the table is away; after a number of attempts it must not be given ' +
      'up. What can never be stored is put into the dead-letter queue by the saver itself.',
  });
  Validations.of(deadLetters).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is the dead-letter queue.' });
  return { unsaved, deadLetters };
}
