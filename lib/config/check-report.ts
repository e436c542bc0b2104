// What `config check` prints: every target and whether it would race, every workload and what it amounts to.
import Table from 'cli-table3';
import { type Config, isSimulation } from '../domain/config.ts';
import { modelIn, type Target } from '../domain/target.ts';
import type { NotRacing } from './keys.ts';
import { durationText } from './quantity.ts';
import { dailyVolume } from './volume.ts';

const KEY_HINT = ' Put a key into .env or the environment, NAME=value, with a name from the column key.';

/** The report as text, ending in a line break. @param file the name of the config in the last line */
export function checkReport(file: string, config: Config, notRacing: readonly NotRacing[]): string {
  const why = new Map(notRacing.map((one) => [one.target.id, one.why]));
  const racing = config.targets.filter((target) => !why.has(target.id));
  const parts = [
    `${config.name}: ${file} is right.`,
    ...(isSimulation(config) ? ['SIMULATION: its targets are the demo fleet.'] : []),
    targetTable(config, why),
    workloadTable(config, racing.length > 0 ? racing : config.targets),
    `${racing.length} of ${config.targets.length} targets would race.${racing.length > 0 ? '' : KEY_HINT}`,
    `Probes and tokens: ${racing.length > 0 ? 'of those that race' : 'as if all raced'}, in all regions; input about, output at most.`,
  ];
  return `${parts.join('\n')}\n`;
}

function targetTable(config: Config, why: ReadonlyMap<string, string>): string {
  const table = plainTable(['target', 'provider', 'api', 'model', 'regions', 'key', 'state']);
  for (const target of config.targets) {
    const reason = why.get(target.id);
    table.push([
      target.id,
      target.providerLabel,
      target.api,
      modelText(target),
      regionsText(target, config.regions),
      target.keyName ?? (target.api === 'bedrock-converse' && target.baseUrl === null ? 'AWS credentials' : 'none'),
      reason === undefined ? 'racing' : `not racing: ${reason.replace(`${target.keyName} is `, '')}`,
    ]);
  }
  return table.toString();
}

function modelText({ model, latency }: Target): string {
  const ids = typeof model === 'string' ? [model] : [...new Set(Object.values(model))];
  return ids.join('\n') + (latency === null ? '' : ` (${latency})`);
}

function regionsText(target: Target, all: readonly string[]): string {
  const raced = all.filter((region) => modelIn(target, region) !== null);
  return raced.length === all.length ? 'all' : raced.join('\n') || 'none';
}

function workloadTable(config: Config, racing: readonly Target[]): string {
  const table = plainTable([
    'workload',
    'every',
    'gun',
    'output cap',
    'probes/day',
    'input tokens/day',
    'output tokens/day',
  ]);
  for (const workload of config.workloads) {
    const { probes, inputTokens, outputTokens } = dailyVolume(workload, racing, config.regions);
    table.push([
      workload.name,
      durationText(workload.everyMs),
      workload.gunDelayMs === 0 ? 'immediate' : durationText(workload.gunDelayMs),
      `${workload.maxOutputTokens} tokens`,
      ...[probes, inputTokens, outputTokens].map((amount) => amount.toLocaleString('en')),
    ]);
  }
  return table.toString();
}

// Without colours: they would be escapes in a file or a pipe.
function plainTable(head: string[]) {
  return new Table({ head, style: { head: [], border: [], compact: true } });
}
