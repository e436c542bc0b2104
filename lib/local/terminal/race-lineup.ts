// Who races in the terminal: what was asked for by name, found in the config, with its keys.
import { nearest } from '../../config/nearest.ts';
import type { Preset } from '../../domain/target.ts';
import { printable } from '../../domain/text.ts';
import type { Workload } from '../../domain/workload.ts';
import { OptionError } from '../errors.ts';
import { type Lineup, readLineup } from '../lineup.ts';
import type { RaceOptions } from './race-options.ts';

export interface RaceLineup extends Lineup {
  readonly workload: Workload;
}

/**
 * The lineup, its config cut to the targets that were asked for.
 * @param environment AWS variables that stand only in the `.env` file are set in it
 * @throws ConfigRefusedError, KeyError; OptionError for an unknown name, or if nobody can race
 */
export function raceLineup(
  options: RaceOptions,
  presets: readonly Preset[],
  environment: NodeJS.ProcessEnv,
): RaceLineup {
  const { targets: wanted } = options;
  const isWanted = (id: string): boolean => wanted === null || wanted.includes(id);
  const lineup = readLineup({ ...options, environment, presets }, ({ id }) => isWanted(id));
  const { workloads, targets } = lineup.config;
  const names = workloads.map(({ name }) => name);
  for (const id of wanted ?? []) {
    const ids = targets.map((target) => target.id);
    if (!ids.includes(id)) throw unknown(`target ${quoted(id)}`, options.configFile, id, ids);
  }
  const workload = options.workload === null ? workloads[0] : workloads.find(({ name }) => name === options.workload);
  if (workload === undefined) {
    const name = options.workload ?? '';
    throw unknown(`workload ${quoted(name)}`, options.configFile, name, names);
  }
  if (lineup.racing.length === 0) throw nobody(lineup, options);
  const config = { ...lineup.config, targets: targets.filter(({ id }) => isWanted(id)) };
  return { ...lineup, config, workload };
}

/** Who does not race and why, a line for each reason. */
export function notRacingLines({ notRacing }: Lineup): readonly string[] {
  const byReason = Map.groupBy(notRacing, ({ why }) => why);
  return Array.from(byReason, ([why, entries]) => {
    return `Not racing: ${entries.map(({ target }) => target.id).join(', ')} (${why}).`;
  });
}

const MAX_LISTED = 12;

function unknown(what: string, file: string, name: string, known: readonly string[]): OptionError {
  const near = nearest(name, known);
  const listed = known.length <= MAX_LISTED ? known.join(', ') : `${known.slice(0, MAX_LISTED).join(', ')}, ...`;
  return new OptionError(`${file} has no ${what}. ${near === null ? `It has ${listed}.` : `Did you mean ${near}?`}`);
}

function nobody({ notRacing }: Lineup, { configFile, envFile }: RaceOptions): OptionError {
  const names = [...new Set(notRacing.map(({ keyName }) => keyName))];
  const one = names.length === 1 ? names[0] : `one of ${names.join(', ')}`;
  return new OptionError(
    names.length === 0
      ? `${configFile} has no target to race.`
      : `Nobody can race: no key is set. Set ${one} in the environment or in ${envFile}, or race the demo fleet: --config config/demo.yaml.`,
  );
}

function quoted(name: string): string {
  return `"${printable(name, 60)}"`;
}
