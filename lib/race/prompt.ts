// The prompt as it is sent: a fresh nonce at its very start, so that no prompt cache can help, and filled up to size.
import type { Workload } from '../domain/workload.ts';

// Short common words, about one token each in today's tokenizers.
const WORDS =
  'time people water light house river stone garden winter music letter table window street paper morning story field bridge market'.split(
    ' ',
  );

/** One of the workload's prompts. @param random 0 <= random < 1 */
export function drawPrompt(workload: Workload, random: number): string {
  return workload.prompts[Math.floor(random * workload.prompts.length)] ?? '';
}

/**
 * The text for one probe.
 * @param nonce unpredictable and never used before
 * @param inputTokens the size to fill up to, in tokens (about); `null` adds nothing
 */
export function promptText(prompt: string, nonce: string, inputTokens: number | null): string {
  if (inputTokens === null) return `[${nonce}] ${prompt}`;
  // the nonce picks the words too, so that not even the filling repeats
  let state = 0;
  for (const character of nonce) state = (Math.imul(state, 31) + character.charCodeAt(0)) >>> 0;
  const filling: string[] = [];
  const missing = inputTokens - Math.ceil(prompt.length / 4) - 16;
  for (let word = 0; word < missing; word++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    filling.push(WORDS[(state >>> 16) % WORDS.length] ?? '');
  }
  return `[${nonce}] ${filling.join(' ')}\n\n${prompt}`;
}
