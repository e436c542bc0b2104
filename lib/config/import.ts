// From the flat list `[{ vendor, model, api_key }]` of earlier tools to our YAML and the lines of `.env`. Pure: nothing
// is read or written here, and no message holds a key.
import * as z from 'zod';
import type { Preset } from '../domain/target.ts';
import { printable } from '../domain/text.ts';
import { isOfDeployment, isOfResource } from './azure.ts';
import { ImportError } from './errors.ts';
import { importYaml } from './import-yaml.ts';
import { cutDown, type PastedAddress } from './pasted-address.ts';
import { baseUrl, line, regionName } from './scalars.ts';
import { looksSecret, shown } from './shown.ts';
import { presetNameOf, vendorSlug } from './vendors.ts';

/** One entry as it becomes a target. */
export interface ImportedTarget {
  readonly id: string;
  /** `null` where the vendor has no preset. */
  readonly provider: string | null;
  readonly model: string;
  readonly baseUrl: string | null;
  readonly apiVersion: string | null;
  /** `null` where the preset's own key name is used, or none is needed. */
  readonly keyName: string | null;
  readonly region: string | null;
  /** What a person has to add before it can race; `null` where it is whole. It is written as a comment then. */
  readonly missing: string | null;
}

export interface Imported {
  readonly yaml: string;
  /** Every key of the list by its variable, also those that `.env` already holds. */
  readonly keys: ReadonlyMap<string, string>;
  /** What a person should know: one sentence each. */
  readonly notes: readonly string[];
}

const KEY_REMEDY = 'Write the key as one text without spaces.';
const MODEL_REMEDY = 'Write the model id as a text.';
// Earlier tools named the whole path of the request.
const address = z
  .string()
  .transform(cutDown)
  .pipe(z.object({ baseUrl: baseUrl(), apiVersion: z.string().nullable() }));
const optional = <Schema extends z.ZodType>(schema: Schema) => z.union([z.literal(''), schema]).nullish();
const entrySchema = z.looseObject(
  {
    vendor: line(60, 'Write the name of the vendor as a text.'),
    model: line(256, MODEL_REMEDY).regex(/^\S+$/, MODEL_REMEDY),
    api_key: optional(z.string(KEY_REMEDY).regex(/^[\x21-\x7e]+$/, KEY_REMEDY)),
    base_url: optional(address),
    endpoint: optional(address),
    region: optional(regionName()),
  },
  'Write an object: {"vendor": "together", "model": "...", "api_key": "..."}.',
);
type Entry = z.output<typeof entrySchema>;

/**
 * @param text the JSON list
 * @param options.taken what `.env` already holds; a name with another value is never used again
 * @throws ImportError with each wrong entry by its index
 */
export function importList(
  text: string,
  options: { readonly presets: readonly Preset[]; readonly taken: Readonly<Record<string, string>> },
): Imported {
  const entries = entriesOf(text);
  const keys = new Map<string, string>();
  const notes: string[] = [];
  const targets: ImportedTarget[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const same = JSON.stringify([vendorSlug(entry.vendor), entry.model, entry.api_key, entry.base_url, entry.region]);
    if (seen.has(same)) notes.push(`Entry ${index} is the same as an earlier one: left out.`);
    else targets.push(targetOf(entry, index, { ...options, keys, notes, ids: targets.map((target) => target.id) }));
    seen.add(same);
  }
  return { yaml: importYaml(targets), keys, notes };
}

function entriesOf(text: string): Entry[] {
  let list: unknown;
  try {
    list = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // the parser's own message quotes the text, and with it perhaps a key
    throw new ImportError('The list is not valid JSON. Write [{"vendor": "...", "model": "...", "api_key": "..."}].');
  }
  if (!Array.isArray(list) || list.length === 0) {
    throw new ImportError('The list holds no entries. Write [{"vendor": "...", "model": "...", "api_key": "..."}].');
  }
  const problems: string[] = [];
  const entries: Entry[] = [];
  for (const [index, raw] of list.entries()) {
    const entry = entrySchema.safeParse(raw);
    if (entry.success) entries.push(entry.data);
    else problems.push(...entry.error.issues.map((issue) => entryProblem(issue, index)));
  }
  if (problems.length > 0) throw new ImportError(`Nothing was imported:\n${problems.join('\n')}`);
  return entries;
}

