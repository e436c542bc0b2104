import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { deploy, diff } from '../../lib/operator/deployment/deploy.ts';
import { destroy } from '../../lib/operator/deployment/destroy.ts';
import { lastRoundEndsMs } from '../../lib/operator/deployment/quiet.ts';
import type { Tools } from '../../lib/operator/deployment/tools.ts';
import { DeploymentRefusedError } from '../../lib/operator/errors.ts';
import { awsError, type FakeCloud, fakeCloud, leaveCloud } from './fake-cloud.ts';
import { BUCKET, configFor, deployed, HUB, NOW_MS, REGIONS } from './scene.ts';

afterAll(leaveCloud);

let cloud: FakeCloud;
let said: string[];
let nowMs: number;
let cdkStatus: number;
let tools: Tools;
beforeEach(() => {
  cloud = fakeCloud();
  said = [];
  nowMs = NOW_MS;
  cdkStatus = 0;
  tools = {
    aws: cloud.aws,
    cdk: async (words) => {
      cloud.changes.push(`cdk ${words.join(' ')}`);
      return cdkStatus;
    },
    say: (line) => said.push(line),
    nowMs: () => nowMs,
    sleep: async (ms) => {
      cloud.changes.push(`sleep ${Math.round(ms / 1_000)} s`);
      nowMs += ms;
    },
  };
});

const order = (regions?: readonly string[], more?: string) => ({
  config: configFor(regions, more),
  configFile: 'c.yaml',
});
const DEPLOY = 'cdk deploy --all --require-approval never --concurrency 10 --context config=c.yaml';

describe('deploy', () => {
  it('prepares the regions that need it, deploys, and tells the address and what is left to do', async () => {
    cloud.in('eu-west-1').parameters.set('/cdk-bootstrap/hnb659fds/version', '30');
    cloud.in('us-east-1').parameters.set('/cdk-bootstrap/hnb659fds/version', '5');
    const cdk = tools.cdk;
    const deploying: Tools = {
      ...tools,
      cdk: async (words) => {
        if (words[0] === 'deploy') deployed(cloud);
        if (words[0] === 'deploy') cloud.in('eu-west-1').parameters.delete('/photofinish/keys/OPENAI_API_KEY');
        return cdk(words);
      },
    };
    expect(await deploy(order(undefined, 'alarms: { email: [ops@example.com] }'), deploying)).toBe(0);
    expect(cloud.changes).toEqual([
      'cdk bootstrap aws://123456789012/us-east-1 aws://123456789012/ap-northeast-1',
      DEPLOY,
    ]);
    expect(said.join('\n')).toContain('The page: https://board.example.com/');
    expect(said).toContain('Keys are missing in eu-west-1: npx photofinish keys push');
    expect(said.join('\n')).toContain('Alarms go to ops@example.com: AWS sends each a mail');
  });

  it('tells which record an own domain needs, unless it made it itself', async () => {
    deployed(cloud);
    const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/a';
    const own = (zone: string) => `aws: { domain: { name: b.example.com, certificate: "${certificate}"${zone} } }`;
    await deploy(order(undefined, own('')), tools);
    expect(said).toContain('Where b.example.com is looked after: a CNAME from it to d111.cloudfront.net');
    said.length = 0;
    await deploy(order(undefined, own(', hostedZone: Z0123456789ABC')), tools);
    expect(said.join()).not.toContain('CNAME');
  });

  it('ends with the status of the CDK, and says nothing of an address', async () => {
    deployed(cloud);
    cdkStatus = 3;
    expect(await deploy(order(), tools)).toBe(3);
    expect(said.at(-1)).toContain('cdk deploy failed');
    expect(said.join()).not.toContain('The page');
  });

  it.each([
    ['another region of the config', ['eu-west-1', 'us-east-1', 'ap-northeast-1']],
    ['a region that left the config', ['eu-west-1', 'ap-northeast-1']],
    ['a region that has nothing in common with the config', ['sa-east-1']],
  ])('refuses a hub that stands in %s', async (_, regions) => {
    deployed(cloud);
    const deploying = deploy(order(regions), tools);
    await expect(deploying).rejects.toThrow(DeploymentRefusedError);
    await expect(deploying).rejects.toThrow(`The hub is in us-east-1, where the table and the page stand; the first`);
    expect(cloud.changes).toEqual([]);
  });

  it('finds a hub in a region that not every account has, by the replicas', async () => {
    deployed(cloud, ['af-south-1', 'eu-west-1']);
    await expect(deploy(order(['eu-west-1']), tools)).rejects.toThrow('The hub is in af-south-1');
  });

  it('does not mind a region of no concern that does not answer, but one of the config', async () => {
    deployed(cloud);
    cloud.in('sa-east-1').refusal = awsError('AccessDeniedException');
    expect(await deploy(order(), tools)).toBe(0);
    cloud.in('eu-west-1').refusal = awsError('AccessDeniedException');
    await expect(deploy(order(), tools)).rejects.toThrow('may not do this in eu-west-1');
  });
});

