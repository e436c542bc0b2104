// The alarms: what they watch, when they fire, and that the runbook knows each of them.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { StackTooLargeError } from '../../lib/infra/errors.ts';
import { ALARM_KINDS, type AlarmKind } from '../../lib/metrics/alarms.ts';
import { HUGE, MAXIMAL, MINIMAL } from './configs.ts';
import { all, type Resource, synthesised, type Templates, text } from './templates.ts';

const maximal = synthesised(MAXIMAL);
const minimal = synthesised(MINIMAL);

function alarmsOf(templates: Templates): readonly (Resource['Properties'] & { readonly stack: string })[] {
  return Object.entries(templates).flatMap(([stack, template]) =>
    all(template, 'AWS::CloudWatch::Alarm').map(({ Properties }) => ({ ...Properties, stack })),
  );
}

function alarmNamed(templates: Templates, name: string) {
  const [found, ...more] = alarmsOf(templates).filter(({ AlarmName }) => AlarmName === `photofinish-${name}`);
  expect(more).toEqual([]);
  return found;
}

const kindOf = (name: string) =>
  (Object.keys(ALARM_KINDS) as AlarmKind[]).find((kind) => name.startsWith(`photofinish-${kind}`));
const dimensionsOf = ({ Dimensions = [] }: { Dimensions?: readonly { Name: string; Value: string }[] }) =>
  Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));

