// The options of `photofinish cost`: those that change an assumption are made from the list of assumptions.
import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '../domain/config.ts';
import { ASSUMPTIONS, type Assumed, type Assumption, type AssumptionName, assumed } from './assumptions.ts';

export const FORMATS = ['table', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What commander makes of the words; numbers of assumptions stand under the camel case of their option. */
export interface CostWords {
  readonly config: string;
  readonly env?: string;
  readonly format: Format;
  readonly prices?: string;
  readonly lean: boolean;
  readonly [option: string]: unknown;
}

/** Adds an option for each assumption that may be changed. */
export function withAssumptions(command: Command): Command {
  for (const [, option, { unit, what, value }] of changeable()) {
    command.option(`--${option} <n>`, `${what}, ${unit} (default: ${value})`, amountOf);
  }
  return command;
}

/** The assumptions with what was given laid over them. */
export function assumedFrom(words: CostWords): Assumed {
  const given = changeable().flatMap(([name, option]) => {
    const value = words[option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    return typeof value === 'number' ? [[name, value] as const] : [];
  });
  return assumed(Object.fromEntries(given));
}

export function formatOf(word: string): Format {
  const format = FORMATS.find((each) => each === word);
  if (format === undefined) throw new InvalidArgumentError(`Write ${FORMATS.join(' or ')}.`);
  return format;
}

function amountOf(word: string): number {
  const amount = Number(word);
  if (word.trim() === '' || !Number.isFinite(amount) || amount < 0) {
    throw new InvalidArgumentError('Write a number, 0 or more, without its unit.');
  }
  return amount;
}

function changeable(): (readonly [name: AssumptionName, option: string, assumption: Assumption])[] {
  const all = Object.entries(ASSUMPTIONS) as [AssumptionName, Assumption][];
  return all.flatMap(([name, assumption]) =>
    assumption.option === undefined ? [] : [[name, assumption.option, assumption]],
  );
}

/** The config as if it said `metrics: lean`, and `gun: immediate` for every workload. */
export function leanForm(config: Config): Config {
  return { ...config, metrics: [], workloads: config.workloads.map((workload) => ({ ...workload, gunDelayMs: 0 })) };
}