describe('deploy changes the replicas of a table one by one', () => {
  const step = (replicas: string) =>
    `cdk deploy photofinish-data --exclusively --require-approval never --context config=c.yaml --context replicas=${replicas}`;
  const cdkCalls = () => cloud.changes.filter((change) => change.startsWith('cdk deploy'));

  it.each([
    ['one more at once', ['us-east-1', 'eu-west-1'], []],
    ['three more in three', ['us-east-1'], ['eu-west-1', 'eu-west-1,ap-northeast-1']],
    ['one less at once', ['us-east-1', 'eu-west-1', 'ap-northeast-1', 'sa-east-1'], []],
  ])('%s', async (_, regionsBefore, steps) => {
    deployed(cloud, regionsBefore);
    await deploy(order(regionsBefore.length === 1 ? [...REGIONS, 'sa-east-1'] : REGIONS), tools);
    expect(cdkCalls()).toEqual([...steps.map(step), DEPLOY]);
  });

  it('a region exchanged for another: first the one that goes', async () => {
    deployed(cloud, [HUB, 'sa-east-1']);
    await deploy(order([HUB, 'eu-west-1']), tools);
    expect(cdkCalls()).toEqual([step(''), DEPLOY]);
  });

  it('and stops where one of them fails', async () => {
    deployed(cloud, [HUB]);
    for (const region of REGIONS) cloud.in(region).parameters.set('/cdk-bootstrap/hnb659fds/version', '30');
    cdkStatus = 1;
    expect(await deploy(order(), tools)).toBe(1);
    expect(cdkCalls()).toEqual([step('eu-west-1')]);
  });

  it('but a table that is made anew has all at once', async () => {
    await deploy(order(), tools);
    expect(cdkCalls()).toEqual([DEPLOY]);
  });
});

describe('deploy starts again what was stopped past it', () => {
  const stop = (region: string, name: string) => {
    cloud.in(region).schedules.set(name, { state: 'DISABLED', input: '{"kept":1}' });
  };

  it('by hand, or by a removal that did not come to its end', async () => {
    deployed(cloud);
    stop('eu-west-1', 'photofinish/photofinish-chat-0');
    stop(HUB, 'default/photofinish-publisher');
    stop(HUB, 'default/of-somebody-else');
    await deploy(order(), tools);
    expect(cloud.changes).toEqual([
      DEPLOY,
      `${HUB} UpdateSchedule photofinish-publisher ENABLED`,
      'eu-west-1 UpdateSchedule photofinish-chat-0 ENABLED',
    ]);
    expect(cloud.in('eu-west-1').schedules.get('photofinish/photofinish-chat-0')?.input).toBe('{"kept":1}');
    expect(said).toContain('eu-west-1: started again what had been stopped (photofinish-chat-0)');
  });

  it('but no round where the config says paused', async () => {
    deployed(cloud);
    stop('eu-west-1', 'photofinish/photofinish-chat-0');
    await deploy(order(undefined, 'aws: { paused: true }'), tools);
    expect(cloud.changes).toEqual([DEPLOY]);
  });
});

