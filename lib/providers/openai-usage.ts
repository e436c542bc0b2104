// Usage as the providers of the chat and the text API write it.
import type { StreamEvent } from './dialect.ts';
import { countOf, fieldsOf, type LooseObject } from './loose-json.ts';

interface Counts {
  readonly prompt: number | null;
  readonly completion: number | null;
  readonly reasoning: number | null;
  readonly total: number | null;
}

/** @param excludesReasoning what the table of presets says; a sum that is given speaks louder */
export function* usageOf(usage: LooseObject, excludesReasoning: boolean): Generator<StreamEvent> {
  const counts: Counts = {
    prompt: countOf(usage.prompt_tokens),
    completion: countOf(usage.completion_tokens),
    reasoning: countOf(fieldsOf(usage.completion_tokens_details).reasoning_tokens) ?? countOf(usage.reasoning_tokens),
    total: countOf(usage.total_tokens),
  };
  if (counts.prompt === null && counts.completion === null) return;
  const reasoningTokens = counts.reasoning ?? (excludesReasoning ? untoldReasoning(counts) : null);
  const added = leavesOutReasoning(counts, excludesReasoning) ? (reasoningTokens ?? 0) : 0;
  const outputTokens = counts.completion === null ? null : counts.completion + added;
  yield {
    kind: 'usage',
    usage: { inputTokens: counts.prompt, outputTokens, reasoningTokens, cachedTokens: cachedTokensOf(usage) },
  };
}

function leavesOutReasoning({ prompt, completion, reasoning, total }: Counts, asThePresetSays: boolean): boolean {
  if (completion === null) return false;
  if (reasoning === null) return asThePresetSays;
  // a part cannot be larger than the whole
  if (reasoning > completion) return true;
  if (prompt !== null && reasoning > 0) {
    if (total === prompt + completion + reasoning) return true;
    if (total === prompt + completion) return false;
  }
  return asThePresetSays;
}

// Where reasoning is in the sum alone, it is what the sum has beyond its other parts.
function untoldReasoning({ prompt, completion, total }: Counts): number | null {
  if (prompt === null || completion === null || total === null || total <= prompt + completion) return null;
  return total - prompt - completion;
}

function cachedTokensOf(usage: LooseObject): number | null {
  return (
    countOf(fieldsOf(usage.prompt_tokens_details).cached_tokens) ??
    countOf(usage.prompt_cache_hit_tokens) ??
    countOf(usage.num_cached_tokens) ??
    countOf(usage.cached_tokens)
  );
}
