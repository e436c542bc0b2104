// The YAML text of imported targets.
import { stringify } from 'yaml';
import type { ImportedTarget } from './import.ts';

/** A whole config file; targets that lack something stand in it as comments that say what. */
export function importYaml(targets: readonly ImportedTarget[]): string {
  const regions = [...new Set(targets.map((target) => target.region).filter((region) => region !== null))];
  const head = [
    '# yaml-language-server: $schema=./photofinish.schema.json',
    '#',
    '# Imported. The keys are in .env. Check it with: npx photofinish config check FILE',
    '',
    `regions: [${(regions.length > 0 ? regions : ['us-east-1']).join(', ')}]`,
    '',
  ];
  const whole = targets.some((target) => target.missing === null);
  return [...head, whole ? 'targets:' : '# targets:', ...targets.map(itemText), ''].join('\n');
}

function itemText(target: ImportedTarget): string {
  const fields = {
    id: target.id,
    ...(target.provider === null ? { api: 'chat-completions' } : { provider: target.provider }),
    ...(target.baseUrl === null ? {} : { baseUrl: target.baseUrl }),
    ...(target.apiVersion === null ? {} : { apiVersion: target.apiVersion }),
    ...(target.keyName === null ? {} : { key: target.keyName }),
    model: target.model,
    ...(target.region === null ? {} : { regions: [target.region] }),
  };
  const item = stringify([fields], { lineWidth: 0 }).trimEnd().replace(/^/gm, '  ');
  if (target.missing === null) return item;
  return `  # To do: ${target.missing}\n${item.replace(/^ {2}/gm, '  # ')}`;
}
