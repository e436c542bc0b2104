// Who is told of alarms: a topic in each region, because an alarm can only speak to one of its own.
import { Aws, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { ALARM_TOPIC } from '../names/names.ts';

export function makeTopic(scope: Construct, emails: readonly string[]): Topic {
  const topic = new Topic(scope, 'Alarms', { topicName: ALARM_TOPIC, enforceSSL: true });
  // A policy of its own takes the place of the one that lets the account's alarms in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  for (const email of new Set(emails)) topic.addSubscription(new EmailSubscription(email));
  return topic;
}

/** The topic that the race stack of a region makes, as another stack there sees it. */
export function topicByName(scope: Construct): ITopic {
  const topicArn = Stack.of(scope).formatArn({ service: 'sns', resource: ALARM_TOPIC });
  return Topic.fromTopicArn(scope, 'Alarms', topicArn);
}
