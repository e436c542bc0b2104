import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ageText } from '../../lib/operator/doctor/age.ts';
import { examine } from '../../lib/operator/doctor/doctor.ts';
import { type Finding, findingLine, findingsOf, ok } from '../../lib/operator/doctor/finding.ts';
import { configFinding, localKeysFinding, nodeFinding } from '../../lib/operator/doctor/machine.ts';
import { awsError, type FakeCloud, type FakeRegion, fakeCloud, leaveCloud } from './fake-cloud.ts';
import { BUCKET, configFor, deployed, HUB, NOW_MS, REGIONS } from './scene.ts';

afterAll(leaveCloud);

let cloud: FakeCloud;
beforeEach(() => {
  vi.stubEnv('AWS_PROFILE', '');
  cloud = fakeCloud();
});

async function found(config = configFor(), nowMs = NOW_MS): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of examine({ aws: cloud.aws, config, nowMs })) findings.push(finding);
  return findings;
}

const lines = (findings: readonly Finding[]) => findings.map((finding) => findingLine(finding, process.stdout));

describe('a deployment in good health', () => {
  it('is told line by line, in order, without a remedy', async () => {
    deployed(cloud);
    expect(lines(await found(configFor([HUB])))).toEqual([
      'ok    credentials: account 123456789012, arn:aws:iam::123456789012:user/operator',
      'ok    bootstrap us-east-1: version 30',
      'ok    stack photofinish-data us-east-1: CREATE_COMPLETE, 2026-11-20 08:00 UTC',
      'ok    stack photofinish-hub us-east-1: CREATE_COMPLETE, 2026-11-20 08:00 UTC',
      'ok    stack photofinish-race-us-east-1: CREATE_COMPLETE, 2026-11-20 08:00 UTC',
      'ok    keys us-east-1: all 2 are there',
      'ok    schedules us-east-1: 1 for rounds, enabled',
      'ok    unsaved rounds us-east-1: none',
      'ok    dead letters us-east-1: none',
      'ok    last round us-east-1 chat: 6 min ago',
      'ok    publisher us-east-1: its schedule is enabled',
      'ok    board us-east-1: published 11 min ago, https://board.example.com/',
      'warn  other regions: eu-west-1, ap-northeast-1 still there, not in the config -> npm run deploy takes them away without losing rounds.',
    ]);
  });

  it('has nothing but ok in every region', async () => {
    deployed(cloud);
    const findings = await found();
    expect(findings.filter(({ mark }) => mark !== 'ok')).toEqual([]);
    expect(findings.filter(({ subject }) => /^(?:keys|schedules|last round) /.test(subject))).toHaveLength(
      3 * REGIONS.length,
    );
  });
});

describe('what is wrong is told with what to do', () => {
  const cases: readonly (readonly [what: string, spoil: (region: FakeRegion) => void, line: string])[] = [
    [
      'no bootstrap',
      ({ parameters }) => parameters.delete('/cdk-bootstrap/hnb659fds/version'),
      'FAIL  bootstrap us-east-1: not there -> npm run deploy makes it.',
    ],
    [
      'a key that is missing',
      ({ parameters }) => parameters.delete('/photofinish/keys/OPENAI_API_KEY'),
      'warn  keys us-east-1: OPENAI_API_KEY missing: their targets do not race -> npx photofinish keys push',
    ],
    [
      'a schedule that somebody disabled',
      ({ schedules }) => schedules.set('photofinish/photofinish-chat-0', { state: 'DISABLED', input: '{}' }),
      'FAIL  schedules us-east-1: photofinish-chat-0 disabled -> npm run deploy enables them again.',
    ],
    [
      'a schedule that is not there',
      ({ schedules }) => schedules.delete('photofinish/photofinish-saver'),
      'FAIL  schedules us-east-1: photofinish-saver not there -> npm run deploy',
    ],
    [
      'rounds that wait',
      ({ queues }) => queues.set('photofinish-unsaved', 7),
      'warn  unsaved rounds us-east-1: 7 wait to be stored -> The saver tries every 5 minutes; docs/runbook.md#unsaved-rounds-waiting',
    ],
    [
      'dead letters',
      ({ queues }) => queues.set('photofinish-dead-letters', 2),
      'FAIL  dead letters us-east-1: 2 -> docs/runbook.md#dead-letters',
    ],
    [
      'a claim that nobody finished',
      ({ items }) => items.splice(0, items.length, { ...items[0], state: 'claimed' }),
      'warn  last round us-east-1 chat: none yet -> It was only just deployed: wait.',
    ],
    [
      'a deployment that failed',
      ({ stacks }) => stacks.set('photofinish-hub', { StackStatus: 'ROLLBACK_COMPLETE' }),
      'FAIL  stack photofinish-hub us-east-1: ROLLBACK_COMPLETE -> Look at its events in the CloudFormation console, then npm run deploy.',
    ],
    [
      'an update that failed',
      ({ stacks }) => stacks.set('photofinish-data', { StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }),
      'warn  stack photofinish-data us-east-1: UPDATE_ROLLBACK_COMPLETE: the last deployment failed, and what stood before it stands -> Look at its events in the CloudFormation console, then npm run deploy.',
    ],
    [
      'a publisher that somebody stopped',
      ({ schedules }) => schedules.set('default/photofinish-publisher', { state: 'DISABLED', input: '{}' }),
      'FAIL  publisher us-east-1: its schedule photofinish-publisher is disabled -> npm run deploy enables it again.',
    ],
    [
      'a board that was never published',
      ({ buckets }) => buckets.set(BUCKET, []),
      'warn  board us-east-1: not yet published -> It was only just deployed: wait.',
    ],
    [
      'no stack: what is in it is not looked at',
      ({ stacks }) => stacks.delete('photofinish-race-us-east-1'),
      '-     schedules us-east-1: not checked: the race stack is not there',
    ],
  ];

  it.each(cases)('%s', async (_, spoil, line) => {
    deployed(cloud, [HUB]);
    spoil(cloud.in(HUB));
    expect(lines(await found(configFor([HUB])))).toContain(line);
  });

  it('a region whose rounds stopped, and a board that nobody renews', async () => {
    deployed(cloud, [HUB]);
    const later = await found(configFor([HUB]), NOW_MS + 2 * 3_600_000);
    expect(lines(later)).toContain(
      'FAIL  last round us-east-1 chat: 2 h ago -> docs/runbook.md#rounds-missing; the log of the race function in us-east-1',
    );
    expect(later.find(({ subject }) => subject === 'board us-east-1')?.mark).toBe('fail');
    const muchLater = await found(configFor([HUB]), NOW_MS + 72 * 3_600_000);
    expect(lines(muchLater).join('\n')).toContain('FAIL  last round us-east-1 chat: none within 48 hours ->');
  });

  it('a config that says paused', async () => {
    deployed(cloud, [HUB]);
    const paused = configFor([HUB], 'aws: { paused: true }');
    expect(lines(await found(paused))).toContain(
      'warn  schedules us-east-1: the config says paused, but photofinish-chat-0 run -> npm run deploy',
    );
    cloud.in(HUB).schedules.set('photofinish/photofinish-chat-0', { state: 'DISABLED', input: '{}' });
    expect(lines(await found(paused)).join('\n')).toContain('warn  schedules us-east-1: paused by the config ->');
  });

  it('a hub elsewhere', async () => {
    deployed(cloud);
    expect(lines(await found(configFor(['eu-west-1', HUB, 'ap-northeast-1'])))).toContain(
      'FAIL  other regions: the hub stands in us-east-1 -> Put us-east-1 first in the config.',
    );
  });
});

