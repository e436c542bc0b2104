// What `photofinish race` wrote with --format ndjson or json, read in the browser. A mistake is told with its line.
import { FAILURE_CLASSES, type FailureClass } from '../../domain/failure.ts';
import { countText } from '../../domain/figure-text.ts';
import { SAMPLE_SCHEMA, VOID_REASONS } from '../../domain/sample.ts';
import { SHARE_HASH, type SharedRun, type SharedSample, sharedRun } from '../../domain/shared-run.ts';
import { type Fields, fieldsAt, listAt, numberAt, oneOf, orNull, refuse, textAt } from './checks.ts';
import { NoRaceError } from './errors.ts';
import { MOST, SLOT, TIME_MS, TOKENS, TOKENS_PER_SECOND } from './figures-of-a-probe.ts';
import { runFromHash } from './link.ts';

/** The most that is read, in characters: some 25,000 samples. */
export const MAX_PASTED_LENGTH = 20_000_000;
const RACE_SCHEMA = 'photofinish/race@1';
const WHAT_IS_READ = 'Paste what "photofinish race" wrote with --format ndjson or --format json.';

/** The race that a text holds: lines of samples, a whole report, or a link. @throws NoRaceError */
export async function runFromText(text: string): Promise<SharedRun> {
  const trimmed = text.trim();
  if (trimmed === '') throw new NoRaceError(`There is nothing to show yet. ${WHAT_IS_READ}`);
  if (trimmed.length > MAX_PASTED_LENGTH) {
    throw new NoRaceError(
      `This is ${countText(trimmed.length)} characters long; at most ${countText(MAX_PASTED_LENGTH)} are read.`,
    );
  }
  const link = /^(?:https?:\/\/\S*)?(#race=\S+)$/.exec(trimmed)?.[1];
  if (link?.startsWith(SHARE_HASH)) return (await runFromHash(link)) as SharedRun;
  return reportIn(trimmed) ?? runFromLines(text);
}

// A report is laid out over many lines, the first of which is a brace alone; a sample is all in one.
function reportIn(text: string): SharedRun | null {
  const value = parsed(text);
  if (value === undefined || (value as Fields | null)?.schema === SAMPLE_SCHEMA) {
    if (value === undefined && /^\{\s*\n/.test(text))
      throw new NoRaceError(`This JSON is not complete. ${WHAT_IS_READ}`);
    return null;
  }
  const report = fieldsAt('what was pasted', value);
  if (report.schema !== RACE_SCHEMA) refuse('schema', report.schema, `"${RACE_SCHEMA}" or "${SAMPLE_SCHEMA}"`);
  const { simulation } = report;
  if (typeof simulation !== 'boolean') return refuse('simulation', simulation, 'true or false');
  const rounds = listAt('rounds', report.rounds, MOST.rounds * MOST.regions);
  const samples = rounds.flatMap((round, index) => {
    const where = `rounds[${index}].samples`;
    const list = listAt(where, fieldsAt(`rounds[${index}]`, round).samples, MOST.targets);
    return list.map((sample, place): Placed => [`${where}[${place}]`, sample]);
  });
  return runOf(samples, textAt('name', report.name), simulation);
}

function runFromLines(text: string): SharedRun {
  const lines = text.split('\n').flatMap((line, index): Placed[] => {
    if (line.trim() === '') return [];
    const where = `line ${countText(index + 1)}`;
    const value = parsed(line);
    if (value === undefined) throw new NoRaceError(`${where} is no JSON. ${WHAT_IS_READ}`);
    return [[where, value]];
  });
  return runOf(lines, null, null);
}

/** Where it stands, and what. */
type Placed = readonly [where: string, value: unknown];

function runOf(placed: readonly Placed[], name: string | null, simulated: boolean | null): SharedRun {
  const samples: SharedSample[] = [];
  const seen = new Set<string>();
  let workload: string | null = null;
  for (const [where, value] of placed) {
    const fields = fieldsAt(where, value);
    const sample = sampleAt(where, fields);
    const own = textAt(`${where}: workload`, fields.workload);
    workload ??= own;
    if (own !== workload) refuse(`${where}: workload`, own, `"${workload}", as before: one race at a time`);
    const key = JSON.stringify([sample.region, sample.round, sample.target]);
    if (seen.has(key)) throw new NoRaceError(`${where} is a second sample of ${sample.target} in the same round.`);
    seen.add(key);
    samples.push(sample);
  }
  if (workload === null) throw new NoRaceError('This race has no round.');
  const ids = [...new Set(samples.map(({ target }) => target))];
  assertCount(ids.length, MOST.targets, 'targets');
  assertCount(new Set(samples.map(({ region }) => region)).size, MOST.regions, 'regions');
  assertCount(new Set(samples.map(({ round }) => round)).size, MOST.rounds, 'rounds');
  const targets = ids.map((id) => ({ id, provider: null, simulated }));
  return sharedRun({ name, workload, maxOutputTokens: null, targets }, samples);
}

function assertCount(count: number, most: number, what: string): void {
  if (count <= most) return;
  throw new NoRaceError(`These are ${countText(count)} ${what}; at most ${countText(most)} can be shown.`);
}

function sampleAt(where: string, sample: Fields): SharedSample {
  const at = (name: string): string => `${where}: ${name}`;
  if (sample.schema !== SAMPLE_SCHEMA) refuse(at('schema'), sample.schema, `"${SAMPLE_SCHEMA}"`);
  const outcome = oneOf(at('outcome'), sample.outcome, ['ok', 'failed']);
  const number = (name: string, bounds: Parameters<typeof numberAt>[2]) =>
    orNull(sample[name], (value) => numberAt(at(name), value, bounds));
  return {
    round: roundAt(at('round'), sample.round),
    region: textAt(at('region'), sample.region),
    target: textAt(at('target'), sample.target),
    outcome,
    void: orNull(sample.void, (value) =>
      listAt(at('void'), value, VOID_REASONS.length).map((reason) => oneOf(at('void'), reason, VOID_REASONS)),
    ),
    failure: outcome === 'ok' ? null : failureAt(at('failure'), sample.failure),
    cached: cachedAt(at('cached'), sample.cached),
    ttftMs: number('ttftMs', TIME_MS),
    totalMs: number('totalMs', TIME_MS),
    outputTokensPerSecond: number('outputTokensPerSecond', TOKENS_PER_SECOND),
    outputTokens: number('outputTokens', TOKENS),
  };
}

function roundAt(where: string, value: unknown): string {
  const text = textAt(where, value);
  const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) / 1_000 : Number.NaN;
  if (!(seconds >= SLOT.least && seconds <= SLOT.most)) refuse(where, value, 'an instant like 2026-11-22T03:15:00Z');
  return text;
}

function failureAt(where: string, value: unknown): SharedSample['failure'] {
  const known: FailureClass = oneOf(`${where}.class`, fieldsAt(where, value).class, FAILURE_CLASSES);
  return { class: known, phase: 'finish', status: null, message: null };
}

// Samples of an older version do not have it.
function cachedAt(where: string, value: unknown): boolean | null {
  return value === undefined || value === null || typeof value === 'boolean'
    ? (value ?? null)
    : refuse(where, value, 'true, false or null');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