describe('deploy of a config with a region removed', () => {
  const TWO = [HUB, 'eu-west-1'];
  const GONE = 'ap-northeast-1';

  it('stops it, waits for its last round, stores what waits, deletes its stack and keys, then deploys', async () => {
    deployed(cloud);
    const gone = cloud.in(GONE);
    gone.queues.set('photofinish-unsaved', 5);
    gone.saver = () => {
      const waiting = gone.queues.get('photofinish-unsaved') ?? 0;
      const stored = Math.min(3, waiting);
      gone.queues.set('photofinish-unsaved', waiting - stored);
      return { stored, left: 0, setAside: 0 };
    };
    expect(await deploy(order(TWO), tools)).toBe(0);
    expect(cloud.changes).toEqual([
      `${GONE} UpdateSchedule photofinish-chat-0 DISABLED`,
      // from 08:10: a minute for the scheduler, a minute for the gun, 105 s for the race; it is 08:10:30 now
      'sleep 195 s',
      `${GONE} Invoke photofinish-saver`,
      'sleep 5 s',
      `${GONE} Invoke photofinish-saver`,
      'sleep 5 s',
      `${GONE} Invoke photofinish-saver`,
      `${GONE} DeleteStack photofinish-race-${GONE}`,
      `${GONE} DeleteParameters 2`,
      DEPLOY,
    ]);
    expect(gone.schedules.get('photofinish/photofinish-chat-0')?.input).toBe('{"workload":"chat"}');
    expect(said).toContain(`${GONE}: 5 rounds that had waited are stored`);
  });

  it('deploys nothing and deletes nothing while rounds still wait', async () => {
    deployed(cloud);
    const gone = cloud.in(GONE);
    gone.queues.set('photofinish-unsaved', 2);
    gone.saver = () => ({ failed: 'Task timed out' });
    const deploying = deploy(order(TWO), tools);
    await expect(deploying).rejects.toThrow(DeploymentRefusedError);
    await expect(deploying).rejects.toThrow(
      `${GONE}: 2 measured rounds still wait to be stored, and would be lost with the region. The saver says: Task timed out.`,
    );
    expect(cloud.changes.filter((change) => /Delete|cdk/.test(change))).toEqual([]);
    expect(said.filter((line) => line.includes('wait to be stored'))).toHaveLength(1);
    expect(nowMs - NOW_MS).toBeLessThan(10 * 60_000);
  });

  it('goes on where an earlier try ended: stopped long ago, or the stack gone already', async () => {
    deployed(cloud);
    cloud.in(GONE).schedules.set('photofinish/photofinish-chat-0', { state: 'DISABLED', input: '{}' });
    await deploy(order(TWO), tools);
    expect(cloud.changes).toEqual([
      `${GONE} Invoke photofinish-saver`,
      `${GONE} DeleteStack photofinish-race-${GONE}`,
      `${GONE} DeleteParameters 2`,
      DEPLOY,
    ]);
  });

  it('finds it by its replica alone, and by its stack alone', async () => {
    deployed(cloud);
    for (const region of TWO) cloud.in(region).table = { Replicas: [] };
    await deploy(order(TWO), tools);
    expect(cloud.changes).toContain(`${GONE} DeleteStack photofinish-race-${GONE}`);

    cloud.changes.length = 0;
    cloud.in(HUB).table = { Replicas: [...TWO, GONE].map((name) => ({ RegionName: name })) };
    cloud.in(GONE).parameters.set('/photofinish/keys/TOGETHER_API_KEY', 'k');
    cloud.in(GONE).saver = null;
    cloud.in(GONE).schedules.clear();
    cloud.in(GONE).queues.clear();
    await deploy(order(TWO), tools);
    expect(cloud.changes).toEqual([`${GONE} DeleteParameters 1`, DEPLOY]);
  });

  it('says why a stack does not go, and does not deploy', async () => {
    deployed(cloud);
    cloud.in(GONE).stacks.set(`photofinish-race-${GONE}`, { StackStatusReason: 'a role is in use' });
    await expect(deploy(order(TWO), tools)).rejects.toThrow(
      `The stack photofinish-race-${GONE} in ${GONE} could not be deleted (a role is in use).`,
    );
    expect(cloud.changes).not.toContain(DEPLOY);
  });
});

it('the last round ends where the longest workload says', () => {
  const config = configFor(
    [HUB],
    'workloads: { a: { every: 1 minute, gun: immediate, prompt: x }, b: { every: 1 hour, gun: 5m, prompt: x } }',
  );
  const at = (time: string) => Date.parse(`2026-11-20T${time}Z`);
  expect(lastRoundEndsMs(config, at('08:00:20'))).toBe(at('08:07:45'));
  expect(lastRoundEndsMs(config, at('08:50:20'))).toBe(at('08:52:45'));
});

