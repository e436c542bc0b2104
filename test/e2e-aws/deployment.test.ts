// A deployment from nothing to nothing, as an operator runs it: the stock CDK, the functions' bundles, the schedules, the
// operator's commands. The emulator checks signatures and judges every call by the roles' policies.
//
// Not proven here, because the emulator has no or another answer: the scheduler's own delay, dead letters and event age; how
// alarms treat missing data, and metric math (no alarm of this config has any; cfn-lint checks its form); mails; how long
// replicas take; deletion by time to live; point-in-time recovery; caches, compression and TLS of the CDN; quotas and prices;
// arm64; encryption of parameters; whether an account may use the regions and Bedrock's models.

import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { PurgeQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Round } from '../../lib/domain/round.ts';
import { isoSeconds } from '../../lib/domain/time.ts';
import {
  boardBucket,
  DEAD_LETTER_QUEUE,
  KEY_PATH,
  PUBLISHER_FUNCTION,
  RACE_FUNCTION,
  roundSchedule,
  SCHEDULE_GROUP,
  TABLE_NAME,
  UNSAVED_QUEUE,
  watcherOf,
} from '../../lib/names/names.ts';
import { disableSchedule } from '../../lib/operator/schedules.ts';
import { ACCOUNT } from '../emulators/ministack.ts';
import { type Deployment, GUN_MS, KEY, openDeployment, RACED, REGIONS } from './deployment.ts';
import { read } from './page.ts';
import { metricOf, queueUrl, roundsOf, stacksIn } from './reading.ts';

const [HUB, STAYS, GOES] = REGIONS;
const LEFT = [HUB, STAYS];
/** A round that was measured and could not be stored when its region is taken away. */
const WAITING_INSTANT = isoSeconds(Math.floor(Date.now() / 60_000) * 60_000 - 20 * 60_000);

let deployment: Deployment;
let page = '';
let stoppedMs = 0;
beforeAll(async () => {
  deployment = await openDeployment();
});
afterAll(() => deployment.close());

// Each step builds on the one before.
let failed = false;
beforeEach(() => {
  if (failed) throw new Error('An earlier step failed.');
});
afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});

const told = (line: string) => void process.stdout.write(`${line}\n`);
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

async function until(limitMs: number, condition: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadlineMs)
      throw new Error(`Not so within ${seconds(limitMs)}.\n${deployment.aws.log().slice(-3_000)}`);
    await sleep(500);
  }
}

/** The doctor's lines whose mark is this one. */
async function doctor(mark: 'FAIL' | 'warn' | 'ok'): Promise<readonly string[]> {
  const { stdout } = await deployment.photofinish('doctor');
  return stdout.split('\n').filter((line) => line.startsWith(mark));
}

function errorsLogged(): readonly string[] {
  return deployment.aws
    .log()
    .split('\n')
    .filter((line) => /"level":"ERROR"|AccessDenied|not authorized|Task timed out/.test(line));
}

