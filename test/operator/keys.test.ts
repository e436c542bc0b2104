import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyError } from '../../lib/config/errors.ts';
import { KeysRefusedError } from '../../lib/operator/errors.ts';
import { listKeys, listReport } from '../../lib/operator/keys/list.ts';
import { pushKeys, pushReport } from '../../lib/operator/keys/push.ts';
import { deleteKeys } from '../../lib/operator/keys/stored-keys.ts';
import { keyNamesOf, wantedKeys, wantedRegions } from '../../lib/operator/keys/wanted-keys.ts';
import { awsError, type FakeCloud, fakeCloud, leaveCloud } from './fake-cloud.ts';
import { configFor, deployed } from './scene.ts';

afterAll(leaveCloud);

let cloud: FakeCloud;
beforeEach(() => {
  vi.stubEnv('AWS_PROFILE', '');
  cloud = fakeCloud();
});

const VALUES = new Map([
  ['A_KEY', 'value-of-a'],
  ['B_KEY', 'value-of-b'],
]);

describe('what is pushed', () => {
  it('is the keys that the targets use, no others; those without a value are named', () => {
    const env = { TOGETHER_API_KEY: 'k', OPENAI_API_KEY: ' ', AWS_SECRET_ACCESS_KEY: 'never' };
    const { values, missing } = wantedKeys(configFor(), env);
    expect([...values.keys()]).toEqual(['TOGETHER_API_KEY']);
    expect(missing).toEqual(['OPENAI_API_KEY']);
  });

  it('refuses a key that no header could carry, and one too long, by name only', () => {
    const push = (value: string) => () => wantedKeys(configFor(), { TOGETHER_API_KEY: value });
    expect(push('sec ret')).toThrow(KeyError);
    expect(push('sec ret')).toThrow(/^TOGETHER_API_KEY holds? a space/);
    expect(push('s'.repeat(4_097))).toThrow(KeysRefusedError);
    expect(push('s'.repeat(4_097))).toThrow(/^TOGETHER_API_KEY: longer than 4096 bytes/);
    expect(push('s'.repeat(4_097))).not.toThrow(/sss/);
    expect(push('s'.repeat(4_096))).not.toThrow();
  });

  it('goes to regions of the config only', () => {
    const config = configFor();
    expect(wantedRegions(config, null)).toEqual(config.regions);
    expect(wantedRegions(config, 'eu-west-1, us-east-1,')).toEqual(['eu-west-1', 'us-east-1']);
    expect(() => wantedRegions(config, 'eu-west-1,mars')).toThrow(
      '--regions names mars, which the config does not have.',
    );
    expect(() => wantedRegions(config, ' ')).toThrow('--regions names no region.');
  });
});