function entryProblem(issue: z.core.$ZodIssue, index: number): string {
  const meant = issue.code === 'invalid_union' ? (issue.errors.at(-1)?.[0] ?? issue) : issue;
  const inner =
    meant.code === 'invalid_union' ? (meant.errors.find((errors) => errors.length > 0)?.[0] ?? meant) : meant;
  const field = issue.path.length === 0 ? '' : `.${String(issue.path[0])}`;
  return `entry ${index}${field} is missing or wrong. ${inner.message}`;
}

interface Surroundings {
  readonly presets: readonly Preset[];
  readonly taken: Readonly<Record<string, string>>;
  readonly keys: Map<string, string>;
  readonly notes: string[];
  readonly ids: readonly string[];
}

const KNOWN_FIELDS = new Set(['vendor', 'model', 'api_key', 'base_url', 'endpoint', 'region']);

function targetOf(entry: Entry, index: number, around: Surroundings): ImportedTarget {
  const name = presetNameOf(entry.vendor, around.presets);
  const preset = around.presets.find((one) => one.provider === name) ?? null;
  const provider = preset?.provider ?? vendorSlug(entry.vendor);
  const ignored = Object.keys(entry).filter((field) => !KNOWN_FIELDS.has(field) && !looksSecret(field));
  if (ignored.length > 0) around.notes.push(`Entry ${index}: not taken over: ${printable(ignored.join(', '), 120)}.`);
  const address = addressOf(entry, preset);
  const missing = missingOf(entry, preset, address);
  if (missing !== null)
    around.notes.push(`Entry ${index} (${shown(entry.vendor)}) is written as a comment: ${missing}`);
  const keyName = keyNameFor(entry, index, preset, around);
  return {
    id: freeId(`${provider}/${modelSlug(entry.model)}`, around.ids),
    provider: preset?.provider ?? null,
    model: entry.model,
    baseUrl: address?.baseUrl ?? null,
    apiVersion: address?.apiVersion ?? null,
    keyName: keyName === preset?.keyName ? null : keyName,
    region: entry.region || null,
    missing,
  };
}

function addressOf(entry: Entry, preset: Preset | null): PastedAddress | null {
  const given = entry.base_url || entry.endpoint || null;
  if (given === null || preset?.provider !== 'azure' || !isOfResource(given.baseUrl)) return given;
  return { ...given, baseUrl: `${given.baseUrl.replace(/\/openai$/, '')}/openai/v1` };
}

function missingOf(entry: Entry, preset: Preset | null, address: PastedAddress | null): string | null {
  if (address !== null && isOfDeployment(address.baseUrl) && address.apiVersion === null) {
    return 'add apiVersion: 2024-10-21, or the one you use, and remove the "#".';
  }
  if (address !== null || preset?.api === 'bedrock-converse') return null;
  if (preset === null) return `${shown(entry.vendor)} is no preset: add its baseUrl and remove the "#".`;
  return preset.baseUrl === null ? `add your own baseUrl and remove the "#". ${preset.note ?? ''}`.trim() : null;
}

// A name is free if nothing has it, and right if it already has this very value.
function keyNameFor(entry: Entry, index: number, preset: Preset | null, around: Surroundings): string | null {
  const value = entry.api_key || null;
  if (value === null) return preset?.keyName ?? null;
  const base = wantedKeyName(entry, value, preset);
  if (base === null) {
    around.notes.push(`Entry ${index}: its key is left out, because Bedrock takes AWS credentials.`);
    return null;
  }
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}_${number}`;
    const held = around.keys.get(name) ?? (Object.hasOwn(around.taken, name) ? around.taken[name] : undefined);
    if (held !== undefined && held !== '' && held !== value) continue;
    around.keys.set(name, value);
    if (number > 1 && held !== value)
      around.notes.push(`Entry ${index}: ${base} holds another key already; this one is ${name}.`);
    return name;
  }
}

function wantedKeyName(entry: Entry, value: string, preset: Preset | null): string | null {
  if (preset?.api === 'bedrock-converse') return value.startsWith('ABSK') ? 'AWS_BEARER_TOKEN_BEDROCK' : null;
  const vendor = vendorSlug(entry.vendor)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
  return preset?.keyName ?? `${/^[A-Z]/.test(vendor) ? vendor : `VENDOR_${vendor}`}_API_KEY`;
}

function modelSlug(model: string): string {
  const last =
    model
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? model;
  return vendorSlug(last);
}

function freeId(id: string, taken: readonly string[]): string {
  if (!taken.includes(id)) return id;
  for (let number = 2; ; number++) if (!taken.includes(`${id}-${number}`)) return `${id}-${number}`;
}
