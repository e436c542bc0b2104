// From the form of a target and its preset to the target itself.
import { COMMON_QUIRKS, type Preset, type Quirks, type Target } from '../domain/target.ts';
import { type Mistake, valueAt } from './explain.ts';
import { nearest } from './nearest.ts';
import type { Path } from './refusal.ts';
import type { TargetForm } from './schema.ts';
import { targetSchema } from './schema.ts';
import { shown } from './shown.ts';

export interface TargetRules {
  readonly presets: readonly Preset[];
  /** The regions of the config; `null` where they are wrong themselves, so that nothing is said of them twice. */
  readonly regions: readonly string[] | null;
}

/**
 * The targets that are right, and every mistake that shows only when fields are seen together. A target whose own
 * form is wrong is still checked for its id and its preset.
 * @param list what stands under `targets`, checked or not
 */
export function targetsOf(list: unknown, rules: TargetRules): { targets: Target[]; mistakes: Mistake[] } {
  const targets: Target[] = [];
  const mistakes: Mistake[] = [];
  const firstWithId = new Map<string, number>();
  for (const [index, raw] of (Array.isArray(list) ? list : []).entries()) {
    const refuse: Refuse = (path, what, remedy, of = 'value') =>
      mistakes.push({ path: ['targets', index, ...path], of, what, remedy });
    const id = valueAt(['id'], raw);
    if (typeof id === 'string' && firstWithId.has(id)) {
      refuse(['id'], `is ${shown(id)}, as of targets[${firstWithId.get(id)}]`, 'Give each target an id of its own.');
    } else if (typeof id === 'string') firstWithId.set(id, index);
    const preset = presetOf(valueAt(['provider'], raw), rules.presets, refuse);
    const form = targetSchema.safeParse(raw);
    if (form.success && preset !== undefined) {
      checkAddress(form.data, preset, rules.presets, refuse);
      checkRegions(form.data, rules.regions, refuse);
      checkBody(form.data, preset, refuse);
      targets.push(targetOf(form.data, preset));
    }
  }
  return { targets, mistakes };
}

type Refuse = (path: Path, what: string, remedy: string, of?: 'key' | 'value') => void;

/** `null` where none is named, `undefined` where the name is not known. */
function presetOf(name: unknown, presets: readonly Preset[], refuse: Refuse): Preset | null | undefined {
  if (typeof name !== 'string') return null;
  const preset = presets.find((one) => one.provider === name);
  if (preset !== undefined) return preset;
  const names = presets.map((one) => one.provider);
  const near = nearest(name, names);
  const others = 'For any other provider leave the field out, and give api and baseUrl.';
  const remedy = near === null ? `The presets are ${names.join(', ')}. ${others}` : `Did you mean "${near}"? ${others}`;
  refuse(['provider'], name.trim() === '' ? 'is empty' : `is ${shown(name)}, which is no preset`, remedy);
  return undefined;
}

function checkAddress(form: TargetForm, preset: Preset | null, presets: readonly Preset[], refuse: Refuse): void {
  if (preset !== null) {
    if (form.api !== undefined && form.api !== preset.api) {
      refuse(['api'], `is ${form.api}`, `The preset ${preset.provider} speaks ${preset.api}: leave this field out.`);
    }
    if (preset.baseUrl === null && preset.api !== 'bedrock-converse' && form.baseUrl === undefined) {
      refuse(
        ['baseUrl'],
        'is missing',
        `${preset.label} gives every user an address: write yours. ${preset.note ?? ''}`.trim(),
      );
    }
  } else {
    const prefix = form.id.split('/')[0] ?? '';
    const hint = presets.some((one) => one.provider === prefix) ? ` Or write provider: ${prefix}, a preset.` : '';
    if (form.api === undefined) refuse(['api'], 'is missing', `Write api: chat-completions.${hint}`);
    if (form.baseUrl === undefined && form.api !== 'bedrock-converse') {
      refuse(['baseUrl'], 'is missing', `Write the address up to the version: http://127.0.0.1:8000/v1.${hint}`);
    }
  }
  const api = preset?.api ?? form.api;
  if (form.latency !== undefined && api === 'chat-completions') {
    refuse(['latency'], `is ${form.latency}`, 'Only Bedrock has latency classes: leave it out.');
  }
  if (form.tokenCap !== undefined && api === 'bedrock-converse') {
    refuse(['tokenCap'], `is ${form.tokenCap}`, 'Bedrock has one name for the cap: leave it out.');
  }
}

function checkRegions(form: TargetForm, regions: readonly string[] | null, refuse: Refuse): void {
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

// These are ours to send: set twice, a probe would not be what the board says it is.
const OWN_FIELDS: Readonly<Record<string, string>> = {
  model: 'Write it in model, beside body.',
  modelId: 'Write it in model, beside body.',
  messages: 'Write the prompt in the workload.',
  stream: 'Every probe is a stream: leave it out.',
  n: 'Every probe asks for one answer: leave it out.',
  max_tokens: 'Write maxOutputTokens in the workload.',
  max_completion_tokens: 'Write maxOutputTokens in the workload.',
  inferenceConfig: 'Write maxOutputTokens and temperature in the workload.',
  temperature: 'Write temperature in the workload.',
};

function checkBody(form: TargetForm, preset: Preset | null, refuse: Refuse): void {
  for (const name of Object.keys(form.body ?? {})) {
    const remedy = Object.hasOwn(OWN_FIELDS, name) ? OWN_FIELDS[name] : undefined;
    if (remedy !== undefined) refuse(['body', name], 'is a field the race sends itself', remedy, 'key');
  }
  const latencyInBody = form.body?.performanceConfig !== undefined;
  if (latencyInBody && (preset?.api ?? form.api) === 'bedrock-converse') {
    refuse(['body', 'performanceConfig'], 'is a field the race sends itself', 'Write latency, beside body.', 'key');
  }
}

function targetOf(form: TargetForm, preset: Preset | null): Target {
  const provider = preset?.provider ?? form.id.split('/')[0] ?? form.id;
  return {
    id: form.id,
    provider,
    providerLabel: form.label ?? preset?.label ?? provider,
    api: preset?.api ?? form.api ?? 'chat-completions',
    baseUrl: form.baseUrl ?? preset?.baseUrl ?? null,
    keyName: form.key ?? preset?.keyName ?? null,
    model: form.model,
    latency: form.latency ?? null,
    regions: form.regions ?? null,
    quirks: quirksOf(form, preset?.quirks ?? COMMON_QUIRKS),
    alarms: { ttftMs: form.alarms?.ttft ?? null, failureShare: form.alarms?.failures ?? null },
    simulated: preset?.simulated ?? false,
  };
}

function quirksOf(form: TargetForm, preset: Quirks): Quirks {
  return {
    ...preset,
    tokenCap: form.tokenCap ?? preset.tokenCap,
    temperature: form.temperature ?? preset.temperature,
    extraBody: merged(preset.extraBody, form.body ?? {}),
  };
}

// Maps are merged field by field, so that `stream_options: { x: 1 }` keeps what the preset put there.
function merged(below: Readonly<Record<string, unknown>>, above: Readonly<Record<string, unknown>>) {
  const result: Record<string, unknown> = { ...below };
  for (const [name, value] of Object.entries(above)) {
    const under = result[name];
    result[name] = isMap(under) && isMap(value) ? merged(under, value) : value;
  }
  return result;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
