// The keys: where they come from, and which targets have theirs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import type { Target } from '../domain/target.ts';
import { KeyError } from './errors.ts';
import { readText } from './text-file.ts';

const MAX_FILE_BYTES = 1_000_000;

/** Variables by name; one that is empty counts as not set. */
export type Env = Readonly<Record<string, string | undefined>>;

export interface NotRacing {
  readonly target: Target;
  /** The variable that would have to be set. */
  readonly keyName: string;
  /** One sentence for people. */
  readonly why: string;
}

/**
 * The variables of a `.env` file; none where there is no such file.
 * @throws KeyError if it is there but cannot be read
 */
export function readEnvFile(path: string): Record<string, string> {
  const read = readText(path, MAX_FILE_BYTES);
  if ('text' in read) return parse(read.text);
  if (read.code === 'ENOENT') return {};
  throw new KeyError(`${path} ${read.problem}. ${read.remedy}`);
}

/**
 * The real environment laid over that of a `.env` file. A variable that is set there to nothing stays so: this way
 * a target can be left out of one run.
 */
export function readEnv(envFile: string, environment: Env): Env {
  return { ...readEnvFile(envFile), ...environment };
}

/** The value of a target's key; `null` where it needs none, or has none. */
export function keyOf({ keyName }: Pick<Target, 'keyName'>, env: Env): string | null {
  const value = keyName === null ? undefined : env[keyName];
  return value === undefined || value.trim() === '' ? null : value;
}

export type KeyState = 'set' | 'missing' | 'unneeded';

/** Whether a target, or a preset, has the key or the credentials that it needs. */
export function keyStateOf(one: Pick<Target, 'keyName' | 'api' | 'baseUrl'>, env: Env): KeyState {
  if (one.keyName !== null) return keyOf(one, env) === null ? 'missing' : 'set';
  // An address of its own is the demo fleet, or an endpoint that is said to need nothing.
  if (one.api !== 'bedrock-converse' || one.baseUrl !== null) return 'unneeded';
  return hasAwsCredentials(env) ? 'set' : 'missing';
}

/**
 * Parts the targets that can race from those whose key is not set.
 * @throws KeyError naming every variable whose value no request header could carry
 */
export function splitByKey(targets: readonly Target[], env: Env): { racing: Target[]; notRacing: NotRacing[] } {
  const racing: Target[] = [];
  const notRacing: NotRacing[] = [];
  const unfit = new Set<string>();
  for (const target of targets) {
    const key = keyOf(target, env);
    if (!isSendable(key)) unfit.add(target.keyName ?? '');
    if (keyStateOf(target, env) === 'missing') notRacing.push({ target, ...missingKey(target) });
    else racing.push(target);
  }
  if (unfit.size > 0) {
    const names = [...unfit].join(', ');
    const what = 'holds a space, a line break or a character beyond ASCII, so that it cannot be sent as a key';
    throw new KeyError(`${names} ${what}. Set it again, from the provider's own page; a copy often picks one up.`);
  }
  return { racing, notRacing };
}

function missingKey({ keyName }: Target): Omit<NotRacing, 'target'> {
  if (keyName !== null) return { keyName, why: `${keyName} is not set` };
  return { keyName: 'AWS_ACCESS_KEY_ID', why: 'no AWS credentials (AWS_ACCESS_KEY_ID or AWS_PROFILE)' };
}

// Where the SDK's credential chain looks, but for the instance's own metadata: asking for that takes seconds.
const AWS_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];

function hasAwsCredentials(env: Env): boolean {
  if (AWS_VARIABLES.some((name) => (env[name] ?? '').trim() !== '')) return true;
  const home = env.HOME ?? env.USERPROFILE;
  const file = env.AWS_SHARED_CREDENTIALS_FILE ?? (home === undefined ? '' : join(home, '.aws', 'credentials'));
  return file !== '' && existsSync(file);
}

/** Whether a key could stand in a request header; `null`, no key, could. */
export function isSendable(key: string | null): boolean {
  return key === null || /^[\x21-\x7e]+$/.test(key);
}
