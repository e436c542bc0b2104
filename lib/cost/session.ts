// `photofinish cost`, from the files that were named to the text that is printed.
import { keyOf, readEnv } from '../config/keys.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../domain/config.ts';
import type { Preset } from '../domain/target.ts';
import { changesOf } from './changes.ts';
import { estimateOf, sceneOf } from './estimate.ts';
import { assumedFrom, type CostWords, leanForm } from './options.ts';
import { NO_OVERRIDES, readPriceFile } from './price-file.ts';
import { jsonReport, type Report, textReport } from './report.ts';
import { syntheticsOf } from './synthetics.ts';

export interface CostWorld {
  readonly presets: readonly Preset[];
  readonly environment: NodeJS.ProcessEnv;
  readonly nowMs: number;
}

/** @throws ConfigRefusedError for a config or price file, ScheduleError for a cadence that AWS does not have */
export function costText(words: CostWords, world: CostWorld): string {
  const report = costReport(words, world);
  return words.format === 'json' ? jsonReport(report) : textReport(report);
}

export function costReport(words: CostWords, { presets, environment, nowMs }: CostWorld): Report {
  const whole = loadConfig(words.config, { presets });
  const { config, withoutKey } = keyedPart(whole, words.env, environment);
  const asked = words.lean ? leanForm(config) : config;
  const overrides = words.prices
    ? readPriceFile(
        words.prices,
        whole.targets.map(({ id }) => id),
      )
    : NO_OVERRIDES;
  const premises = { assumed: assumedFrom(words), overrides, atMs: nowMs };
  const estimate = estimateOf(asked, premises);
  return {
    ...{ config: asked, estimate, withoutKey, assumed: premises.assumed, priceFile: words.prices ?? null },
    changes: changesOf(asked, estimate, premises),
    synthetics: syntheticsOf(sceneOf(asked, premises.assumed), overrides),
  };
}

/** With a file of keys, only the targets that have theirs; in AWS Bedrock needs none. */
function keyedPart(config: Config, envFile: string | undefined, environment: NodeJS.ProcessEnv) {
  if (envFile === undefined) return { config, withoutKey: [] };
  const env = readEnv(envFile, environment);
  const targets = config.targets.filter((target) => target.keyName === null || keyOf(target, env) !== null);
  const withoutKey = config.targets.filter((target) => !targets.includes(target)).map(({ id }) => id);
  return { config: { ...config, targets }, withoutKey };
}
