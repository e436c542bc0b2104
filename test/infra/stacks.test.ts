// What the stacks hold, of the parts that a mistake would be dear in.
import { describe, expect, it } from 'vitest';
import { PUBLIC_HEADERS } from '../../lib/board/headers.ts';
import { ENV } from '../../lib/names/names.ts';
import { MAXIMAL, MINIMAL, ONE_OF_TWO } from './configs.ts';
import { all, only, type Resource, synthesised, text } from './templates.ts';

const minimal = synthesised(MINIMAL);
const maximal = synthesised(MAXIMAL);
const race = maximal['photofinish-race-us-east-1'];
const hub = maximal['photofinish-hub'];

const schedules = (stack: Parameters<typeof all>[0]) => all(stack, 'AWS::Scheduler::Schedule');
const named = (resources: readonly Resource[], name: string) =>
  resources.find(({ Properties: { Name, FunctionName } }) => Name === name || FunctionName === name)?.Properties;
const functionsOf = (stack: Parameters<typeof all>[0]) => all(stack, 'AWS::Lambda::Function');

describe('the stacks', () => {
  it('are one for the data, one for the hub, one for each region', () => {
    expect(Object.keys(maximal).toSorted()).toEqual([
      'photofinish-data',
      'photofinish-hub',
      'photofinish-race-ap-northeast-1',
      'photofinish-race-eu-west-1',
      'photofinish-race-us-east-1',
    ]);
    expect(Object.keys(minimal)).toEqual(['photofinish-data', 'photofinish-hub', 'photofinish-race-eu-central-1']);
  });

  it('refer to each other by names only', () => {
    for (const template of Object.values(maximal)) {
      const json = JSON.stringify(template);
      expect(json).not.toContain('Fn::ImportValue');
      expect(json).not.toContain('Fn::GetStackOutput');
      expect(json).not.toContain('Custom::');
    }
  });
});

