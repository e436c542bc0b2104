// The mistakes in a target that show only when its fields are seen together, and beside its preset and the config.
import { APIS, type Api, type Preset } from '../domain/target.ts';
import type { Path } from './refusal.ts';
import type { TargetForm } from './target-schema.ts';

export type Refuse = (path: Path, what: string, remedy: string, of?: 'key' | 'value') => void;

/** That there is a dialect, and an address, from the preset or beside it. */
export function checkAddress(
  form: TargetForm,
  preset: Preset | null,
  presets: readonly Preset[],
  refuse: Refuse,
): void {
  if (preset !== null) {
    if (preset.baseUrl !== null || preset.api === 'bedrock-converse' || form.baseUrl !== undefined) return;
    const yours = `${preset.label} gives every user an address: write yours. ${preset.note ?? ''}`.trim();
    refuse(['baseUrl'], 'is missing', yours);
    return;
  }
  const prefix = form.id.split('/')[0] ?? '';
  const hint = presets.some((one) => one.provider === prefix) ? ` Or write provider: ${prefix}, a preset.` : '';
  if (form.api === undefined) {
    refuse(['api'], 'is missing', `Write api: chat-completions, or another of ${APIS.join(', ')}.${hint}`);
  }
  if (form.baseUrl === undefined && form.api !== 'bedrock-converse') {
    refuse(['baseUrl'], 'is missing', `Write the address up to the version: http://127.0.0.1:8000/v1.${hint}`);
  }
}

// Fields that only some dialects have a place for.
const ONLY_IN: readonly (readonly [field: keyof TargetForm, apis: readonly Api[], remedy: string])[] = [
  ['latency', ['bedrock-converse'], 'Only Bedrock has latency classes: leave it out.'],
  ['tokenCap', ['chat-completions'], 'Only chat-completions has two names for the cap: leave it out.'],
  [
    'apiVersion',
    ['chat-completions', 'completions', 'responses', 'anthropic-messages'],
    'This dialect has its version in its address: leave it out.',
  ],
  [
    'keyHeader',
    APIS.filter((api) => api !== 'bedrock-converse'),
    'A key of Bedrock is always a bearer token: leave it out.',
  ],
];

export function checkFields(form: TargetForm, api: Api | undefined, refuse: Refuse): void {
  for (const [field, apis, remedy] of ONLY_IN) {
    const value = form[field];
    if (value !== undefined && api !== undefined && !apis.includes(api)) refuse([field], `is ${value}`, remedy);
  }
}

export function checkRegions(form: TargetForm, regions: readonly string[] | null, refuse: Refuse): void {
  if (regions === null) return;
  const list = regions.join(', ');
  for (const [index, region] of (form.regions ?? []).entries()) {
    if (regions.includes(region)) continue;
    refuse(['regions', index], `is ${region}, which this config does not race from`, `Its regions are ${list}.`);
  }
  if (typeof form.model === 'string') return;
  for (const region of Object.keys(form.model)) {
    if (regions.includes(region)) continue;
    refuse(['model', region], 'is a region this config does not race from', `Its regions are ${list}.`, 'key');
  }
  for (const region of form.regions ?? []) {
    if (Object.hasOwn(form.model, region)) continue;
    refuse(['model'], `has no id for ${region}, which stands in regions`, 'Add one, or take the region out.');
  }
  if (Object.keys(form.model).length === 0) refuse(['model'], 'names no region', `Write an id for one of ${list}.`);
}
