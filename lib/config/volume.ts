// What a workload amounts to in a day, so that nobody is surprised by the bill.
import { modelIn, type Target } from '../domain/target.ts';
import type { Workload } from '../domain/workload.ts';

const DAY_MS = 86_400_000;
/** Nonce and chat template, about. */
const OVERHEAD_TOKENS = 20;
/** Of English prose, about. */
const CHARACTERS_PER_TOKEN = 4;

export interface DailyVolume {
  readonly probes: number;
  /** About: prompts are measured by their characters. */
  readonly inputTokens: number;
  /** At most: as if each probe used its whole cap. */
  readonly outputTokens: number;
}

/** Probes and tokens of one workload in 24 hours, over all regions. */
export function dailyVolume(workload: Workload, targets: readonly Target[], regions: readonly string[]): DailyVolume {
  const probesPerRound = regions.reduce(
    (sum, region) => sum + targets.filter((target) => modelIn(target, region) !== null).length,
    0,
  );
  const probes = Math.round((DAY_MS / workload.everyMs) * probesPerRound);
  const { inputTokens, outputTokens } = tokensPerProbe(workload);
  return { probes, inputTokens: probes * inputTokens, outputTokens: probes * outputTokens };
}

/** Tokens of one probe: input about, output at most. */
export function tokensPerProbe(workload: Workload): Pick<DailyVolume, 'inputTokens' | 'outputTokens'> {
  const characters = workload.prompts.reduce((sum, prompt) => sum + prompt.length, 0) / workload.prompts.length;
  const promptTokens = Math.ceil(characters / CHARACTERS_PER_TOKEN);
  const inputTokens = Math.max(workload.inputTokens ?? 0, promptTokens) + OVERHEAD_TOKENS;
  return { inputTokens, outputTokens: workload.maxOutputTokens };
}