describe('the table', () => {
  const { Properties: table, DeletionPolicy } = only(maximal['photofinish-data'], 'AWS::DynamoDB::GlobalTable');

  it('has a replica in every region, each once, with recovery to a point in time', () => {
    const replicas = table.Replicas.map(({ Region }: { Region: string }) => Region);
    expect(replicas.toSorted()).toEqual(['ap-northeast-1', 'eu-west-1', 'us-east-1']);
    for (const replica of table.Replicas) {
      expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    }
  });

  it('is billed by use, and lets items expire', () => {
    expect(table.BillingMode).toBe('PAY_PER_REQUEST');
    expect(table.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
    expect(table.TableName).toBe('photofinish');
    expect(DeletionPolicy).toBe('Delete');
  });

  it('is protected unless the config takes that back', () => {
    const [protectedReplica] = only(minimal['photofinish-data'], 'AWS::DynamoDB::GlobalTable').Properties.Replicas;
    expect(protectedReplica.DeletionProtectionEnabled).toBe(true);
    expect(table.Replicas[0].DeletionProtectionEnabled).toBe(false);
  });
});

describe('the functions', () => {
  const functions = Object.values(maximal).flatMap(functionsOf);

  it('run on Node 24 on ARM, with a log of their own that ends', () => {
    expect(functions).toHaveLength(3 * 3 + 1);
    for (const { Properties } of functions) {
      expect(Properties.Runtime).toBe('nodejs24.x');
      expect(Properties.Architectures).toEqual(['arm64']);
      expect(Properties.Handler).toBe('index.handler');
    }
    for (const log of Object.values(maximal).flatMap((stack) => all(stack, 'AWS::Logs::LogGroup'))) {
      expect(log.Properties.RetentionInDays).toBe(90);
      expect(log.Properties.LogGroupName).toMatch(/^\/aws\/lambda\/photofinish-/);
      expect(log.DeletionPolicy).toBe('Delete');
    }
  });

  it('are given by their environment what no convention tells, and no secret', () => {
    const variables = Object.fromEntries(
      [...functionsOf(race), ...functionsOf(hub)].map(({ Properties: { FunctionName, Environment } }) => [
        FunctionName,
        Object.fromEntries(Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [name, text(value)])),
      ]),
    );
    expect(variables).toEqual({
      'photofinish-starter': {},
      'photofinish-race': { [ENV.unsavedQueueUrl]: '<Unsaved>', [ENV.watchRegion]: 'eu-west-1' },
      'photofinish-saver': { [ENV.unsavedQueueUrl]: '<Unsaved>', [ENV.deadLetterQueueUrl]: '<DeadLetters>' },
      'photofinish-publisher': {
        [ENV.boardBucket]: '<Board>',
        [ENV.alarmTopicArn]: 'arn:aws:sns:us-east-1:<AWS::AccountId>:photofinish-alarms',
        [ENV.pageUrl]: 'https://board.example.com/',
      },
    });
    expect(JSON.stringify(maximal)).not.toMatch(/_KEY|BEDROCK_KEY|Tell me a story/);
  });

  it('are never called twice for one event, and leave what failed in the queue', () => {
    const configs = [race, hub].flatMap((stack) => all(stack, 'AWS::Lambda::EventInvokeConfig'));
    expect(configs).toHaveLength(4);
    for (const { Properties } of configs) {
      expect(Properties.MaximumRetryAttempts).toBe(0);
      expect(Properties.MaximumEventAgeInSeconds).toBe(240);
    }
    const destinations = configs.map(({ Properties }) => [
      text(Properties.FunctionName),
      text(Properties.DestinationConfig?.OnFailure.Destination),
    ]);
    expect(Object.fromEntries(destinations)).toEqual({
      '<Race>': '<DeadLetters.Arn>',
      '<Starter>': '<DeadLetters.Arn>',
      '<Saver>': 'undefined',
      '<Publisher>': 'undefined',
    });
  });

  it('have the memory and the time that their work needs', () => {
    const sizes = [...functionsOf(race), ...functionsOf(hub)].map(
      ({ Properties: { FunctionName, MemorySize, Timeout } }) => [FunctionName, [MemorySize, Timeout]],
    );
    expect(Object.fromEntries(sizes)).toEqual({
      'photofinish-starter': [128, 90],
      'photofinish-race': [1_024, 105],
      'photofinish-saver': [256, 60],
      'photofinish-publisher': [1_024, 300],
    });
  });

  it('do not include a starter where nothing waits for a gun', () => {
    expect(named(functionsOf(minimal['photofinish-race-eu-central-1']), 'photofinish-starter')).toBeUndefined();
  });
});

