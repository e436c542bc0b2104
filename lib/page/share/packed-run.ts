// The race out of a link, checked field by field.
import { FAILURE_CLASSES } from '../../domain/failure.ts';
import { countText } from '../../domain/figure-text.ts';
import { OUTCOME_CACHED, OUTCOME_OK, OUTCOME_UNTOLD, OUTCOME_VOID } from '../../domain/series.ts';
import {
  SHARED_RUN_VERSION,
  type SharedRegion,
  type SharedRun,
  type SharedSeries,
  type SharedTarget,
} from '../../domain/shared-run.ts';
import { type Bounds, fieldsAt, listAt, numberAt, orNull, refuse, textAt } from './checks.ts';
import { NoRaceError } from './errors.ts';
import { MOST, SLOT, TIME_MS, TOKENS, TOKENS_PER_SECOND } from './figures-of-a-probe.ts';

/** @param value what `packed` (lib/domain/shared-run.ts) made, or anything else @throws NoRaceError */
export function unpacked(value: unknown): SharedRun {
  const run = fieldsAt('the link', value);
  if (run.v !== SHARED_RUN_VERSION) {
    if (typeof run.v !== 'number') return refuse('v, the version,', run.v, String(SHARED_RUN_VERSION));
    throw new NoRaceError(`The link is of version ${run.v}; this page reads version ${SHARED_RUN_VERSION}.`);
  }
  const targets = listAt('targets', run.targets, MOST.targets).map(targetAt);
  const ids = targets.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) refuse('targets', twice, 'a list of different ids');
  return {
    name: orNull(run.name, (name) => textAt('name', name)),
    workload: textAt('workload', run.workload),
    maxOutputTokens: orNull(run.cap, (cap) => numberAt('cap', cap, TOKENS)),
    targets,
    regions: regionsOf(run.regions, ids),
  };
}

function targetAt(value: unknown, index: number): SharedTarget {
  const where = `targets[${index}]`;
  const [id, provider, simulated] = listAt(where, value, 3);
  if (simulated !== null && typeof simulated !== 'boolean') refuse(`${where}[2]`, simulated, 'true, false or null');
  return {
    id: textAt(`${where}[0]`, id),
    provider: orNull(provider, (name) => textAt(`${where}[1]`, name)),
    simulated: simulated as boolean | null,
  };
}

function regionsOf(value: unknown, ids: readonly string[]): readonly SharedRegion[] {
  const regions = listAt('regions', value, MOST.regions).map((region, index) =>
    regionAt(`regions[${index}]`, region, ids),
  );
  if (regions.length === 0) throw new NoRaceError('The link holds no round.');
  const names = regions.map(({ region }) => region);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse('regions', twice, 'a list of different regions');
  return regions;
}

function regionAt(where: string, value: unknown, ids: readonly string[]): SharedRegion {
  const { region, slots, series } = fieldsAt(where, value);
  const read = slotsOf(`${where}.slots`, slots);
  const raced = listAt(`${where}.series`, series, ids.length);
  // a column of one value takes no room in a link, and much in memory
  if (raced.length * read.length > MOST.probes) {
    throw new NoRaceError(`${where} has more than ${countText(MOST.probes)} probes: too many to be shown.`);
  }
  const seriesAt = (one: unknown, index: number) => seriesOf(`${where}.series[${index}]`, one, ids, read.length);
  const all = raced.map(seriesAt);
  const twice = all.find(({ target }, index) => all.findIndex((one) => one.target === target) !== index);
  if (twice !== undefined) refuse(`${where}.series`, twice.target, 'a list of different targets');
  if (raced.length === 0) throw new NoRaceError(`${where}.series is empty: nobody raced.`);
  return { region: textAt(`${where}.region`, region), slots: read, series: all };
}

function slotsOf(where: string, value: unknown): readonly number[] {
  const steps = listAt(where, value, MOST.rounds);
  if (steps.length === 0) throw new NoRaceError(`${where} is empty: there was no round.`);
  let slot = 0;
  return steps.map((step, index) => {
    slot += numberAt(`${where}[${index}]`, step, index === 0 ? SLOT : { least: 1, most: SLOT.most, whole: true });
    return numberAt(`${where}[${index}], summed up,`, slot, SLOT);
  });
}

function seriesOf(where: string, value: unknown, ids: readonly string[], rounds: number): SharedSeries {
  const { t, o, ttft, total, speed, tokens } = fieldsAt(where, value);
  const place = numberAt(`${where}.t`, t, { least: 0, most: ids.length - 1, whole: true });
  const outcomes = columnOf(`${where}.o`, o, rounds, outcomeAt);
  const figures = (name: string, column: unknown, bounds: Bounds) => {
    const ok = outcomes.filter((outcome) => outcome === OUTCOME_OK).length;
    const values = columnOf(`${where}.${name}`, column, ok, (at, entry) => numberAt(at, entry, bounds));
    let next = 0;
    return outcomes.map((outcome) => (outcome === OUTCOME_OK ? (values[next++] ?? null) : null));
  };
  return {
    target: ids[place] ?? '',
    outcomes,
    ttftMs: figures('ttft', ttft, TIME_MS),
    totalMs: figures('total', total, TIME_MS),
    outputTokensPerSecond: figures('speed', speed, TOKENS_PER_SECOND),
    outputTokens: figures('tokens', tokens, TOKENS),
  };
}

// A value that stands alone is that of all entries.
function columnOf(
  where: string,
  value: unknown,
  length: number,
  check: (where: string, entry: unknown) => number,
): readonly (number | null)[] {
  if (!Array.isArray(value)) {
    const same = orNull(value, (one) => check(where, one));
    return Array.from({ length }, () => same);
  }
  if (value.length !== length) {
    throw new NoRaceError(`${where} has ${value.length} entries; there must be ${length}, one for each round.`);
  }
  return value.map((entry, index) => orNull(entry, (one) => check(`${where}[${index}]`, one)));
}

const OTHER_OUTCOMES: readonly unknown[] = [OUTCOME_OK, OUTCOME_VOID, OUTCOME_UNTOLD, OUTCOME_CACHED];

function outcomeAt(where: string, value: unknown): number {
  const isFailure = FAILURE_CLASSES.some((_, index) => value === index + 1);
  return isFailure || OTHER_OUTCOMES.includes(value) ? (value as number) : refuse(where, value, 'a known outcome code');
}
