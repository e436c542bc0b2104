// What there is once: the publisher, the public page, the dashboard over all regions, and the alarms on them. Its alarms speak
// to the topic that the race stack of the same region makes.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { AwsSettings, Config } from '../domain/config.ts';
import { cronOf } from '../names/cadence.ts';
import {
  DISTRIBUTION_OUTPUT,
  ENV,
  HUB_STACK,
  PAGE_OUTPUT,
  PUBLISHER_FUNCTION,
  PUBLISHER_SCHEDULE,
} from '../names/names.ts';
import { fieldOf, isLargeField, publisherMemoryMb, publisherTimeoutMs } from '../names/publisher-size.ts';
import { PUBLISHER_EVERY_MS } from '../names/timing.ts';
import { type AlarmPlace, watchBoard, watchFunction } from './alarms.ts';
import type { Bundles } from './bundle.ts';
import { makeDashboard } from './dashboard.ts';
import { makeFunction } from './functions.ts';
import { mayPublish, maySendMetrics, mayUseTable, mayWriteFiles } from './permissions.ts';
import { eventAgeMs } from './region-plan.ts';
import { makeSchedule, schedulerRole } from './schedules.ts';
import { makeBucket, makeDistribution } from './site.ts';
import { topicByName } from './topic.ts';

export function makeHubStack(scope: Construct, config: Config, bundles: Bundles): Stack {
  const region = config.regions[0]!;
  const stack = new Stack(scope, HUB_STACK, {
    stackName: HUB_STACK,
    description: 'Photofinish: the publisher and the public page.',
    env: { region },
  });
  const { domain, runbook } = config.aws;
  const bucket = makeBucket(stack, region);
  const distribution = makeDistribution(stack, bucket, domain);
  if (domain !== null) makeRecords(stack, distribution, domain);
  const pageUrl = `https://${domain?.name ?? distribution.distributionDomainName}/`;
  const topic = topicByName(stack);
  makePublisher(stack, config, bundles, { bucket, pageUrl, topic });
  const place: AlarmPlace = { scope: stack, topic, runbook };
  watchBoard(place);
  watchFunction(place, PUBLISHER_FUNCTION, region);
  makeDashboard(stack, config);
  new CfnOutput(stack, PAGE_OUTPUT, {
    description: 'Where the board can be read.',
    value: pageUrl,
  });
  new CfnOutput(stack, DISTRIBUTION_OUTPUT, {
    description: 'The name of the distribution itself; records of an own domain point to it.',
    value: distribution.distributionDomainName,
  });
  return stack;
}

interface Reached {
  readonly bucket: Bucket;
  readonly pageUrl: string;
  readonly topic: ITopic;
}

function makePublisher(stack: Stack, config: Config, bundles: Bundles, { bucket, pageUrl, topic }: Reached): void {
  const field = fieldOf(config);
  const publisher = makeFunction(stack, 'Publisher', {
    name: PUBLISHER_FUNCTION,
    description: 'Brings blocks up to date and publishes the board.',
    code: bundles.publisher,
    memoryMb: publisherMemoryMb(field),
    timeoutMs: publisherTimeoutMs(field),
    alone: isLargeField(field),
    environment: {
      [ENV.boardBucket]: bucket.bucketName,
      [ENV.alarmTopicArn]: topic.topicArn,
      [ENV.pageUrl]: pageUrl,
    },
    permissions: [
      mayUseTable(stack, ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchGetItem', 'BatchWriteItem']),
      mayWriteFiles(bucket.bucketArn),
      maySendMetrics(),
      mayPublish(topic.topicArn),
    ],
    // the next run does what a failed one left
    deadLetters: null,
    maxEventAgeMs: eventAgeMs(PUBLISHER_EVERY_MS),
    logDays: config.aws.logDays,
  });
  const schedule = {
    name: PUBLISHER_SCHEDULE,
    description: 'Publishes the board.',
    cron: cronOf('publisher', PUBLISHER_EVERY_MS),
    wakes: publisher,
    input: {},
    maxEventAgeMs: eventAgeMs(PUBLISHER_EVERY_MS),
    enabled: true,
  };
  // the group of our own belongs to the race stack of this region
  const role = schedulerRole(stack, 'default', { wakes: [publisher], deadLetters: null });
  makeSchedule(stack, PUBLISHER_SCHEDULE, schedule, { group: null, role, deadLetters: null });
}

function makeRecords(
  stack: Stack,
  distribution: Distribution,
  { name, hostedZoneId }: NonNullable<AwsSettings['domain']>,
) {
  if (hostedZoneId === null) return;
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId, zoneName: name });
  // the dot says that the name is whole, whatever the zone is called
  const record = { zone, recordName: `${name}.`, target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)) };
  new ARecord(stack, 'Address', record);
  new AaaaRecord(stack, 'AddressV6', record);
}