describe('the schedules', () => {
  it('wake the starter for a round with a gun, with the tick as its input', () => {
    const chat = named(schedules(race), 'photofinish-chat-0');
    expect(chat.ScheduleExpression).toBe('cron(0/5 * * * ? *)');
    expect(chat.ScheduleExpressionTimezone).toBe('Etc/UTC');
    expect(chat.GroupName).toBe('photofinish');
    expect(text(chat.Target.Arn)).toBe('<Starter.Arn>');
    expect(JSON.parse(chat.Target.Input)).toEqual({
      workload: 'chat',
      scheduledAt: '<aws.scheduler.scheduled-time>',
      shard: '0',
      gunDelayMs: 60_000,
    });
  });

  it('wake the race itself where the gun is immediate', () => {
    const long = named(schedules(race), 'photofinish-long-context-0');
    expect(long.ScheduleExpression).toBe('cron(0 0/1 * * ? *)');
    expect(text(long.Target.Arn)).toBe('<Race.Arn>');
    expect(JSON.parse(long.Target.Input)).toMatchObject({ workload: 'long-context', gunDelayMs: 0 });
  });

  it('try once, within less than a cadence, and leave what failed in the queue', () => {
    const ages = { 'photofinish-chat-0': 240, 'photofinish-long-context-0': 3_540, 'photofinish-saver': 240 };
    for (const [name, ageS] of Object.entries(ages)) {
      const { Target, FlexibleTimeWindow } = named(schedules(race), name);
      expect(Target.RetryPolicy).toEqual({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: ageS });
      expect(text(Target.DeadLetterConfig.Arn)).toBe('<DeadLetters.Arn>');
      expect(FlexibleTimeWindow).toEqual({ Mode: 'OFF' });
    }
  });

  it('run the saver and the publisher every five minutes', () => {
    expect(named(schedules(race), 'photofinish-saver').ScheduleExpression).toBe('cron(0/5 * * * ? *)');
    expect(named(schedules(hub), 'photofinish-publisher').ScheduleExpression).toBe('cron(0/5 * * * ? *)');
  });

  it('go away with their group', () => {
    expect(only(race, 'AWS::Scheduler::ScheduleGroup').DeletionPolicy).toBe('Delete');
  });

  it('stand still while the config says paused; the board and the saver go on', () => {
    const paused = synthesised(MAXIMAL.replace('aws:', 'aws:\n  paused: true'));
    const states = schedules(paused['photofinish-race-us-east-1']).map(({ Properties }) => [
      Properties.Name,
      Properties.State,
    ]);
    expect(Object.fromEntries(states)).toEqual({
      'photofinish-chat-0': 'DISABLED',
      'photofinish-long-context-0': 'DISABLED',
      'photofinish-saver': 'ENABLED',
    });
    expect(named(schedules(paused['photofinish-hub']), 'photofinish-publisher').State).toBe('ENABLED');
    const alarms = Object.values(paused).flatMap((stack) => all(stack, 'AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.AlarmName).filter((name) => name.includes('missing'))).toEqual([]);
  });
});

describe('a region', () => {
  it('that nobody races from has no schedule of a round, and watches all the same', () => {
    const idle = synthesised(ONE_OF_TWO)['photofinish-race-eu-west-1'];

    expect(schedules(idle).map(({ Properties }) => Properties.Name)).toEqual(['photofinish-saver']);
    const alarms = all(idle, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    expect(alarms).toContain('photofinish-rounds-missing-chat-us-east-1');
  });

  it('that is taken out leaves no replica and no watch behind', () => {
    const smaller = synthesised(MAXIMAL.replace(', ap-northeast-1]', ']'));

    expect(Object.keys(smaller)).not.toContain('photofinish-race-ap-northeast-1');
    expect(JSON.stringify(smaller)).not.toContain('ap-northeast-1');
    expect(
      named(functionsOf(smaller['photofinish-race-eu-west-1']), 'photofinish-race').Environment.Variables,
    ).toMatchObject({ [ENV.watchRegion]: 'us-east-1' });
  });
});

describe('the queues', () => {
  it('keep messages for as long as can be, and take no unencrypted call', () => {
    const queues = all(race, 'AWS::SQS::Queue');
    expect(queues.map(({ Properties }) => Properties.QueueName)).toEqual([
      'photofinish-unsaved',
      'photofinish-dead-letters',
    ]);
    for (const { Properties } of queues) {
      expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      // a round must not be given up after a number of attempts
      expect(Properties.RedrivePolicy).toBeUndefined();
    }
    for (const { Properties } of all(race, 'AWS::SQS::QueuePolicy')) {
      const [statement] = Properties.PolicyDocument.Statement;
      expect(statement).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    }
  });

  it('hide what a run of the saver took for longer than it can run', () => {
    const [unsaved] = all(race, 'AWS::SQS::Queue');
    expect(unsaved?.Properties.VisibilityTimeout).toBeGreaterThan(
      named(functionsOf(race), 'photofinish-saver').Timeout,
    );
  });
});

describe('the page', () => {
  const { DistributionConfig: page } = only(hub, 'AWS::CloudFront::Distribution').Properties;
  const bucket = only(hub, 'AWS::S3::Bucket').Properties;

  it('lies in a bucket that only the CDN reads', () => {
    expect(text(bucket.BucketName)).toBe('photofinish-board-<AWS::AccountId>-us-east-1');
    expect(Object.values(bucket.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    const statements = only(hub, 'AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;
    const allowed = statements.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } });
    expect(text(allowed[0].Condition.StringEquals['AWS:SourceArn'])).toContain(':distribution/<Page>');
    expect(page.Origins).toHaveLength(1);
    expect(page.Origins[0]).toHaveProperty('OriginAccessControlId');
  });

  it('sends the headers that every server of the board sends, and HSTS', () => {
    const { CustomHeadersConfig, SecurityHeadersConfig } = only(hub, 'AWS::CloudFront::ResponseHeadersPolicy')
      .Properties.ResponseHeadersPolicyConfig;
    const custom = CustomHeadersConfig.Items.map(({ Header, Value }: { Header: string; Value: string }) => [
      Header,
      Value,
    ]);
    const sent = {
      ...Object.fromEntries(custom),
      'content-security-policy': SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy,
      'x-content-type-options': SecurityHeadersConfig.ContentTypeOptions.Override ? 'nosniff' : '',
      'referrer-policy': SecurityHeadersConfig.ReferrerPolicy.ReferrerPolicy,
    };
    expect(sent).toEqual(PUBLIC_HEADERS);
    expect(SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec).toBeGreaterThanOrEqual(31_536_000);
    for (const behavior of [page.DefaultCacheBehavior, ...page.CacheBehaviors]) {
      expect(text(behavior.ResponseHeadersPolicyId)).toBe('<Headers>');
      expect(behavior.ViewerProtocolPolicy).toBe('redirect-to-https');
      expect(behavior.Compress).toBe(true);
    }
  });

  it('keeps pages and data as long as they say, and assets long', () => {
    expect(page.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern)).toEqual([
      'assets/*',
      'data/v1/schema/*',
    ]);
    const live = only(hub, 'AWS::CloudFront::CachePolicy').Properties.CachePolicyConfig;
    expect(live).toMatchObject({ MinTTL: 0, DefaultTTL: 60 });
    expect(live.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      EnableAcceptEncodingBrotli: true,
      EnableAcceptEncodingGzip: true,
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    });
  });

  it('answers 404 with its own page for what is not there', () => {
    const errors = page.CustomErrorResponses.map(({ ErrorCode, ResponseCode, ResponsePagePath }: never) => [
      ErrorCode,
      ResponseCode,
      ResponsePagePath,
    ]);
    expect(errors).toEqual([
      [403, 404, '/404.html'],
      [404, 404, '/404.html'],
    ]);
    expect(page.DefaultRootObject).toBe('index.html');
    expect(page.HttpVersion).toBe('http2and3');
  });

  it("has CloudFront's address unless the config gives one", () => {
    expect(text(minimal['photofinish-hub']?.Outputs?.PageAddress?.Value)).toBe('https://<Page.DomainName>/');
    expect(text(hub?.Outputs?.PageAddress?.Value)).toBe('https://board.example.com/');
    expect(page.Aliases).toEqual(['board.example.com']);
    expect(page.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    const records = all(hub, 'AWS::Route53::RecordSet').map(({ Properties }) => [Properties.Name, Properties.Type]);
    expect(records).toEqual([
      ['board.example.com.', 'A'],
      ['board.example.com.', 'AAAA'],
    ]);
  });

  it('leaves the records to the operator without a zone', () => {
    const without = synthesised(MAXIMAL.replace('    hostedZone: Z0123456789ABC\n', ''))['photofinish-hub'];
    expect(all(without, 'AWS::Route53::RecordSet')).toEqual([]);
    expect(only(without, 'AWS::CloudFront::Distribution').Properties.DistributionConfig.Aliases).toHaveLength(1);
  });
});
