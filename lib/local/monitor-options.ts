// The options of `monitor`, from the words on the command line to what they mean.
import { printable } from '../domain/text.ts';
import { OptionError } from './errors.ts';
import type { MonitorOptions } from './monitor-session.ts';

/** As they were typed. */
export interface MonitorWords {
  readonly config: string;
  readonly env: string;
  readonly data: string;
  readonly port: string;
  readonly every?: string;
  readonly demo: boolean;
}

/** @throws OptionError naming the option, what it was given, and what would be right */
export function monitorOptions(words: MonitorWords): Omit<MonitorOptions, 'presets' | 'demoFile'> {
  return {
    configFile: words.config,
    envFile: words.env,
    dataDir: words.data,
    port: wholeNumber('--port', words.port, 0, 65_535, 'a port is a whole number from 0 to 65535'),
    everyMs:
      words.every === undefined
        ? null
        : wholeNumber('--every', words.every, 1, 86_400, 'whole seconds from 1 to 86400') * 1_000,
    demoOnly: words.demo,
  };
}

function wholeNumber(option: string, text: string, min: number, max: number, remedy: string): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new OptionError(`${option} ${printable(text, 40)}: ${remedy}.`);
  return value;
}