describe('keys push', () => {
  it('makes, replaces or leaves each key, and writes only what differs', async () => {
    cloud.in('eu-west-1').parameters.set('/photofinish/keys/A_KEY', 'value-of-a');
    cloud.in('us-east-1').parameters.set('/photofinish/keys/A_KEY', 'old');
    const pushed = await pushKeys(cloud.aws, ['us-east-1', 'eu-west-1'], VALUES);

    expect(pushReport(pushed, ['C_KEY'])).toBe(
      [
        'us-east-1',
        '  created     B_KEY',
        '  updated     A_KEY',
        'eu-west-1',
        '  created     B_KEY',
        '  unchanged   A_KEY',
        'Not set here, so not pushed: C_KEY.\n',
      ].join('\n'),
    );
    expect(cloud.changes.toSorted()).toEqual([
      'eu-west-1 PutParameter /photofinish/keys/B_KEY SecureString Standard',
      'us-east-1 PutParameter /photofinish/keys/A_KEY SecureString Standard',
      'us-east-1 PutParameter /photofinish/keys/B_KEY SecureString Standard',
    ]);
    expect(cloud.in('us-east-1').parameters.get('/photofinish/keys/A_KEY')).toBe('value-of-a');
  });

  it('knows the keys beyond the first page', async () => {
    const many = new Map(Array.from({ length: 23 }, (_, index) => [`K${index}`, `v${index}`]));
    await pushKeys(cloud.aws, ['us-east-1'], many);
    const [again] = await pushKeys(cloud.aws, ['us-east-1'], many);
    expect(again?.unchanged).toHaveLength(23);
    expect(cloud.changes).toHaveLength(23);
  });

  it('goes on where one region refuses, and tells that one with the remedy', async () => {
    cloud.in('af-south-1').refusal = awsError('UnrecognizedClientException');
    const pushed = await pushKeys(cloud.aws, ['af-south-1', 'us-east-1'], VALUES);
    expect(pushed.map(({ trouble }) => trouble === null)).toEqual([false, true]);
    const report = pushReport(pushed, []);
    expect(report).toContain('  not pushed  A_KEY, B_KEY\n  The account has not enabled af-south-1');
    expect(report).toContain('us-east-1\n  created     A_KEY, B_KEY');
  });

  it('tells which keys were left when a region refuses halfway, and never a value', async () => {
    const refusal = awsError('ValidationException', "1 validation error: Value 'value-of-b' at 'value'");
    mockClient(SSMClient).onAnyCommand().resolves({}).on(PutParameterCommand).resolvesOnce({}).rejects(refusal);
    const pushed = await pushKeys(cloud.aws, ['us-east-1'], VALUES);
    const report = pushReport(pushed, []);
    expect(report).toContain(
      '  created     A_KEY\n  not pushed  B_KEY\n  AWS in us-east-1 answered ValidationException.',
    );
    expect(report).not.toContain('value-of');
  });
});

describe('keys list', () => {
  it('tells what each region has, lacks, and has in vain, without asking for a value', async () => {
    deployed(cloud);
    cloud.in('eu-west-1').parameters.delete('/photofinish/keys/OPENAI_API_KEY');
    cloud.in('eu-west-1').parameters.set('/photofinish/keys/OLD_KEY', 'x');
    cloud.in('ap-northeast-1').refusal = awsError('AccessDeniedException');
    const config = configFor();
    const report = listReport(await listKeys(cloud.aws, config.regions), keyNamesOf(config));
    const cells = report
      .split('\n')
      .filter((line) => line.includes('_KEY') && line.startsWith('│'))
      .map((line) =>
        line
          .split('│')
          .map((cell) => cell.trim())
          .filter((cell) => cell !== ''),
      );
    expect(cells).toEqual([
      ['TOGETHER_API_KEY', '2026-11-20', '2026-11-20', '?'],
      ['OPENAI_API_KEY', '2026-11-20', 'missing', '?'],
      ['OLD_KEY', 'missing', '2026-11-20', '?'],
    ]);
    expect(report).toContain('Not used by the config: OLD_KEY.');
    expect(report).toContain('Something is missing in eu-west-1: npx photofinish keys push');
    expect(report).toContain('These AWS credentials may not do this in ap-northeast-1.');
    expect(report).not.toMatch(/secret|encrypted/);
  });

  it('says a trouble that all regions share once', async () => {
    for (const region of ['us-east-1', 'eu-west-1']) cloud.in(region).refusal = awsError('CredentialsProviderError');
    const report = listReport(await listKeys(cloud.aws, ['us-east-1', 'eu-west-1']), ['A']);
    expect(report.match(/There are no AWS credentials/g)).toHaveLength(1);
  });
});

it('deletes the keys of a region, however many, and nothing else', async () => {
  const { parameters } = cloud.in('eu-west-1');
  for (let index = 0; index < 12; index++) parameters.set(`/photofinish/keys/K${index}`, 'v');
  parameters.set('/other/keys/K', 'v');
  expect(await deleteKeys(cloud.aws.ssm('eu-west-1'))).toHaveLength(12);
  expect([...parameters.keys()]).toEqual(['/other/keys/K']);
});
