// The keys that a config's targets use, and their values as far as this machine has them.
import { type Env, splitByKey } from '../../config/keys.ts';
import type { Config } from '../../domain/config.ts';
import { KeysRefusedError } from '../errors.ts';
import { MAX_KEY_BYTES } from './stored-keys.ts';

/** The names of all keys, in the order of the targets. */
export function keyNamesOf({ targets }: Pick<Config, 'targets'>): readonly string[] {
  return [...new Set(targets.flatMap(({ keyName }) => (keyName === null ? [] : [keyName])))];
}

export interface WantedKeys {
  /** By name. */
  readonly values: ReadonlyMap<string, string>;
  /** Names without a value. */
  readonly missing: readonly string[];
}

/**
 * @throws KeyError naming each key that no header could carry
 * @throws KeysRefusedError naming each key that is too long for a parameter
 */
export function wantedKeys(config: Config, env: Env): WantedKeys {
  splitByKey(config.targets, env);
  const values = new Map<string, string>();
  const missing: string[] = [];
  for (const name of keyNamesOf(config)) {
    const value = env[name]?.trim() ?? '';
    if (value === '') missing.push(name);
    else values.set(name, value);
  }
  const tooLong = [...values].filter(([, value]) => Buffer.byteLength(value) > MAX_KEY_BYTES).map(([name]) => name);
  if (tooLong.length > 0) {
    throw new KeysRefusedError(
      `${tooLong.join(', ')}: longer than ${MAX_KEY_BYTES} bytes, which is all that a parameter of SSM's standard tier holds. ` +
        "Set it again, from the provider's own page: no provider's key is that long.",
    );
  }
  return { values, missing };
}

/** The regions of an option, or all of the config. @throws KeysRefusedError for one that the config does not have */
export function wantedRegions({ regions }: Pick<Config, 'regions'>, option: string | null): readonly string[] {
  if (option === null) return regions;
  const asked = option
    .split(',')
    .map((region) => region.trim())
    .filter((region) => region !== '');
  const strange = asked.filter((region) => !regions.includes(region));
  if (asked.length > 0 && strange.length === 0) return [...new Set(asked)];
  const what = asked.length === 0 ? 'names no region' : `names ${strange.join(', ')}, which the config does not have`;
  throw new KeysRefusedError(`--regions ${what}. The config has ${regions.join(', ')}.`);
}
