// A private race as it travels in a link: written where it was raced, read by the share page. Figures and outcomes only: no
// prompt, no answer, no key, no message of a server.
import { isMeasured, type Sample } from './sample.ts';
import { OUTCOME_OK, outcomeCode } from './series.ts';
import { printable } from './text.ts';

export const SHARED_RUN_VERSION = 1;
/** What stands before the race in the link's fragment, which a browser never sends to a server. */
export const SHARE_HASH = '#race=';
/** The longest link, in characters: mail programs, chats and browsers still take it. */
export const MAX_LINK_LENGTH = 30_000;
/** The most that a link may unpack to, in bytes. */
export const MAX_UNPACKED_BYTES = 2_000_000;
const MAX_NAME_LENGTH = 120;

export interface SharedTarget {
  readonly id: string;
  /** The name people read; `null` = not told. */
  readonly provider: string | null;
  /** Whether it is of the demo fleet; `null` = not told. */
  readonly simulated: boolean | null;
}

/** What the figures of one target are made of in one region: in every array one entry a round. */
export interface SharedSeries {
  readonly target: string;
  /** Outcome codes (series.ts); `null` where it had no sample in the round. */
  readonly outcomes: readonly (number | null)[];
  /** These four are `null` wherever there is no measured sample. */
  readonly ttftMs: readonly (number | null)[];
  readonly totalMs: readonly (number | null)[];
  readonly outputTokensPerSecond: readonly (number | null)[];
  readonly outputTokens: readonly (number | null)[];
}

export interface SharedRegion {
  readonly region: string;
  /** The rounds, epoch seconds, strictly ascending. */
  readonly slots: readonly number[];
  readonly series: readonly SharedSeries[];
}

/** What is said of a race beside its samples. */
export interface SharedAbout {
  /** Of the config; `null` = not told. */
  readonly name: string | null;
  readonly workload: string;
  /** `null` = not told. */
  readonly maxOutputTokens: number | null;
  /** Every target that has a sample. */
  readonly targets: readonly SharedTarget[];
}

export interface SharedRun extends SharedAbout {
  readonly regions: readonly SharedRegion[];
}

/** The part of a sample that is shared. */
export type SharedSample = Pick<
  Sample,
  | 'round'
  | 'region'
  | 'target'
  | 'outcome'
  | 'void'
  | 'failure'
  | 'cached'
  | 'ttftMs'
  | 'totalMs'
  | 'outputTokensPerSecond'
  | 'outputTokens'
>;

/** The samples of a race, in any order, as what is shared of it. Of two of one target in one round the first counts. */
export function sharedRun(about: SharedAbout, samples: readonly SharedSample[]): SharedRun {
  const byRegion = Map.groupBy(samples, ({ region }) => region);
  return {
    name: about.name === null ? null : printable(about.name, MAX_NAME_LENGTH),
    workload: printable(about.workload, MAX_NAME_LENGTH),
    maxOutputTokens: about.maxOutputTokens,
    targets: about.targets,
    regions: Array.from(byRegion, ([region, own]) => sharedRegion(region, own)),
  };
}

function sharedRegion(region: string, samples: readonly SharedSample[]): SharedRegion {
  const slotOf = ({ round }: SharedSample): number => Date.parse(round) / 1_000;
  const slots = [...new Set(samples.map(slotOf))].sort((a, b) => a - b);
  const byTarget = Map.groupBy(samples, ({ target }) => target);
  const series = Array.from(byTarget, ([target, own]) => {
    const bySlot = new Map(own.toReversed().map((sample) => [slotOf(sample), sample]));
    return sharedSeries(
      target,
      slots.map((slot) => bySlot.get(slot) ?? null),
    );
  });
  return { region, slots, series };
}

type Figure = 'ttftMs' | 'totalMs' | 'outputTokensPerSecond' | 'outputTokens';

function sharedSeries(target: string, samples: readonly (SharedSample | null)[]): SharedSeries {
  const column = (figure: Figure) =>
    samples.map((sample) => {
      const value = sample !== null && isMeasured(sample) ? sample[figure] : null;
      return value === null || figure === 'outputTokens' ? value : shortened(value, figure);
    });
  return {
    target,
    outcomes: samples.map((sample) => (sample === null ? null : outcomeCode(sample))),
    ttftMs: column('ttftMs'),
    totalMs: column('totalMs'),
    outputTokensPerSecond: column('outputTokensPerSecond'),
    outputTokens: column('outputTokens'),
  };
}

// Three digits carry a median; TTFT, which the ranks are made of, has a fourth after a leading 1 or 2: it is off by 0.17 % at
// the most, where 3 % are a tie.
function shortened(value: number, figure: Figure): number {
  const three = value.toPrecision(3);
  return Number(figure === 'ttftMs' && /^[0.]*[12]/.test(three) ? value.toPrecision(4) : three);
}

/** The form in the link: the same, with short names. */
export interface PackedRun {
  readonly v: typeof SHARED_RUN_VERSION;
  readonly name: string | null;
  readonly workload: string;
  /** Most output tokens. */
  readonly cap: number | null;
  /** Id, provider, and whether it is of the demo fleet. */
  readonly targets: readonly (readonly [string, string | null, boolean | null])[];
  readonly regions: readonly PackedRegion[];
}

export interface PackedRegion {
  readonly region: string;
  /** The first round, epoch seconds, and the seconds from each to the next. */
  readonly slots: readonly number[];
  readonly series: readonly PackedSeries[];
}

/** A list, or the one value that all its entries have. */
export type PackedColumn = number | null | readonly (number | null)[];

export interface PackedSeries {
  /** Place in `targets`. */
  readonly t: number;
  /** Of every round. */
  readonly o: PackedColumn;
  /** Of the rounds whose outcome is ok; so are those that follow. */
  readonly ttft: PackedColumn;
  readonly total: PackedColumn;
  readonly speed: PackedColumn;
  readonly tokens: PackedColumn;
}

/** What is made a link of. */
export function packed(run: SharedRun): PackedRun {
  const place = new Map(run.targets.map(({ id }, index) => [id, index]));
  return {
    v: SHARED_RUN_VERSION,
    name: run.name,
    workload: run.workload,
    cap: run.maxOutputTokens,
    targets: run.targets.map(({ id, provider, simulated }) => [id, provider, simulated]),
    regions: run.regions.map(({ region, slots, series }) => ({
      region,
      slots: slots.map((slot, index) => slot - (slots[index - 1] ?? 0)),
      series: series.map((one) => packedSeries(one, place.get(one.target) ?? -1)),
    })),
  };
}

function packedSeries(series: SharedSeries, place: number): PackedSeries {
  const measured = (column: readonly (number | null)[]): PackedColumn =>
    packedColumn(column.filter((_, round) => series.outcomes[round] === OUTCOME_OK));
  return {
    t: place,
    o: packedColumn(series.outcomes),
    ttft: measured(series.ttftMs),
    total: measured(series.totalMs),
    speed: measured(series.outputTokensPerSecond),
    tokens: measured(series.outputTokens),
  };
}

function packedColumn(column: readonly (number | null)[]): PackedColumn {
  const [first] = column;
  return first !== undefined && column.every((value) => value === first) ? first : column;
}

/** The fragment of a link. @param deflated the packed form as JSON, UTF-8, raw deflate */
export function shareHash(deflated: Uint8Array): string {
  const bytes = Array.from(deflated, (byte) => String.fromCharCode(byte)).join('');
  return SHARE_HASH + btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
