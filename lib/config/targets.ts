// From the form of a target and its preset to the target itself.
import { COMMON_QUIRKS, type Preset, type Quirks, type Target } from '../domain/target.ts';
import { checkAzure } from './azure.ts';
import { type Mistake, valueAt } from './explain.ts';
import { nearest } from './nearest.ts';
import { dialectsOf, presetIn } from './preset-form.ts';
import { shown } from './shown.ts';
import { checkBody } from './target-body.ts';
import { checkAddress, checkFields, checkRegions, type Refuse } from './target-checks.ts';
import { type TargetForm, targetSchema } from './target-schema.ts';

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
    const named = presetOf(valueAt(['provider'], raw), rules.presets, refuse);
    const form = targetSchema.safeParse(raw);
    if (form.success && named !== undefined) {
      const preset = spoken(form.data, named, refuse);
      checkTogether(form.data, preset, rules, refuse);
      targets.push(targetOf(form.data, preset));
    }
  }
  return { targets, mistakes };
}

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

/** The preset in the dialect that the target asks for. */
function spoken({ api }: TargetForm, preset: Preset | null, refuse: Refuse): Preset | null {
  if (preset === null || api === undefined) return preset;
  const inDialect = presetIn(preset, api);
  if (inDialect !== null) return inDialect;
  const known = dialectsOf(preset);
  const choice = known.length === 1 ? 'leave this field out' : 'write one of them, or leave this field out';
  refuse(['api'], `is ${api}`, `The preset ${preset.provider} speaks ${known.join(', ')}: ${choice}.`);
  return preset;
}

function checkTogether(form: TargetForm, preset: Preset | null, rules: TargetRules, refuse: Refuse): void {
  const api = preset?.api ?? form.api;
  checkAddress(form, preset, rules.presets, refuse);
  checkFields(form, api, refuse);
  checkAzure(form, preset, refuse);
  checkRegions(form, rules.regions, refuse);
  checkBody(form, api, refuse);
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
    serviceTier: form.serviceTier ?? null,
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
    keyHeader: form.keyHeader ?? preset.keyHeader,
    apiVersion: form.apiVersion ?? preset.apiVersion,
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
