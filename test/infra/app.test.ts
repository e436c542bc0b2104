// The app around the stacks: its settings, its order, its refusals.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { photofinishApp } from '../../lib/infra/app.ts';
import { cdkContext, configFile } from '../../lib/infra/cdk-settings.ts';
import { ScheduleError } from '../../lib/names/errors.ts';
import { MAXIMAL, MINIMAL } from './configs.ts';
import { configOf, emptyBundles, scratchFolder } from './templates.ts';

const appOf = (yaml: string) => photofinishApp(configOf(yaml), emptyBundles(), { outdir: scratchFolder() });

describe('cdk.json', () => {
  it('has every recommended flag of the CDK, and says nothing to anybody', () => {
    expect(cdkContext()).toEqual({ 'cli-telemetry': false, ...flags });
    expect(Object.keys(flags).length).toBeGreaterThan(80);
    expect(JSON.parse(readFileSync('cdk.json', 'utf8'))).toMatchObject({
      app: 'node bin/app.ts',
      notices: false,
      versionReporting: false,
    });
  });

  it('is seen by an app that the command line did not start', () => {
    expect(appOf(MINIMAL).node.tryGetContext('@aws-cdk/core:enablePartitionLiterals')).toBe(true);
  });
});

describe('the app', () => {
  it('deploys the data first, then all else side by side', () => {
    const dependencies = Object.fromEntries(
      appOf(MAXIMAL)
        .synth()
        .stacks.map(({ id, dependencies }) => [
          id,
          dependencies.map((dependency) => dependency.id).filter((name) => !name.endsWith('.assets')),
        ]),
    );
    expect(dependencies).toEqual({
      'photofinish-data': [],
      'photofinish-hub': ['photofinish-data'],
      'photofinish-race-us-east-1': ['photofinish-data'],
      'photofinish-race-eu-west-1': ['photofinish-data'],
      'photofinish-race-ap-northeast-1': ['photofinish-data'],
    });
  });

  it('knows the region of each stack and no account', () => {
    const places = appOf(MAXIMAL)
      .synth()
      .stacks.map(({ id, environment }) => [id, `${environment.account} ${environment.region}`]);
    expect(Object.fromEntries(places)).toMatchObject({
      'photofinish-data': 'unknown-account us-east-1',
      'photofinish-hub': 'unknown-account us-east-1',
      'photofinish-race-ap-northeast-1': 'unknown-account ap-northeast-1',
    });
  });

  it.each([
    ['every 7 minutes', /^workloads\.chat\.every: .* this one says 420 seconds/],
    ['every 90 minutes', /^workloads\.chat\.every: /],
    ['every 30 seconds', /^workloads\.chat\.every: /],
    ['every 1 hour, gun: 11 minutes', /^workloads\.chat\.gun: .* 10 minutes at most; this one says 11/],
  ])('refuses a workload that comes %s', (words, message) => {
    const yaml = MINIMAL.replace('every: 1 hour, gun: immediate', words.replace('every', 'every:'));
    const build = () => appOf(yaml);
    expect(build).toThrow(ScheduleError);
    expect(build).toThrow(message);
  });

  it('refuses probes that take longer than a function may', () => {
    const build = () => appOf(`timeouts: { total: 14 minutes }\n${MINIMAL}`);
    expect(build).toThrow(/^timeouts: .* 14 minutes together; here they are 14\.1/);
  });

  it('stops at a permission that nobody gave a reason for', () => {
    const app = appOf(MINIMAL);
    const hub = app.node.findChild('photofinish-hub') as Stack;
    const role = new Role(hub, 'TooMuch', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: ['s3:*'], resources: ['*'] }));

    expect(() => app.synth()).toThrow(/validation/i);
  });
});

describe('bin/app.ts', () => {
  const run = promisify(execFile);

  it('says what is wrong with a config, without a stack trace, and ends with 2', async () => {
    const file = join(scratchFolder(), 'wrong.yaml');
    writeFileSync(file, 'targets: []\n');
    const env = { ...process.env, PHOTOFINISH_CONFIG: file };
    const failure = await run(process.execPath, ['bin/app.ts'], { env }).then(
      () => null,
      (error: { code: number; stderr: string }) => error,
    );

    expect(failure?.code).toBe(2);
    expect(failure?.stderr).toContain(`${file}:1:10 targets is a list`);
    expect(failure?.stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    [{}, 'config/photofinish.yaml'],
    [{ PHOTOFINISH_CONFIG: 'mine.yaml' }, 'mine.yaml'],
    [{ CDK_CONTEXT_JSON: '{"config":"theirs.yaml"}', PHOTOFINISH_CONFIG: 'mine.yaml' }, 'theirs.yaml'],
    [{ CDK_CONTEXT_JSON: '{"other":1}' }, 'config/photofinish.yaml'],
  ])('takes the config of the command line, else of the environment: %j', (env, expected) => {
    expect(configFile(env)).toBe(expected);
  });
});