describe('a deployment', () => {
  it('is made from nothing by one command: bootstrap, five stacks, the page’s address', async () => {
    const { status, stdout, stderr, tookMs } = await deployment.npm('deploy');

    expect(status, stdout + stderr).toBe(0);
    page = /^The page: (\S+)/m.exec(stdout)?.[1] ?? '';
    expect(page).toMatch(/^https:\/\/\w+\.cloudfront\.net\/$/);
    expect(stdout).toContain(`Keys are missing in ${REGIONS.join(', ')}: npx photofinish keys push`);
    const complete = 'CREATE_COMPLETE';
    expect(await Promise.all(REGIONS.map((region) => stacksIn(deployment.aws, region)))).toEqual([
      { 'photofinish-data': complete, 'photofinish-hub': complete, [`photofinish-race-${HUB}`]: complete },
      { [`photofinish-race-${STAYS}`]: complete },
      { [`photofinish-race-${GOES}`]: complete },
    ]);
    told(`deployed in ${seconds(tookMs)}`);
  });

  it('has nothing left to change: npm run diff', async () => {
    const { status, stdout, stderr } = await deployment.npm('diff');

    expect(status, stderr).toBe(0);
    expect(stdout + stderr).toContain('Number of stacks with differences: 0');
  });

  it('gets the keys of .env in every region, and tells no value', async () => {
    const pushed = await deployment.photofinish('keys', 'push');
    const listed = await deployment.photofinish('keys', 'list');

    expect(pushed.status, pushed.stderr).toBe(0);
    expect(pushed.stdout.match(/created +DEMO_KEY/g)).toHaveLength(REGIONS.length);
    expect(listed.stdout).toMatch(/NEVER_PUSHED_KEY(?: │ missing +){3}/);
    expect(JSON.stringify([pushed, listed, deployment.aws.log()])).not.toContain(KEY);
    for (const region of REGIONS) {
      const request = new GetParametersByPathCommand({ Path: KEY_PATH, WithDecryption: true });
      const { Parameters: keys } = await new SSMClient(deployment.aws.client(region)).send(request);
      expect(keys).toEqual([expect.objectContaining({ Type: 'SecureString', Value: KEY })]);
    }
  });

  it('races from every region at the same instant, woken by its schedules alone', async () => {
    const { aws } = deployment;
    const roundsByRegion = () => Promise.all(REGIONS.map((region) => roundsOf(aws, region, region)));
    await until(180_000, async () => (await roundsByRegion()).every((rounds) => rounds.length > 0));
    const first = (await roundsByRegion()).map(([round]) => round as Round);

    expect(new Set(first.map(({ scheduledAt }) => scheduledAt)).size).toBe(1);
    const targets = first.map(({ samples }) => samples.map(({ target, outcome }) => `${target} ${outcome}`));
    expect(targets).toEqual(Array(REGIONS.length).fill(RACED.map((target) => `${target} ok`)));
    const guns = first.map(({ gunAt }) => Date.parse(gunAt));
    const dueMs = Date.parse(first[0]?.scheduledAt ?? '') + GUN_MS;
    // how exact a gun is depends on the machine; that they waited for the same one does not
    for (const gunMs of guns) expect(Math.abs(gunMs - dueMs)).toBeLessThan(5_000);
    for (const { gunAt, gunLateMs, region, dispatchSkewMs } of first) {
      told(`${region}: gun at ${gunAt}, ${gunLateMs} ms late; dispatch skew ${dispatchSkewMs} ms`);
    }
    told(`the guns of ${REGIONS.length} regions lie ${Math.max(...guns) - Math.min(...guns)} ms apart`);
  });

  it('has each region’s rounds in every replica', async () => {
    for (const region of REGIONS) {
      const [own] = await roundsOf(deployment.aws, region, region);
      for (const replica of REGIONS) expect((await roundsOf(deployment.aws, region, replica))[0]).toEqual(own);
    }
  });

  it('tells CloudWatch: figures in the own region, the heartbeat in the one that watches, with its alarm', async () => {
    const { aws } = deployment;
    for (const region of REGIONS) {
      const watcher = watcherOf(region, REGIONS);
      const series = { Target: 'demo/steady', Region: region, Workload: 'chat' };
      const values = async () => ({
        beats: await metricOf(aws, watcher, 'RoundStored', { Region: region, Workload: 'chat' }),
        failures: await metricOf(aws, region, 'Failures', series),
      });
      await until(60_000, async () => (await values()).beats.length > 0);
      expect((await values()).beats.every((value) => value === 1)).toBe(true);
      const rounds = await roundsOf(aws, region, region);
      const fit = rounds.filter(({ samples }) => samples.some((one) => one.target === 'demo/steady' && !one.void));
      expect((await values()).failures.length).toBeGreaterThanOrEqual(fit.length);
      const request = new DescribeAlarmsCommand({ AlarmNames: [`photofinish-rounds-missing-chat-${region}`] });
      const { MetricAlarms: alarms } = await new CloudWatchClient(aws.client(watcher)).send(request);
      expect(alarms).toEqual([expect.objectContaining({ TreatMissingData: 'breaching', ActionsEnabled: true })]);
    }
  });

  it('does nothing that its roles do not allow, and logs no error and no key', () => {
    expect(errorsLogged()).toEqual([]);
    expect(deployment.aws.log()).not.toContain(KEY);
  });

  it('comes to rest when its schedules are disabled by hand, and the doctor says so', async () => {
    const aws = { scheduler: (region: string) => new SchedulerClient(deployment.aws.client(region)) };
    const name = roundSchedule('chat', '0');
    for (const region of REGIONS) {
      const schedule = { region, group: SCHEDULE_GROUP, name };
      await disableSchedule(aws as unknown as Parameters<typeof disableSchedule>[0], schedule, Date.now());
    }
    stoppedMs = Date.now();

    const failing = await doctor('FAIL');
    expect(failing.filter((line) => line.includes(`${name} disabled`))).toHaveLength(REGIONS.length);
    expect((await deployment.photofinish('doctor')).status).toBe(1);
  });

  it('publishes the board, which is read through the CDN (publisher woken by hand: its schedule takes 5 minutes)', async () => {
    const { aws } = deployment;
    const lambda = new LambdaClient(aws.client(HUB));
    // its own schedule may have it at work just now
    await until(60_000, async () => {
      const run = await lambda.send(new InvokeCommand({ FunctionName: PUBLISHER_FUNCTION, Payload: '{}' }));
      expect(run.FunctionError, run.Payload?.transformToString()).toBeUndefined();
      return run.Payload?.transformToString() === '"published"';
    });

    const [front, board, style, nothing] = await Promise.all(
      ['/', '/data/v1/board.json', '/assets/', '/no/such/page/'].map((path) => read(aws, page, path)),
    );
    expect(front?.status).toBe(200);
    for (const target of RACED) expect(front?.body).toContain(target.replace('demo/', ''));
    expect(front?.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
    });
    expect(JSON.parse(board?.body ?? '')).toMatchObject({ schema: 'photofinish/board@1' });
    expect(style?.status).toBe(404);
    expect(nothing?.status).toBe(404);
    const direct = await read(aws, `https://${boardBucket(ACCOUNT, HUB)}.s3.${HUB}.amazonaws.com/`, '/index.html');
    expect(direct.status).toBe(403);
    expect((await read(aws, page, '/.board-manifest.json')).status).toBe(404);
    const seen = await doctor('ok');
    expect(seen).toContainEqual(expect.stringContaining(`board ${HUB}: published`));
    for (const region of REGIONS) expect(seen).toContainEqual(expect.stringContaining(`last round ${region} chat:`));
    const ages = await metricOf(aws, HUB, 'PublishAge', {});
    expect(ages.length).toBeGreaterThan(0);
  });

  it('publishes every document that the board names', async () => {
    const bucket = boardBucket(ACCOUNT, HUB);
    const s3 = new S3Client({ ...deployment.aws.client(HUB), forcePathStyle: true });
    const { Contents: files = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    const paths = files.map(({ Key: path = '' }) => path);
    for (const region of REGIONS) {
      expect(paths).toContain(`data/v1/view/chat.${region}.1h.json`);
      const view = await read(deployment.aws, page, `/data/v1/view/chat.${region}.1h.json`);
      expect(view.body).toContain('demo/steady');
    }
    for (const target of RACED) expect(paths).toContain(`data/v1/series/${target.replace('/', '__')}.json`);
  });

  it('keeps what could not be handled as a dead letter, and the doctor says so', async () => {
    const lambda = new LambdaClient(deployment.aws.client(STAYS));
    const sqs = new SQSClient(deployment.aws.client(STAYS));
    const payload = JSON.stringify({ workload: 'chat', scheduledAt: 'never', shard: '0', gunDelayMs: 0 });
    await lambda.send(new InvokeCommand({ FunctionName: RACE_FUNCTION, InvocationType: 'Event', Payload: payload }));
    const url = await queueUrl(sqs, DEAD_LETTER_QUEUE);
    const receive = new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0, WaitTimeSeconds: 1 });
    let letter = '';
    await until(30_000, async () => {
      letter = (await sqs.send(receive)).Messages?.[0]?.Body ?? '';
      return letter !== '';
    });

    expect(JSON.parse(letter)).toMatchObject({
      requestPayload: { scheduledAt: 'never' },
      responsePayload: { errorMessage: expect.stringContaining('"scheduledAt" is missing or wrong') },
    });
    expect(await doctor('FAIL')).toContainEqual(expect.stringContaining(`dead letters ${STAYS}: 1`));
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  });

  it('loses a region that the config no longer has, and no round that was measured there', async () => {
    const { aws } = deployment;
    const measured = (await roundsOf(aws, GOES, HUB)).at(-1) as Round;
    const sqs = new SQSClient(aws.client(GOES));
    const waiting = JSON.stringify({ ...measured, scheduledAt: WAITING_INSTANT });
    await sqs.send(new SendMessageCommand({ QueueUrl: await queueUrl(sqs, UNSAVED_QUEUE), MessageBody: waiting }));
    const before = await roundsOf(aws, GOES, HUB);
    deployment.configure(LEFT);
    const { status, stdout, stderr, tookMs } = await deployment.npm('deploy');

    expect(status, stdout + stderr).toBe(0);
    expect(await stacksIn(aws, GOES)).toEqual({});
    const after = (await roundsOf(aws, GOES, HUB)).map(({ scheduledAt }) => scheduledAt);
    expect(after).toEqual([WAITING_INSTANT, ...before.map(({ scheduledAt }) => scheduledAt)]);
    const { Table: table } = await new DynamoDBClient(aws.client(HUB)).send(
      new DescribeTableCommand({ TableName: TABLE_NAME }),
    );
    expect(table?.Replicas?.map(({ RegionName: region }) => region)).toEqual([STAYS]);
    const request = new GetParametersByPathCommand({ Path: KEY_PATH });
    expect((await new SSMClient(aws.client(GOES)).send(request)).Parameters).toEqual([]);
    expect((await deployment.photofinish('doctor')).stdout).toMatch(/^ok +other regions/m);
    told(
      `deployed without ${GOES} in ${seconds(tookMs)}, ${seconds(Date.now() - stoppedMs)} after its last schedule stood still`,
    );
  });

  it('is taken away by one command, which keeps the table', async () => {
    const { aws } = deployment;
    const { status, stdout, stderr, tookMs } = await deployment.npm('destroy');

    expect(status, stdout + stderr).toBe(0);
    expect(await stacksIn(aws, STAYS)).toEqual({});
    expect(Object.keys(await stacksIn(aws, HUB))).toEqual(['photofinish-data']);
    expect((await roundsOf(aws, GOES, HUB)).length).toBeGreaterThan(1);
    told(`taken away in ${seconds(tookMs)}`);
  });
});