it('diff hands the config to the CDK', async () => {
  cdkStatus = 1;
  expect(await diff(order(), tools)).toBe(1);
  expect(cloud.changes).toEqual(['cdk diff --context config=c.yaml']);
});

describe('destroy', () => {
  const remove = (more: { data?: boolean; keys?: boolean }, config = configFor()) =>
    destroy({ config, data: false, keys: false, ...more }, tools);
  const UNPROTECTED = 'aws: { deletionProtection: false }';

  it('takes races and hub away, in any region, and keeps the table and the keys', async () => {
    deployed(cloud);
    cloud.in('sa-east-1').stacks.set('photofinish-race-sa-east-1', {});
    cloud.in(HUB).buckets.set(
      BUCKET,
      Array.from({ length: 2_500 }, (_, index) => `file-${index}`),
    );
    await remove({});
    const deleted = cloud.changes.filter((change) => change.includes('Delete'));
    expect(deleted.slice(0, -4).toSorted()).toEqual(
      ['ap-northeast-1', 'eu-west-1', 'sa-east-1', HUB].map(
        (region) => `${region} DeleteStack photofinish-race-${region}`,
      ),
    );
    expect(deleted.slice(-4)).toEqual([
      `${HUB} DeleteObjects 1000`,
      `${HUB} DeleteObjects 1000`,
      `${HUB} DeleteObjects 500`,
      `${HUB} DeleteStack photofinish-hub`,
    ]);
    expect(cloud.changes[0]).toBe(`${HUB} UpdateSchedule photofinish-publisher DISABLED`);
    expect(cloud.in(HUB).stacks.has('photofinish-data')).toBe(true);
    expect(said.join('\n')).toContain('The table photofinish with all results stays');
    expect(said.join('\n')).toContain('The keys below /photofinish/keys/ stay');
  });

  it('refuses to delete protected results, before anything is touched', async () => {
    deployed(cloud);
    await expect(remove({ data: true })).rejects.toThrow(
      'The table is protected: the config says aws.deletionProtection: true',
    );
    cloud.in(HUB).stacks.set('photofinish-data', { EnableTerminationProtection: true });
    const unprotected = configFor(undefined, UNPROTECTED);
    await expect(remove({ data: true }, unprotected)).rejects.toThrow('Run npm run deploy, then this again.');
    cloud.in(HUB).stacks.set('photofinish-data', {});
    cloud.in(HUB).table = { DeletionProtectionEnabled: true };
    await expect(remove({ data: true }, unprotected)).rejects.toThrow('Run npm run deploy, then this again.');
    expect(cloud.changes).toEqual([]);
  });

  it('takes the results and the keys where both are asked for, and loses no time on saving rounds', async () => {
    deployed(cloud);
    await remove({ data: true, keys: true }, configFor(undefined, UNPROTECTED));
    expect(cloud.changes.filter((change) => change.includes('Invoke'))).toEqual([]);
    expect(cloud.changes.slice(-4)[0]).toBe(`${HUB} DeleteStack photofinish-data`);
    expect(cloud.changes.slice(-3).toSorted()).toEqual(
      ['ap-northeast-1', 'eu-west-1', HUB].map((region) => `${region} DeleteParameters 2`),
    );
    expect(said.join('\n')).not.toContain('stays (stack photofinish-data)');
  });

  it('empties the bucket once more if a publication came in between', async () => {
    deployed(cloud);
    const { stacks, buckets } = cloud.in(HUB);
    let published = false;
    const publishing: Tools = {
      ...tools,
      say: (line) => {
        if (!published && line.includes('deleting the stack photofinish-hub')) buckets.set(BUCKET, ['late.html']);
        published ||= (buckets.get(BUCKET) ?? []).includes('late.html');
      },
    };
    await destroy({ config: configFor(), data: false, keys: false }, publishing);
    expect(published).toBe(true);
    expect(buckets.get(BUCKET)).toEqual([]);
    expect(stacks.has('photofinish-hub')).toBe(false);
  });

  it('says so where there is nothing', async () => {
    await remove({});
    expect(said.at(-1)).toBe('There was no stack.');
    expect(cloud.changes).toEqual([]);
  });
});
