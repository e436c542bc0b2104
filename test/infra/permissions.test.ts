// Every action and resource that each role has: a permission more or less is a decision, to be made here too.
import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { COMMON_QUIRKS, type Target } from '../../lib/domain/target.ts';
import { mayAskModels } from '../../lib/infra/bedrock-permissions.ts';
import { MAXIMAL } from './configs.ts';
import { all, synthesised, type Template, text } from './templates.ts';

const templates = synthesised(MAXIMAL);

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** `Allow sqs:SendMessage on <Unsaved.Arn>`, one line for each action. */
function lines({ Effect, Action, Resource, Condition = {} }: Statement): readonly string[] {
  const conditions = Object.values(Condition).flatMap((keys) =>
    Object.entries(keys).map(([key, value]) => ` if ${key} = ${text(value)}`),
  );
  return [Action].flat().map((action) => `${Effect} ${action} on ${text(Resource)}${conditions.join('')}`);
}

function permissionsOf(template: Template | undefined, role: string): readonly string[] {
  const [, found] = Object.entries(template?.Resources ?? {}).find(([id]) => id.startsWith(role)) ?? [];
  return found?.Properties.Policies.flatMap((policy: { PolicyDocument: { Statement: readonly Statement[] } }) =>
    policy.PolicyDocument.Statement.flatMap(lines),
  );
}

const race = templates['photofinish-race-us-east-1'];
const hub = templates['photofinish-hub'];
const table = (region: string) => `arn:aws:dynamodb:${region}:<AWS::AccountId>:table/photofinish`;
const keys = (region: string) =>
  ['', '/'].map((end) => `arn:aws:ssm:${region}:<AWS::AccountId>:parameter/photofinish/keys${end}`).join(', ');
const log = (name: string) => [
  `Allow logs:CreateLogStream on <${name}Log.Arn>`,
  `Allow logs:PutLogEvents on <${name}Log.Arn>`,
];
const metrics = 'Allow cloudwatch:PutMetricData on * if cloudwatch:namespace = Photofinish';

describe('the role of', () => {
  it('the starter', () => {
    expect(permissionsOf(race, 'StarterRole')).toEqual([
      'Allow lambda:InvokeFunction on <Race.Arn>',
      'Allow sqs:SendMessage on <DeadLetters.Arn>',
      ...log('Starter'),
    ]);
  });

  it('the race', () => {
    const profiles = 'arn:aws:bedrock:us-east-1:<AWS::AccountId>:inference-profile/';
    const ask = 'Allow bedrock:InvokeModelWithResponseStream on';
    expect(permissionsOf(race, 'RaceRole')).toEqual([
      `Allow dynamodb:PutItem on ${table('us-east-1')}`,
      `Allow dynamodb:UpdateItem on ${table('us-east-1')}`,
      'Allow sqs:SendMessage on <DeadLetters.Arn>, <Unsaved.Arn>',
      `Allow ssm:GetParametersByPath on ${keys('us-east-1')}`,
      metrics,
      `${ask} arn:aws:bedrock:us-east-1::foundation-model/meta.llama3-3-70b-instruct-v1:0, ${profiles}us.amazon.nova-pro-v1:0`,
      `${ask} arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0 if bedrock:InferenceProfileArn = ${profiles}us.*`,
      ...log('Race'),
    ]);
  });

  it('the race in a region without Bedrock', () => {
    const elsewhere = permissionsOf(templates['photofinish-race-ap-northeast-1'], 'RaceRole');

    expect(elsewhere.filter((line) => line.includes('bedrock'))).toEqual([]);
    expect(elsewhere).toContain(`Allow dynamodb:PutItem on ${table('ap-northeast-1')}`);
    expect(elsewhere).toContain(`Allow ssm:GetParametersByPath on ${keys('ap-northeast-1')}`);
  });

  it('the saver', () => {
    expect(permissionsOf(race, 'SaverRole')).toEqual([
      'Allow sqs:DeleteMessage on <Unsaved.Arn>',
      'Allow sqs:ReceiveMessage on <Unsaved.Arn>',
      'Allow sqs:SendMessage on <DeadLetters.Arn>',
      `Allow dynamodb:PutItem on ${table('us-east-1')}`,
      `Allow dynamodb:UpdateItem on ${table('us-east-1')}`,
      ...log('Saver'),
    ]);
  });

  it('the publisher, who has nothing to do with keys', () => {
    const actions = ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];
    expect(permissionsOf(hub, 'PublisherRole')).toEqual([
      ...actions.map((action) => `Allow dynamodb:${action} on ${table('us-east-1')}`),
      ...['DeleteObject', 'GetObject', 'PutObject'].map((action) => `Allow s3:${action} on <Board.Arn>/*`),
      metrics,
      'Allow sns:Publish on arn:aws:sns:us-east-1:<AWS::AccountId>:photofinish-alarms',
      ...log('Publisher'),
    ]);
  });

  it('the scheduler, for each stack its own', () => {
    expect(permissionsOf(race, 'SchedulerRole')).toEqual([
      'Allow lambda:InvokeFunction on <Race.Arn>, <Saver.Arn>, <Starter.Arn>',
      'Allow sqs:SendMessage on <DeadLetters.Arn>',
    ]);
    expect(permissionsOf(hub, 'SchedulerRole')).toEqual(['Allow lambda:InvokeFunction on <Publisher.Arn>']);
  });
});

