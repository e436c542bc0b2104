// A deployment on this machine: MiniStack in the place of AWS, the demo fleet in the place of the providers, a config for both,
// and the operator's commands.
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type SpawnedFleet, spawnFleet } from '../../lib/fleet/spawn.ts';
import { type Ministack, startMinistack } from '../emulators/ministack.ts';
import { type Ended, run } from './command.ts';

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'] as const;
export const TARGETS = ['demo/fast', 'demo/steady', 'demo/heavy-tail', 'demo/unkeyed'] as const;
/** The last of the targets has a key that nobody pushes. */
export const RACED = TARGETS.slice(0, -1);
export const KEY = 'sk-e2e-0b5d2e7f9a';
export const GUN_MS = 20_000;

export interface Deployment {
  readonly aws: Ministack;
  /** `npm run NAME -- --config FILE ...`, or `npx photofinish NAME ... --config FILE`. */
  npm(script: string, ...words: readonly string[]): Promise<Ended>;
  photofinish(...words: readonly string[]): Promise<Ended>;
  /** Writes the config anew, with these regions. */
  configure(regions: readonly string[]): void;
  close(): Promise<void>;
}

export async function openDeployment(): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), 'photofinish-deployment-'));
  const [configFile, keyFile] = [join(folder, 'photofinish.yaml'), join(folder, '.env')];
  writeFileSync(keyFile, `DEMO_KEY=${KEY}\n`);
  const providers = { fast: { personality: 'fast' }, steady: { personality: 'steady' } } as const;
  const fleet = await spawnFleet({
    tls: false,
    providers: { ...providers, 'heavy-tail': { personality: 'heavy-tail' } },
  });
  const aws = await startMinistack({ strict: true }).catch(async (error: unknown) => {
    await fleet.close();
    throw error;
  });
  const env = {
    ...{ PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: folder, NO_COLOR: '1' },
    ...aws.clientEnvironment,
    AWS_REGION: REGIONS[0],
  };
  const configure = (regions: readonly string[]) => writeFileSync(configFile, configOf(regions, fleet));
  configure(REGIONS);
  return {
    ...{ aws, configure },
    npm: (script, ...words) => run('npm', ['run', '--silent', script, '--', '--config', configFile, ...words], env),
    photofinish: (...words) => {
      const keys = words[0] === 'keys' && words[1] === 'list' ? [] : ['--env', keyFile];
      const program = 'bin/photofinish.ts';
      return run(process.execPath, [program, ...words, '--config', configFile, ...keys], env);
    },
    close: async () => {
      await Promise.all([aws.close(), fleet.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// The demo's presets are reached by TLS with a certificate of their own, which no function would trust; so these are addresses
// of our own, each in the region that the fleet plays.
function configOf(regions: readonly string[], fleet: SpawnedFleet): string {
  const target = (id: string, provider: string, key: string) => {
    const baseUrl = `${fleet.targets[provider]?.origin}/{region}/v1`;
    return `  - { id: ${id}, api: chat-completions, baseUrl: '${baseUrl}', key: ${key}, model: m, alarms: { ttft: 5s } }`;
  };
  return [
    'name: Deployment',
    `regions: [${regions.join(', ')}]`,
    `workloads: { chat: { every: 1 minute, gun: ${GUN_MS / 1_000}s, prompt: Say something., maxOutputTokens: 24 } }`,
    'timeouts: { connect: 1s, firstToken: 3s, stall: 2s, total: 5s }',
    'metrics: [ttft, throughput, failures]',
    'alarms: { email: [ops@example.com] }',
    'targets:',
    target('demo/fast', 'fast', 'DEMO_KEY'),
    target('demo/steady', 'steady', 'DEMO_KEY'),
    target('demo/heavy-tail', 'heavy-tail', 'DEMO_KEY'),
    target('demo/unkeyed', 'fast', 'NEVER_PUSHED_KEY'),
    '',
  ].join('\n');
}
