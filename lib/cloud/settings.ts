// What a function is given beside its event: variables, and files beside its code.
import { readFile } from 'node:fs/promises';
import type { Config } from '../domain/config.ts';
import { CONFIG_FILE, type ENV } from '../names/names.ts';
import { SettingMissingError } from './errors.ts';

/** @throws SettingMissingError naming it */
export function setting(name: (typeof ENV)[keyof typeof ENV] | 'AWS_REGION'): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new SettingMissingError(name);
  return value;
}

/** The config that lies beside a function's code. */
export async function readConfig(besides: string): Promise<Config> {
  return JSON.parse(await readFile(new URL(CONFIG_FILE, besides), 'utf8')) as Config;
}
