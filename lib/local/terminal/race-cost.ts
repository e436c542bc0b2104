// What a race will cost, said before anything is sent.
import { tokensPerProbe } from '../../config/volume.ts';
import type { Workload } from '../../domain/workload.ts';

export interface RaceSize {
  readonly workload: Workload;
  readonly rounds: number;
  /** Entrants of each region. */
  readonly entrants: readonly number[];
  readonly targets: number;
  readonly simulation: boolean;
}

/** `6 targets x 10 rounds: 60 requests, about 1,900 input tokens, at most 7,680 output tokens`. */
export function costLine({ workload, rounds, entrants, targets, simulation }: RaceSize): string {
  const requests = rounds * entrants.reduce((sum, count) => sum + count, 0);
  const { inputTokens, outputTokens } = tokensPerProbe(workload);
  const product = [count(targets, 'target'), count(rounds, 'round')];
  if (entrants.length > 1) product.push(count(entrants.length, 'region'));
  const cost = [
    count(requests, 'request'),
    `about ${count(requests * inputTokens, 'input token')}`,
    `at most ${count(requests * outputTokens, 'output token')}`,
  ];
  return `${product.join(' x ')}: ${cost.join(', ')}${simulation ? ' (simulated: they cost nothing)' : ''}.`;
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;
}
