// A target is one model behind one endpoint, ready to be raced; the config room makes them from YAML and presets.

/** The wire dialects; each is one file in lib/providers. */
export const APIS = [
  'chat-completions',
  'completions',
  'responses',
  'anthropic-messages',
  'gemini-generate-content',
  'bedrock-converse',
] as const;
export type Api = (typeof APIS)[number];

/** The headers that a key may travel in; `authorization` bears it as a bearer token, the others bare. */
export const KEY_HEADERS = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key', 'key'] as const;
export type KeyHeader = (typeof KEY_HEADERS)[number];

/** How an endpoint differs from its dialect's common form. Data only, so that it can stand in a table. */
export interface Quirks {
  /** The request field that caps output tokens, in the dialects that have two names for it. */
  readonly tokenCap: 'max_tokens' | 'max_completion_tokens';
  /** Whether the workload's temperature is sent; false for endpoints that refuse it. */
  readonly temperature: boolean;
  /** Whether `stream_options.include_usage` is sent; false where usage comes unasked or the field is refused. */
  readonly streamUsage: boolean;
  /** The header that carries the key; `null` = the dialect's usual one. */
  readonly keyHeader: KeyHeader | null;
  /** Sent as `?api-version=`, as Azure's older addresses want it; `null` = not sent. */
  readonly apiVersion: string | null;
  /** True where `completion_tokens` leaves reasoning tokens out, so that they are added. */
  readonly usageExcludesReasoning: boolean;
  /** Further body fields sent with each request, as they are. */
  readonly extraBody: Readonly<Record<string, unknown>>;
}

export const COMMON_QUIRKS: Quirks = {
  tokenCap: 'max_tokens',
  temperature: true,
  streamUsage: true,
  keyHeader: null,
  apiVersion: null,
  usageExcludesReasoning: false,
  extraBody: {},
};

/** What is known of a provider beforehand: a row of the preset table. */
export interface Preset {
  readonly provider: string;
  /** The name people read. */
  readonly label: string;
  readonly api: Api;
  /** May hold `{region}`; `null` where every user has an address of their own, which the target must then give. */
  readonly baseUrl: string | null;
  /** The name of the environment variable that holds the key; `null` where no key is needed. */
  readonly keyName: string | null;
  readonly quirks: Quirks;
  /** True for the demo fleet: its figures are a simulation and every table and page must say so. */
  readonly simulated: boolean;
  /** One line on what is special, for people. */
  readonly note: string | null;
  /** The other dialects it speaks, each with what differs from the above; a target asks for one by `api`. */
  readonly alsoSpeaks: Readonly<Partial<Record<Api, OtherForm>>>;
  /** The public page or package that this row was read from; `null` for the demo fleet. */
  readonly source: string | null;
}

/** What differs where a provider speaks another dialect than its usual one. */
export interface OtherForm {
  readonly baseUrl?: string | null;
  readonly quirks?: Partial<Quirks>;
}

/** Alarm limits of one target; `null` where none is set. */
export interface TargetAlarms {
  readonly ttftMs: number | null;
  /** Share of failed probes, 0 to 1. */
  readonly failureShare: number | null;
}

export interface Target {
  /** `provider/slug`, unique within a config. */
  readonly id: string;
  readonly provider: string;
  readonly providerLabel: string;
  readonly api: Api;
  /** May hold `{region}`. `null` only for bedrock-converse, whose SDK knows the address. */
  readonly baseUrl: string | null;
  /** The name of the environment variable that holds the key; `null` where none is needed. */
  readonly keyName: string | null;
  /** One model id for every region, or one per region; a region that is missing does not race this target. */
  readonly model: string | Readonly<Record<string, string>>;
  /** Bedrock's latency class; `null` leaves it to the provider. */
  readonly latency: 'standard' | 'optimized' | null;
  /** The service tier that is asked for, in the provider's own words; `null` asks for none. What was served is in the sample. */
  readonly serviceTier: string | null;
  /** The regions it is raced from; `null` means all of the config. */
  readonly regions: readonly string[] | null;
  readonly quirks: Quirks;
  readonly alarms: TargetAlarms;
  readonly simulated: boolean;
}

/** The model id a target uses from a region, or `null` if it is not raced from there. */
export function modelIn(target: Target, region: string): string | null {
  if (target.regions !== null && !target.regions.includes(region)) return null;
  if (typeof target.model === 'string') return target.model;
  return target.model[region] ?? null;
}

/** The address a target has in a region, with `{region}` filled in; `null` where the SDK knows it. */
export function baseUrlIn(target: Target, region: string): string | null {
  return target.baseUrl === null ? null : target.baseUrl.replaceAll('{region}', region);
}

/** A target id as it stands in file names: `/` is written `__`. */
export function targetFileName(targetId: string): string {
  return targetId.replaceAll('/', '__');
}