describe('all roles', () => {
  const roles = Object.values(templates).flatMap((template) => all(template, 'AWS::IAM::Role'));

  it('have policies of their own only', () => {
    expect(roles).toHaveLength(3 * 4 + 2);
    for (const { Properties } of roles) expect(Properties.ManagedPolicyArns).toBeUndefined();
    for (const template of Object.values(templates)) {
      expect(all(template, 'AWS::IAM::Policy')).toEqual([]);
      expect(all(template, 'AWS::IAM::ManagedPolicy')).toEqual([]);
    }
  });

  it('are taken on by one service, and by the scheduler for its group only', () => {
    const trusts = roles.flatMap(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement);
    expect(trusts).toHaveLength(roles.length);
    for (const { Principal, Condition } of trusts) {
      expect(['lambda.amazonaws.com', 'scheduler.amazonaws.com']).toContain(Principal.Service);
      if (Principal.Service === 'lambda.amazonaws.com') continue;
      expect(text(Condition.StringEquals['aws:SourceAccount'])).toBe('<AWS::AccountId>');
      expect(text(Condition.StringEquals['aws:SourceArn'])).toMatch(/:schedule-group\/(?:photofinish|default)$/);
    }
  });
});

describe('models of Bedrock', () => {
  const account = '<AWS::AccountId>';
  const application = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123';
  const ask = (line: string) => `Allow bedrock:InvokeModelWithResponseStream on ${line}`;
  const through = (profile: string) => ` if bedrock:InferenceProfileArn = ${profile}`;
  const profileArn = (id: string) => `arn:aws:bedrock:us-east-1:${account}:inference-profile/${id}`;

  const target = (model: string, keyName: string | null): Target => ({
    ...{
      id: `bedrock/${model}`,
      provider: 'bedrock',
      providerLabel: 'Bedrock',
      api: 'bedrock-converse',
      baseUrl: null,
    },
    ...{ keyName, model, latency: null, serviceTier: null, regions: null, quirks: COMMON_QUIRKS, simulated: false },
    alarms: { ttftMs: null, failureShare: null },
  });

  function linesFor(models: readonly string[], keyName: string | null = null): readonly string[] {
    const stack = new Stack(new App(), 'Any', { env: { region: 'us-east-1' } });
    const targets = models.map((model) => target(model, keyName));
    return mayAskModels(stack, targets, 'us-east-1').flatMap(({ statement }) =>
      lines(stack.resolve(statement.toStatementJson()) as Statement).map((line) =>
        line.replaceAll('<AWS::Partition>', 'aws'),
      ),
    );
  }

  it.each([
    ['a model', 'deepseek.v3.2', [ask('arn:aws:bedrock:us-east-1::foundation-model/deepseek.v3.2')]],
    ['a maker with a short name', 'zai.glm-4.7', [ask('arn:aws:bedrock:us-east-1::foundation-model/zai.glm-4.7')]],
    [
      'a profile of a continent',
      'apac.amazon.nova-pro-v1:0',
      [
        ask(profileArn('apac.amazon.nova-pro-v1:0')),
        ask('arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0') + through(profileArn('apac.*')),
      ],
    ],
    [
      'a global profile',
      'global.anthropic.claude-haiku-4-5-20251001-v1:0',
      [
        ask(profileArn('global.anthropic.claude-haiku-4-5-20251001-v1:0')),
        ask('arn:aws:bedrock:*::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0') +
          through(profileArn('global.*')),
      ],
    ],
    [
      'a model that was bought for oneself',
      'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc',
      [ask('arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc')],
    ],
    [
      'a profile by its ARN',
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0',
      [
        ask('arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0'),
        ask('arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0') +
          through('arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0'),
      ],
    ],
    [
      "an application's own profile",
      application,
      [
        ask(application),
        ask('arn:aws:bedrock:*::foundation-model/*, arn:aws:bedrock:*:123456789012:inference-profile/*') +
          through(application),
      ],
    ],
  ])('%s', (_, model, expected) => {
    expect(linesFor([model, model])).toEqual(expected);
  });

  it('need no permission where the target has a key', () => {
    expect(linesFor(['us.amazon.nova-pro-v1:0'], 'BEDROCK_KEY')).toEqual([]);
  });

  it('are refused where they are more than a policy of 10,240 characters can name', () => {
    const longNamed = (count: number) =>
      Array.from({ length: count }, (_, n) => `us.anthropic.claude-sonnet-4-5-20250929-v1:${n}`);

    const account = '123456789012';
    expect(linesFor(longNamed(40)).join().replaceAll('<AWS::AccountId>', account).length).toBeLessThan(8_500);
    expect(() => linesFor(longNamed(41))).toThrow(/41 different models of Bedrock are raced from us-east-1/);
  });
});
