// The requests as they are sent, for the pages of the targets: written by each target's own SDK, with nothing secret in them.
import { release } from 'node:os';
import type { ExactRequest } from '../board/input.ts';
import type { Config } from '../domain/config.ts';
import { baseUrlIn, modelIn, type Target } from '../domain/target.ts';
import type { Workload } from '../domain/workload.ts';
import type { Ask, WireRequest } from '../providers/dialect.ts';
import { type Dialects, loadDialects } from '../providers/dialects.ts';
import { PRESETS } from '../providers/presets.ts';
import { promptText } from '../race/prompt.ts';
import { holdAtStartLine } from '../race/start-line.ts';
import { shownBody } from './shown-body.ts';

// Of characters that every encoding leaves alone, so that it is found again wherever it is put.
const KEY_MARK = 'photofinishKeyMark';
// Nobody's: what is signed with them is not shown.
const NO_ONES = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' };
/** What differs in every request that is signed. */
const SIGNATURE_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'amz-sdk-invocation-id',
]);
/** An SDK that has not written its request by then is waiting for something that is not there. */
const MOST_MS = 2_000;

/**
 * The request of each target and workload, as its SDK writes it in the first region that races it. Nothing is sent. A target whose
 * SDK refuses to write one has none.
 */
export async function exactRequests(
  config: Pick<Config, 'targets' | 'workloads' | 'regions'>,
): Promise<ExactRequest[]> {
  const dialects = await loadDialects(config.targets.map(({ api }) => api));
  const asked = config.targets.flatMap((target) => {
    const region = config.regions.find((each) => modelIn(target, each) !== null);
    return region === undefined ? [] : config.workloads.map((workload) => ({ target, region, workload }));
  });
  const written = asked.map(({ target, region, workload }) => writtenBy(dialects, target, region, workload));
  return (await Promise.all(written)).filter((request) => request !== null);
}

async function writtenBy(
  dialects: Dialects,
  target: Target,
  region: string,
  workload: Workload,
): Promise<ExactRequest | null> {
  const dialect = dialects[target.api];
  if (dialect === undefined) return null;
  const ask = askOf(target, region, workload);
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), MOST_MS);
  try {
    const held = await Promise.race([holdAtStartLine(dialect, ask), late.promise]);
    held?.dismiss();
    return held === null ? null : shown(held.request, ask, workload);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function askOf(target: Target, region: string, { prompts, inputTokens, maxOutputTokens, temperature }: Workload): Ask {
  // the demo fleet takes any key, and is given this one when it is raced
  const keyless = target.simulated ? 'simulated' : null;
  const key = target.keyName === null ? keyless : KEY_MARK;
  return {
    ...{ target, region, key, maxOutputTokens, temperature },
    model: modelIn(target, region) ?? '',
    baseUrl: baseUrlIn(target, region),
    prompt: promptText(prompts[0] ?? '', 'nonce', inputTokens),
    ...(key === null ? { credentials: NO_ONES } : {}),
  };
}

function shown({ url, method, headers, body }: WireRequest, ask: Ask, workload: Workload): ExactRequest {
  const { target } = ask;
  const own = ownPlaceOf(target);
  const clean = (value: string): string => {
    // a version of the system is nobody's business but the provider's
    const text = withoutKey(value, target).replaceAll(release(), '[release]');
    return own === null ? text : text.replaceAll(url.host, own);
  };
  const isSigned = ask.key === null && target.api === 'bedrock-converse';
  const header = ([name, value]: [string, string]): [string, string] => [
    name,
    SIGNATURE_HEADERS.has(name) && (isSigned || name !== 'authorization') ? 'AWS signature' : clean(value),
  ];
  return {
    target: target.id,
    workload: workload.name,
    method,
    url: withoutKey(own === null ? url.href : own + behind(url, ask.baseUrl), target),
    headers: Object.fromEntries(Object.entries(headers).map(header)),
    body: withoutKey(shownBody(body, ask.prompt, workload), target),
  };
}

function withoutKey(text: string, { keyName }: Target): string {
  return keyName === null ? text : text.replaceAll(KEY_MARK, () => `$${keyName}`);
}

const PUBLIC_ADDRESSES: ReadonlySet<string> = new Set(
  PRESETS.flatMap(({ baseUrl, alsoSpeaks }) => [baseUrl, ...Object.values(alsoSpeaks).map((form) => form.baseUrl)])
    .filter((address) => address != null)
    .filter((address) => address.startsWith('https:')),
);

// What stands in the place of an address that is not everybody's to know; `null` where it is.
function ownPlaceOf({ baseUrl, simulated }: Target): string | null {
  if (simulated) return '<demo fleet>';
  return baseUrl === null || PUBLIC_ADDRESSES.has(baseUrl) ? null : '<own endpoint>';
}

// What the SDK adds to an address. The path of the address itself stays hidden too: it may hold an account, or a token.
function behind({ pathname, search }: URL, baseUrl: string | null): string {
  const base = (URL.parse(baseUrl ?? '')?.pathname ?? '').replace(/\/+$/, '');
  return `${pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname}${search}`;
}
