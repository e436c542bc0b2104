// What can be told without AWS: this machine, and its keys.
import { type Env, isSendable } from '../../config/keys.ts';
import type { Config } from '../../domain/config.ts';
import { keyNamesOf } from '../keys/wanted-keys.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const NODE_MAJOR = 24;

export function nodeFinding(version: string): Finding {
  const isGood = Number.parseInt(version, 10) >= NODE_MAJOR;
  const remedy = `Run it by npx or npm in this folder, after npm ci: they take Node ${NODE_MAJOR} from there.`;
  return { subject: 'Node', ...(isGood ? ok(version) : fail(version, remedy)) };
}

export function configFinding(file: string, { targets, regions, workloads }: Config): Finding {
  const counts = [
    counted(targets.length, 'target'),
    counted(workloads.length, 'workload'),
    `${counted(regions.length, 'region')} (${regions.join(', ')})`,
  ];
  return { subject: 'config', ...ok(`${file} is right: ${counts.join(', ')}`) };
}

export function localKeysFinding(envFile: string, config: Config, env: Env): Finding {
  const subject = `keys ${envFile}`;
  const names = keyNamesOf(config);
  const unfit = names.filter((name) => !isSendable(env[name]?.trim() ? env[name] : null));
  if (unfit.length > 0) {
    const saw = `${unfit.join(', ')} cannot be sent as a key (a space, a line break, a character beyond ASCII)`;
    return { subject, ...fail(saw, "Set it again, from the provider's own page.") };
  }
  const missing = names.filter((name) => !env[name]?.trim());
  if (missing.length === 0) return { subject, ...ok(`all ${names.length} are set`) };
  const saw = `${names.length - missing.length} of ${names.length} are set; not ${missing.join(', ')}`;
  return { subject, ...warn(saw, 'Only needed to race from here or to push; targets without a key do not race.') };
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