describe('alarms, templates and runbook', () => {
  const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

  it('know the same kinds', () => {
    const raised = new Set(alarmsOf(maximal).map(({ AlarmName }) => kindOf(AlarmName)));
    expect([...raised].toSorted()).toEqual(Object.keys(ALARM_KINDS).toSorted());
    // the publisher sends its mails itself
    expect(headings.toSorted()).toEqual([...Object.keys(ALARM_KINDS), 'regression'].toSorted());
  });

  it('say each what to look at, how, and what to do', () => {
    const sections = readFileSync('docs/runbook.md', 'utf8').split(/^## /m).slice(1);
    for (const section of sections) {
      for (const part of ['**Description.**', '**Investigation.**', '**Resolution.**']) expect(section).toContain(part);
    }
  });

  it('link from each alarm to its heading, with nothing left unsaid', () => {
    for (const { AlarmName, AlarmDescription } of alarmsOf(maximal)) {
      expect(AlarmDescription).toMatch(
        new RegExp(`What to do: https://example\\.com/runbook\\.html#${kindOf(AlarmName)}$`),
      );
      expect(AlarmDescription).not.toMatch(/[{}]|undefined|NaN/);
    }
    expect(alarmsOf(minimal)[0].AlarmDescription).toContain('What to do: docs/runbook.md#');
  });
});

describe('every alarm', () => {
  it('tells its start and its end to the topic of its own region', () => {
    for (const { stack, AlarmActions, OKActions } of alarmsOf(maximal)) {
      const topic =
        stack === 'photofinish-hub' ? 'arn:aws:sns:us-east-1:<AWS::AccountId>:photofinish-alarms' : '<Alarms>';
      expect(AlarmActions.map(text)).toEqual([topic]);
      expect(OKActions.map(text)).toEqual([topic]);
    }
  });

  it('stays within what CloudWatch can look back on', () => {
    for (const alarm of [...alarmsOf(maximal), ...alarmsOf(minimal)]) {
      const periodS = alarm.Period ?? alarm.Metrics[1].MetricStat.Period;
      expect(periodS % 60).toBe(0);
      expect(periodS * alarm.EvaluationPeriods).toBeLessThanOrEqual(periodS < 3_600 ? 86_400 : 7 * 86_400);
    }
  });

  it('has a mail to every address, in every region', () => {
    for (const region of ['us-east-1', 'eu-west-1', 'ap-northeast-1']) {
      const stack = maximal[`photofinish-race-${region}`];
      const endpoints = all(stack, 'AWS::SNS::Subscription').map(({ Properties }) => Properties.Endpoint);
      expect(endpoints).toEqual(['ops@example.com', 'boss@example.com']);
    }
    expect(Object.values(minimal).flatMap((stack) => all(stack, 'AWS::SNS::Subscription'))).toEqual([]);
  });

  it('may publish to its topic, whose policy is not the usual one', () => {
    const [policy] = all(maximal['photofinish-race-eu-west-1'], 'AWS::SNS::TopicPolicy');
    const allowed = policy?.Properties.PolicyDocument.Statement.find(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toMatchObject({ Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' } });
    expect(text(allowed.Condition.StringEquals['aws:SourceAccount'])).toBe('<AWS::AccountId>');
  });
});

describe('rounds-missing', () => {
  it.each([
    ['chat-us-east-1', 'eu-west-1', 300, 3],
    ['chat-eu-west-1', 'ap-northeast-1', 300, 3],
    ['chat-ap-northeast-1', 'us-east-1', 300, 3],
    ['long-context-us-east-1', 'eu-west-1', 3_600, 3],
  ])('%s is watched from %s', (name, watcher, periodS, periods) => {
    const alarm = alarmNamed(maximal, `rounds-missing-${name}`);
    expect(alarm).toMatchObject({
      ...{
        stack: `photofinish-race-${watcher}`,
        Namespace: 'Photofinish',
        MetricName: 'RoundStored',
        Statistic: 'Sum',
      },
      ...{ Period: periodS, EvaluationPeriods: periods, DatapointsToAlarm: periods },
      ...{ ComparisonOperator: 'LessThanThreshold', Threshold: 1, TreatMissingData: 'breaching' },
    });
    const [, workload, region] = /^(.*?)-((?:us|eu|ap)-.*)$/.exec(name) ?? [];
    expect(dimensionsOf(alarm)).toEqual({ Region: region, Workload: workload });
  });

  it('watches a lone region from itself', () => {
    expect(alarmNamed(minimal, 'rounds-missing-chat-eu-central-1').stack).toBe('photofinish-race-eu-central-1');
  });

  it.each([
    ['1 minute', 'immediate', 60, 5],
    ['1 minute', '59s', 60, 6],
    ['30 minutes', '10 minutes', 1_800, 3],
    ['24 hours', '60s', 86_400, 3],
  ])(
    'with rounds every %s and the gun %s waits until the newest may have told of themselves',
    (every, gun, periodS, periods) => {
      const config = MINIMAL.replace('every: 1 hour, gun: immediate', `every: ${every}, gun: ${gun}`);
      expect(alarmNamed(synthesised(config), 'rounds-missing-chat-eu-central-1')).toMatchObject({
        Period: periodS,
        EvaluationPeriods: periods,
      });
    },
  );
});

describe('board-too-old', () => {
  it('fires after three publications that failed or did not take place', () => {
    expect(alarmNamed(maximal, 'board-too-old')).toMatchObject({
      ...{
        stack: 'photofinish-hub',
        MetricName: 'PublishAge',
        Statistic: 'Minimum',
        Period: 300,
        EvaluationPeriods: 3,
      },
      ...{ ComparisonOperator: 'GreaterThanThreshold', Threshold: 150, TreatMissingData: 'breaching' },
    });
  });
});

describe('the queues', () => {
  it.each([
    ['dead-letters', 'photofinish-dead-letters', 1],
    ['unsaved-rounds-waiting', 'photofinish-unsaved', 2],
  ])('%s', (kind, queue, periods) => {
    const alarm = alarmNamed(maximal, `${kind}-eu-west-1`);
    expect(dimensionsOf(alarm)).toEqual({ QueueName: queue });
    expect(alarm).toMatchObject({
      ...{
        stack: 'photofinish-race-eu-west-1',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Statistic: 'Maximum',
      },
      ...{ Threshold: 0, EvaluationPeriods: periods, TreatMissingData: 'notBreaching' },
    });
  });
});

describe('function-errors', () => {
  it('stands for each function where it runs', () => {
    const functions = (stack: string) =>
      alarmsOf(maximal)
        .filter((alarm) => alarm.stack === stack && alarm.MetricName === 'Errors')
        .map((alarm) => dimensionsOf(alarm).FunctionName)
        .toSorted();
    expect(functions('photofinish-race-eu-west-1')).toEqual([
      'photofinish-race',
      'photofinish-saver',
      'photofinish-starter',
    ]);
    expect(functions('photofinish-hub')).toEqual(['photofinish-publisher']);
  });
});

describe('limits of a target', () => {
  it('make an alarm on slow first tokens for each region and workload', () => {
    const slow = alarmsOf(maximal).filter(({ AlarmName }) => AlarmName.includes('slow-first-token'));
    expect(slow).toHaveLength(3 * 2);
    expect(alarmNamed(maximal, 'slow-first-token-chat-eu-west-1-openai/gpt-4.1-mini')).toMatchObject({
      ...{ stack: 'photofinish-race-eu-west-1', MetricName: 'TimeToFirstToken', Period: 300, EvaluationPeriods: 3 },
      ...{ Threshold: 1_500, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'ignore' },
      AlarmDescription: expect.stringContaining(
        'openai/gpt-4.1-mini in eu-west-1 took longer than 1500 ms to its first token in 3 rounds of chat in a row.',
      ),
    });
  });

  it.each([
    ['chat', 3_600, 6, 2, '1 h'],
    ['long-context', 6 * 3_600, 6, 2, '6 h'],
  ])('make an alarm on failures of %s, with a least number of probes', (workload, periodS, probes, failed, window) => {
    const alarm = alarmNamed(maximal, `failures-above-limit-${workload}-us-east-1-openai/gpt-4.1-mini`);
    expect(alarm).toMatchObject({ Threshold: 0.05, EvaluationPeriods: 1, TreatMissingData: 'ignore' });
    expect(alarm.AlarmDescription).toContain(`More than 5 % of the probes`);
    expect(alarm.AlarmDescription).toContain(`within ${window}`);
    const [rule, ...metrics] = alarm.Metrics;
    expect(rule.Expression).toBe(`IF(probes >= ${probes} AND failed >= ${failed}, failed / probes, 0)`);
    expect(metrics).toHaveLength(2);
    for (const { Id, MetricStat } of metrics) {
      expect(MetricStat).toMatchObject({
        Period: periodS,
        Stat: { failed: 'Sum', probes: 'SampleCount' }[Id as string],
      });
      expect(MetricStat.Metric.MetricName).toBe('Failures');
      expect(dimensionsOf(MetricStat.Metric)).toEqual({
        ...{ Target: 'openai/gpt-4.1-mini', Region: 'us-east-1', Workload: workload },
      });
    }
  });

  it('ask for no more than a day gives where rounds are rare', () => {
    const withLimit = MINIMAL.replace('every: 1 hour', 'every: 24 hours').replace(
      'model: openai/gpt-oss-120b',
      'model: openai/gpt-oss-120b, alarms: { failures: 50% }',
    );
    const alarm = alarmNamed(synthesised(withLimit), 'failures-above-limit-chat-eu-central-1-groq/gpt-oss-120b');
    expect(alarm.Metrics[0].Expression).toBe('IF(probes >= 1 AND failed >= 1, failed / probes, 0)');
    expect(alarm.Metrics[1].MetricStat.Period).toBe(86_400);
  });

  it('are refused where they make more alarms than a stack can hold', () => {
    const config = HUGE.replaceAll(/model: (model-\d+) \}/g, 'model: $1, alarms: { ttft: 1s } }');
    expect(() => synthesised(config)).toThrow(StackTooLargeError);
    expect(() => synthesised(config)).toThrow(/^targets\[\]\.alarms: .* make 500 alarms in us-east-1 .* at most 350/);
  });
});

describe('regressions', () => {
  it('have no alarm yet: nothing would ever tell it anything', () => {
    expect(alarmsOf(maximal).filter(({ MetricName }) => String(MetricName).startsWith('Regress'))).toEqual([]);
  });
});
