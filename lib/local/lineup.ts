// Who races: the targets of a config that have their keys, and who does not and why.
import { keyOf as keyIn, type NotRacing, readEnv, splitByKey } from '../config/keys.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../domain/config.ts';
import type { Preset, Target } from '../domain/target.ts';

export interface LineupOptions {
  readonly configFile: string;
  readonly envFile: string;
  /** `process.env`: AWS variables that stand only in the file are set here, because the AWS SDK looks nowhere else. */
  readonly environment: NodeJS.ProcessEnv;
  readonly presets: readonly Preset[];
}

export interface Lineup {
  readonly config: Config;
  readonly racing: readonly Target[];
  readonly notRacing: readonly NotRacing[];
  keyOf(target: Target): string | null;
}

/**
 * @param isWanted which of the config's targets are looked at; by default all
 * @throws ConfigRefusedError, KeyError
 */
export function readLineup(options: LineupOptions, isWanted: (target: Target) => boolean = () => true): Lineup {
  const config = loadConfig(options.configFile, { presets: options.presets });
  const env = readEnv(options.envFile, options.environment);
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('AWS_') && value !== undefined) options.environment[name] ??= value;
  }
  const { racing, notRacing } = splitByKey(config.targets.filter(isWanted), env);
  return { config, racing, notRacing, keyOf: (target) => keyIn(target, env) };
}
