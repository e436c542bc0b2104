// What is counted is what the stacks make: alarms, schedules and functions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { alarmsOf } from '../../lib/cost/alarms.ts';
import { estimateOf } from '../../lib/cost/estimate.ts';
import { loadsOf } from '../../lib/cost/scale.ts';
import { makeHubStack } from '../../lib/infra/hub-stack.ts';
import { makeRaceStack } from '../../lib/infra/race-stack.ts';
import { CHAT, configOf, PREMISES, targetOf } from './scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'photofinish-stacks-'));
afterAll(() => rmSync(folder, { recursive: true }));

function bundle(name: string): string {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'index.mjs'), '');
  return join(folder, name);
}

const CONFIG = configOf(2, {
  regions: ['us-east-1', 'eu-west-1'],
  workloads: [CHAT, { ...CHAT, name: 'long', everyMs: 3_600_000, gunDelayMs: 0 }],
  targets: [
    targetOf('nobody/plain'),
    targetOf('nobody/alarmed', { alarms: { ttftMs: 1_500, failureShare: 0.05 } }),
    targetOf('nobody/here', { regions: ['us-east-1'] }),
  ],
});

function templates(): readonly Template[] {
  const app = new App({ outdir: join(folder, 'out') });
  const bundles = {
    ...{ starter: bundle('starter'), race: bundle('race') },
    ...{ saver: bundle('saver'), publisher: bundle('publisher') },
  };
  const stacks: Stack[] = CONFIG.regions.map((region) => makeRaceStack(app, CONFIG, region, bundles));
  stacks.push(makeHubStack(app, CONFIG, bundles));
  return stacks.map((stack) => Template.fromStack(stack));
}

describe('the estimate and the stacks agree', () => {
  const all = templates();
  const found = (type: string) => all.flatMap((template) => Object.values(template.findResources(type)));

  it('on the alarms, one with a formula counted by its metrics', () => {
    const inStacks = found('AWS::CloudWatch::Alarm').map(({ Properties }) => {
      const metrics: { MetricStat?: unknown }[] = Properties.Metrics ?? [{ MetricStat: {} }];
      return metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
    });
    const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);
    expect(sum(alarmsOf(CONFIG, loadsOf(CONFIG)).map(({ count }) => count))).toBe(sum(inStacks));
  });

  it('on the schedules', () => {
    // each load, a saver in each region, the publisher
    const { lines } = estimateOf(CONFIG, PREMISES);
    expect(found('AWS::Scheduler::Schedule')).toHaveLength(loadsOf(CONFIG).length + CONFIG.regions.length + 1);
    expect(lines.filter(({ meter }) => meter === 'schedulerInvocations')).toHaveLength(3);
  });

  it('on one dashboard, and no key of its own in KMS', () => {
    expect(found('AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(found('AWS::KMS::Key')).toEqual([]);
  });

  it('on a bucket that keeps no old versions', () => {
    const versioned = found('AWS::S3::Bucket').filter(({ Properties }) => Properties.VersioningConfiguration);
    expect(versioned).toEqual([]);
  });
});
