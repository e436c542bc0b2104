// 500 targets in 10 regions, every minute: what CloudFormation, the scheduler and Lambda take.
import { describe, expect, it } from 'vitest';
import { HUGE } from './configs.ts';
import { all, synthesised } from './templates.ts';

const templates = synthesised(HUGE);
const races = Object.entries(templates).filter(([name]) => name.startsWith('photofinish-race-'));

describe('500 targets in 10 regions', () => {
  it('are 12 stacks of at most 500 resources and 1 MB', () => {
    expect(Object.keys(templates)).toHaveLength(12);
    for (const template of Object.values(templates)) {
      expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
      // as the command line sends it, indented
      expect(JSON.stringify(template, null, 1).length).toBeLessThan(1_000_000);
    }
  });

  it('race in ten shards in every region, each with a schedule of its own', () => {
    expect(races).toHaveLength(10);
    for (const [, template] of races) {
      const rounds = all(template, 'AWS::Scheduler::Schedule').filter(({ Properties }) =>
        Properties.Name.startsWith('photofinish-chat-'),
      );
      expect(rounds.map(({ Properties }) => JSON.parse(Properties.Target.Input).shard).toSorted()).toEqual([
        ...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      ]);
      for (const { Properties } of rounds) {
        expect(Properties.Name.length).toBeLessThanOrEqual(64);
        // the least that the scheduler takes
        expect(Properties.Target.RetryPolicy.MaximumEventAgeInSeconds).toBe(60);
      }
    }
  });

  it('are missed when one shard of ten is', () => {
    const [missing] = races
      .flatMap(([, template]) => all(template, 'AWS::CloudWatch::Alarm'))
      .filter(({ Properties }) => Properties.AlarmName.includes('rounds-missing'));
    expect(missing?.Properties).toMatchObject({ Threshold: 10, ComparisonOperator: 'LessThanThreshold' });
  });

  it('have a whole core for a shard, and memory for 5,000 series', () => {
    const memory = Object.values(templates)
      .flatMap((template) => all(template, 'AWS::Lambda::Function'))
      .map(({ Properties: { FunctionName, MemorySize } }) => [FunctionName, MemorySize]);
    expect(Object.fromEntries(memory)).toMatchObject({ 'photofinish-race': 1_769, 'photofinish-publisher': 10_240 });
  });

  it('have one publisher at a time, with all the time there is', () => {
    const [publisher] = all(templates['photofinish-hub'], 'AWS::Lambda::Function');
    expect(publisher?.Properties).toMatchObject({ ReservedConcurrentExecutions: 1, Timeout: 900 });
  });

  it('are one table with a replica in each region', () => {
    const [table] = all(templates['photofinish-data'], 'AWS::DynamoDB::GlobalTable');
    expect(new Set(table?.Properties.Replicas.map(({ Region }: { Region: string }) => Region)).size).toBe(10);
  });
});
