// From an address to what is shown of it.
import type { BoardIndex } from '../../board/schemas.ts';
import type { Address, Wanted } from './address.ts';
import { comparisonOf, type Since } from './comparison.ts';
import type { Documents } from './documents.ts';
import { nameOf } from './picker.ts';
import { notesOf, resultOf, spokenResult } from './result.ts';

export interface Shown {
  readonly content: readonly HTMLElement[];
  /** Fewer than two targets: nothing is compared. */
  readonly isEmpty: boolean;
  /** The same for who listens. */
  readonly spoken: string;
}

/** @throws UnavailableError if the rounds of a target cannot be had */
export async function showingOf(
  address: Address,
  index: BoardIndex,
  documents: Documents,
  since: Since,
): Promise<Shown> {
  const { wanted } = address;
  const chosen = chosenOf(index, wanted);
  const notes = notesOn(address, chosen);
  if (chosen.length < 2) return { content: notesOf(notes), isEmpty: true, spoken: '' };
  const rounds = await Promise.all(chosen.map((target) => documents.rounds(target)));
  const everyS = index.workloads.find(({ name }) => name === wanted.workload)?.everyS ?? 0;
  const comparison = comparisonOf(wanted, rounds, { since, everyMs: everyS * 1_000 });
  const names = chosen.map(nameOf);
  return { content: resultOf(names, comparison, notes), isEmpty: false, spoken: spokenResult(names, comparison) };
}

function chosenOf({ targets }: BoardIndex, wanted: Wanted): BoardIndex['targets'] {
  return wanted.targets.flatMap((id) => targets.filter((target) => target.id === id).slice(0, 1));
}

function notesOn({ wanted, unknown, surplus }: Address, chosen: BoardIndex['targets']): string[] {
  const elsewhere = chosen.filter(({ regions }) => wanted.region !== 'all' && !regions.includes(wanted.region));
  return [
    ...unknown.map((id) => `Unknown, and left out: ${id}`),
    ...surplus.map((id) => `Left out, because four are compared at most: ${id}`),
    ...elsewhere.map((target) => `${nameOf(target)} is not raced from ${wanted.region}.`),
  ];
}
