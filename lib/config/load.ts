// The config file, from its text to the checked config: every mistake is told at once, each with its line.
import { dirname } from 'node:path';
import { type AwsSettings, type Config, DEFAULT_AWS, type PageSettings } from '../domain/config.ts';
import type { Preset } from '../domain/target.ts';
import type { Workload } from '../domain/workload.ts';
import { ConfigRefusedError } from './errors.ts';
import { explain, type Mistake, shownPath, valueAt } from './explain.ts';
import { durationText } from './quantity.ts';
import { pathText, type Refusal } from './refusal.ts';
import { type AwsForm, configSchema, type PageForm, regionsSchema, timeoutsSchema, workloadSchema } from './schema.ts';
import { targetsOf } from './targets.ts';
import { readText } from './text-file.ts';
import { DEFAULT_WORKLOAD, workloadOf } from './workloads.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

const MAX_FILE_BYTES = 1_000_000;

export interface LoadOptions {
  /** The providers that a target may name. */
  readonly presets: readonly Preset[];
}

/**
 * Reads and checks a config file.
 * @throws ConfigRefusedError with every mistake there is
 */
export function loadConfig(file: string, options: LoadOptions): Config {
  const read = readText(file, MAX_FILE_BYTES);
  if ('text' in read) return parseConfig(read.text, { ...options, file });
  const { problem, remedy, line } = read;
  throw new ConfigRefusedError(file, [{ line, column: 1, path: '', what: problem, remedy }]);
}

/**
 * Checks the text of a config file.
 * @param options.file its name in messages; relative names of prompt files count from its folder
 * @throws ConfigRefusedError with every mistake there is
 */
export function parseConfig(text: string, options: LoadOptions & { readonly file: string }): Config {
  const source = readYaml(text);
  if (source.value === undefined) throw new ConfigRefusedError(options.file, source.refusals);
  if (source.value === null) {
    const remedy = 'Write at least a target: see config/photofinish.yaml.';
    throw new ConfigRefusedError(options.file, [{ line: 1, column: 1, path: '', what: 'is empty', remedy }]);
  }
  const checked = configOf(source.value, dirname(options.file), options.presets);
  if ('config' in checked && source.refusals.length === 0) return checked.config;
  const mistakes = 'mistakes' in checked ? checked.mistakes : [];
  const refusals = [...source.refusals, ...mistakes.map((mistake) => placed(mistake, source))];
  refusals.sort((a, b) => a.line - b.line || a.column - b.column);
  throw new ConfigRefusedError(options.file, refusals);
}

function placed({ path, of, what, remedy }: Mistake, source: YamlSource): Refusal {
  return { ...source.placeOf(path, of), path: pathText(shownPath(path)), what, remedy };
}

type Checked = { readonly config: Config } | { readonly mistakes: readonly Mistake[] };

function configOf(data: unknown, folder: string, presets: readonly Preset[]): Checked {
  const form = configSchema.safeParse(data);
  const mistakes = form.success ? [] : form.error.issues.flatMap((issue) => explain(issue, data));
  const regions = regionsSchema.safeParse(valueAt(['regions'], data) ?? ['us-east-1']).data ?? null;
  const { targets, mistakes: targetMistakes } = targetsOf(valueAt(['targets'], data), { presets, regions });
  const { workloads, mistakes: workloadMistakes } = workloadsOf(valueAt(['workloads'], data), folder);
  mistakes.push(...targetMistakes, ...workloadMistakes, ...timeoutMistakes(data), ...doubleRegions(regions));
  if (!form.success || mistakes.length > 0) return { mistakes };
  const { name, timeouts, alarms, metrics } = form.data;
  return {
    config: {
      name,
      regions: form.data.regions,
      workloads,
      timeouts: {
        connectMs: timeouts.connect,
        firstTokenMs: timeouts.firstToken,
        stallMs: timeouts.stall,
        totalMs: timeouts.total,
      },
      alarms,
      metrics,
      aws: awsOf(form.data.aws),
      page: pageOf(form.data.page),
      targets,
    },
  };
}

function pageOf({ url, contact, dataLicence }: PageForm): PageSettings {
  return { url: url === undefined ? null : url.replace(/\/*$/, '/'), contact: contact ?? null, dataLicence };
}

function awsOf({ domain, runbook, ...rest }: AwsForm): AwsSettings {
  return {
    ...rest,
    domain:
      domain === undefined
        ? null
        : { name: domain.name, certificateArn: domain.certificate, hostedZoneId: domain.hostedZone ?? null },
    runbook: runbook ?? DEFAULT_AWS.runbook,
  };
}

// Each workload by itself: a wrong one does not hide the mistakes of the others.
function workloadsOf(map: unknown, folder: string): { workloads: Workload[]; mistakes: Mistake[] } {
  if (map === undefined) return { workloads: [DEFAULT_WORKLOAD], mistakes: [] };
  const workloads: Workload[] = [];
  const mistakes: Mistake[] = [];
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return { workloads, mistakes };
  for (const [name, raw] of Object.entries(map)) {
    const form = workloadSchema.safeParse(raw);
    if (!form.success) continue;
    const workload = workloadOf(name, form.data, folder);
    if (Array.isArray(workload)) mistakes.push(...workload);
    else workloads.push(workload);
  }
  if (Object.keys(map).length === 0) {
    const remedy = 'Write at least one, or leave the field out: chat: { prompt: Tell me a story. }';
    mistakes.push({ path: ['workloads'], of: 'value', what: 'is empty', remedy });
  }
  return { workloads, mistakes };
}

function timeoutMistakes(data: unknown): Mistake[] {
  const timeouts = timeoutsSchema.safeParse(valueAt(['timeouts'], data) ?? {}).data;
  if (timeouts === undefined || timeouts.total >= timeouts.firstToken) return [];
  const what = `is ${durationText(timeouts.total)}, less than firstToken (${durationText(timeouts.firstToken)})`;
  const remedy = 'Write a total that is at least as long as firstToken.';
  return [{ path: ['timeouts', 'total'], of: 'value', what, remedy }];
}

function doubleRegions(regions: readonly string[] | null): Mistake[] {
  return (regions ?? []).flatMap((region, index, all): Mistake[] => {
    if (all.indexOf(region) === index) return [];
    return [{ path: ['regions', index], of: 'value', what: `is ${region} again`, remedy: 'Name each region once.' }];
  });
}