describe('what cannot be looked at', () => {
  it('is told once where there are no credentials, and each check as not made', async () => {
    cloud.in(HUB).refusal = awsError('CredentialsProviderError', 'Could not load credentials from any providers');
    const findings = await found();
    expect(findings[0]).toMatchObject({ subject: 'credentials', mark: 'fail', saw: 'There are no AWS credentials.' });
    expect(new Set(findings.slice(1).map(({ mark, saw }) => `${mark} ${saw}`))).toEqual(
      new Set(['skipped not checked: needs credentials']),
    );
    expect(findings.length).toBeGreaterThan(20);
  });

  it('in one region does not hide the others', async () => {
    deployed(cloud);
    cloud.in('eu-west-1').refusal = awsError(
      'AccessDeniedException',
      'not authorized to perform: ssm:GetParameter on x',
    );
    const findings = await found();
    expect(lines(findings)).toContain(
      'FAIL  bootstrap eu-west-1: These AWS credentials may not do ssm:GetParameter in eu-west-1. -> Take credentials with the permissions of docs/deploy.md, or add this one.',
    );
    expect(findings.find(({ subject }) => subject === 'keys ap-northeast-1')?.mark).toBe('ok');
  });

  it('is given up after a while', async () => {
    const silent = { subject: 'x', region: 'eu-west-1', look: () => new Promise<never>(() => {}) };
    expect(lines(await findingsOf(silent, 5))[0]).toMatch(
      /^FAIL {2}x: no answer from eu-west-1 within 0.005 s -> Look/,
    );
    const quick = { subject: 'x', region: 'eu-west-1', look: async () => ok('there') };
    expect(lines(await findingsOf(quick, 1_000))).toEqual(['ok    x: there']);
  });
});

describe('without AWS', () => {
  it('tells the Node that runs', () => {
    expect(nodeFinding('24.21.0').mark).toBe('ok');
    expect(nodeFinding('22.19.0')).toMatchObject({ mark: 'fail', saw: '22.19.0' });
  });

  it('tells the config and the keys of this machine, by name', () => {
    const config = configFor([HUB]);
    expect(configFinding('c.yaml', config).saw).toBe('c.yaml is right: 2 targets, 1 workload, 1 region (us-east-1)');
    const keys = (env: Record<string, string>) => localKeysFinding('.env', config, env);
    expect(keys({ TOGETHER_API_KEY: 'a', OPENAI_API_KEY: 'b' })).toMatchObject({ mark: 'ok', saw: 'all 2 are set' });
    expect(keys({ TOGETHER_API_KEY: 'a' })).toMatchObject({ mark: 'warn', saw: '1 of 2 are set; not OPENAI_API_KEY' });
    const unfit = keys({ TOGETHER_API_KEY: 'se cret' });
    expect(unfit.mark).toBe('fail');
    expect(unfit.saw).toMatch(/^TOGETHER_API_KEY cannot be sent/);
    expect(unfit.saw).not.toContain('cret');
  });

  it.each([
    [0, '0 s'],
    [119_000, '119 s'],
    [120_000, '2 min'],
    [7_200_000, '2 h'],
    [172_800_000, '2 days'],
  ])('says %d ms as %s', (ageMs, text) => {
    expect(ageText(ageMs)).toBe(text);
  });
});
