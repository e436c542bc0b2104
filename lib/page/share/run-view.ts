// A race on the page: what is said of it as a whole, and a table for each region.
import { plural, utcText } from '../../domain/figure-text.ts';
import type { SharedRegion, SharedRun } from '../../domain/shared-run.ts';
import { isoSeconds } from '../../domain/time.ts';
import { ageText } from '../age.ts';
import { type Child, element } from '../element.ts';
import { outsideName } from './outside-name.ts';
import { type Standing, standingsOf } from './standings.ts';
import { raceTable } from './table.ts';
import { verdictOf } from './verdict.ts';

export interface RunView {
  /** One sentence. */
  readonly answer: string;
  /** For a list. */
  readonly facts: readonly HTMLElement[];
  readonly tables: readonly HTMLElement[];
  readonly simulation: Simulation;
}

/** Whether the figures are of the demo fleet: all or some of them, none, or it is not told. */
export type Simulation = 'yes' | 'no' | 'not-told';

export function runView(run: SharedRun, nowMs: number): RunView {
  const regions = run.regions.map((region) => ({ region, standings: standingsOf(run, region) }));
  const [only] = regions;
  const isAlone = regions.length === 1;
  return {
    answer: isAlone && only !== undefined ? verdict(only.region, only.standings) : severalRegions(run),
    facts: factsOf(run, nowMs),
    tables: regions.map(({ region, standings }, index) => regionSection(region, standings, index, isAlone)),
    simulation: simulationOf(run),
  };
}

export function simulationOf({ targets }: SharedRun): Simulation {
  if (targets.some(({ simulated }) => simulated === true)) return 'yes';
  return targets.every(({ simulated }) => simulated === false) ? 'no' : 'not-told';
}

function verdict({ slots }: SharedRegion, standings: readonly Standing[]): string {
  return verdictOf(standings, slots.length);
}

function severalRegions({ regions }: SharedRun): string {
  return `Raced from ${plural(regions.length, 'region')}; each has its own table below.`;
}

function factsOf(run: SharedRun, nowMs: number): readonly HTMLElement[] {
  const slots = run.regions.flatMap((region) => [region.slots[0] ?? 0]);
  const startMs = Math.min(...slots) * 1_000;
  const start = isoSeconds(startMs);
  const age = startMs <= nowMs ? `, ${ageText(nowMs - startMs)}` : '';
  const rounds = Math.max(...run.regions.map((region) => region.slots.length));
  return [
    ...(run.name === null ? [] : [fact('config: ', outsideName(run.name))]),
    fact('workload: ', outsideName(run.workload)),
    fact('raced ', element('time', { datetime: start }, utcText(start)), age),
    fact(run.regions.length > 1 ? `${plural(rounds, 'round')} in each region` : plural(rounds, 'round')),
    fact(plural(run.targets.length, 'target')),
    ...(run.maxOutputTokens === null ? [] : [fact(`at most ${plural(run.maxOutputTokens, 'output token')}`)]),
  ];
}

function fact(...children: readonly Child[]): HTMLElement {
  return element('li', {}, ...children);
}

function regionSection(
  region: SharedRegion,
  standings: readonly Standing[],
  index: number,
  isAlone: boolean,
): HTMLElement {
  const table = raceTable(standings, `race-${index}`, region.region, region.slots.length);
  if (isAlone) return table;
  const head = `race-head-${index}`;
  return element(
    'section',
    { 'aria-labelledby': head },
    element('h2', { id: head }, 'From ', outsideName(region.region)),
    element('p', { class: 'share-verdict' }, verdict(region, standings)),
    table,
  );
}
