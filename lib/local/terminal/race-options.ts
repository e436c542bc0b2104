// The options of `race`, from the words on the command line to what they mean.
import { extname } from 'node:path';
import { nearest } from '../../config/nearest.ts';
import { printable } from '../../domain/text.ts';
import { OptionError } from '../errors.ts';

export const RACE_FORMATS = ['table', 'ndjson', 'json', 'csv', 'md'] as const;
export type RaceFormat = (typeof RACE_FORMATS)[number];

/** A median needs 10 values: two more leave room for a probe that fails. */
export const DEFAULT_ROUNDS = 12;
const MAX_ROUNDS = 100_000;
const MAX_EVERY_S = 86_400;

/** As they were typed; what was not is absent. */
export interface RaceWords {
  readonly config: string;
  readonly env: string;
  readonly workload?: string;
  readonly targets?: string;
  readonly rounds?: string;
  readonly every?: string;
  readonly format?: string;
  readonly out?: string;
  readonly quiet?: boolean;
  /** True without an address. */
  readonly share?: string | true;
}

export interface RaceOptions {
  readonly configFile: string;
  readonly envFile: string;
  /** `null` takes the config's first. */
  readonly workload: string | null;
  /** Ids, each once; `null` takes all of the config. */
  readonly targets: readonly string[] | null;
  readonly rounds: number;
  /** From start to start; `null` = soon after the last round ended. */
  readonly everyMs: number | null;
  readonly format: RaceFormat;
  /** `null` = standard output. */
  readonly outFile: string | null;
  /** Nothing on stderr but errors, and the link that is asked for. */
  readonly quiet: boolean;
  /** Whether a link is made that shows the race. */
  readonly share: boolean;
  /** Of the board whose page the link leads to, ending in `/`; `null` = that of the config, or of the local monitor. */
  readonly shareAddress: string | null;
}

/** @throws OptionError naming the option, what it was given, and what would be right */
export function raceOptions(words: RaceWords): RaceOptions {
  return {
    configFile: words.config,
    envFile: words.env,
    workload: words.workload ?? null,
    targets: words.targets === undefined ? null : idsIn(words.targets),
    rounds: words.rounds === undefined ? DEFAULT_ROUNDS : roundsIn(words.rounds),
    everyMs: words.every === undefined ? null : everyMsIn(words.every),
    format: formatIn(words),
    outFile: words.out === undefined ? null : fileIn(words.out),
    quiet: words.quiet ?? false,
    share: words.share !== undefined,
    shareAddress: typeof words.share === 'string' ? addressIn(words.share) : null,
  };
}

function idsIn(text: string): readonly string[] {
  const ids = text.split(',').map((id) => id.trim());
  if (ids.includes('')) throw wrong('targets', text, 'Give ids of the config with commas between: a/b,c/d.');
  return [...new Set(ids)];
}

function roundsIn(text: string): number {
  const rounds = Number(text);
  if (/^\d+$/.test(text) && rounds >= 1 && rounds <= MAX_ROUNDS) return rounds;
  throw wrong('rounds', text, `Give a whole number from 1 to ${MAX_ROUNDS.toLocaleString('en')}.`);
}

function everyMsIn(text: string): number {
  const seconds = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && seconds >= 1 && seconds <= MAX_EVERY_S) return seconds * 1_000;
  throw wrong('every', text, `Give seconds, from 1 to ${MAX_EVERY_S.toLocaleString('en')}, as a bare number: 30.`);
}

function formatIn({ format, out }: RaceWords): RaceFormat {
  if (format === undefined) return formatOfFile(out ?? '');
  const known = RACE_FORMATS.find((each) => each === format);
  if (known !== undefined) return known;
  const near = nearest(format, RACE_FORMATS);
  throw wrong(
    'format',
    format,
    `${near === null ? '' : `Did you mean ${near}? `}Give one of ${RACE_FORMATS.join(', ')}.`,
  );
}

// A file named results.csv is meant to hold CSV.
function formatOfFile(file: string): RaceFormat {
  const extension = extname(file).slice(1).toLowerCase();
  if (extension === 'jsonl') return 'ndjson';
  return RACE_FORMATS.find((format) => format === extension) ?? 'table';
}

function fileIn(text: string): string {
  if (text.trim() === '') throw wrong('out', text, 'Name a file, or leave the option out for standard output.');
  return text;
}

const REMEDY_SHARE = 'Give the address of a board: https://board.example.com/.';

function addressIn(text: string): string {
  const url = URL.parse(text);
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!isPlain || url.search !== '' || url.hash !== '') throw wrong('share', text, REMEDY_SHARE);
  return url.href.replace(/\/*$/, '/');
}

function wrong(option: string, given: string, remedy: string): OptionError {
  return new OptionError(`--${option} "${printable(given, 60)}" is not right. ${remedy}`);
}
