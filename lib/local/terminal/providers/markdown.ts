// The presets as GitHub Markdown: a table for each group. docs/providers.md holds it.
import { dialectsOf } from '../../../config/preset-form.ts';
import type { Preset } from '../../../domain/target.ts';
import type { PresetGroup } from '../../../providers/presets.ts';
import { addressWords, keyWords, otherForms, quirkWords } from './preset-words.ts';

const HEAD = ['provider', 'key', 'speaks', 'address', 'what is special', 'source'];

export function markdownText(groups: readonly PresetGroup[]): string {
  return groups.map(({ title, presets }) => `### ${title}\n${table(presets)}\n`).join('\n');
}

function table(presets: readonly Preset[]): string {
  const rows = [HEAD, HEAD.map(() => '---'), ...presets.map(cellsOf)];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellsOf(preset: Preset): string[] {
  const elsewhere = otherForms(preset)
    .filter(({ baseUrl }) => baseUrl !== preset.baseUrl)
    .map((form) => `${form.api} at ${addressWords(form)}`);
  const special = [...quirkWords(preset), ...elsewhere].join('; ');
  return [
    `\`${preset.provider}\`, ${preset.label}`,
    preset.keyName === null ? keyWords(preset) : `\`${preset.keyName}\``,
    dialectsOf(preset).join(', '),
    preset.baseUrl === null ? addressWords(preset) : `\`${preset.baseUrl}\``,
    [special && `${special}.`, preset.note ?? '']
      .filter((part) => part !== '')
      .map(escaped)
      .join(' '),
    preset.source === null ? '' : `[${new URL(preset.source).hostname.replace(/^www\./, '')}](${preset.source})`,
  ];
}

// A pipe would end its cell, and the others would become markup.
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, '\\$&');
}
