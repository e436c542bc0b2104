// The body of a request, laid out for reading; what is long is cut in its middle.
import type { Workload } from '../domain/workload.ts';

const MOST_CHARACTERS = 4_000;
const MOST_OF_A_TEXT = 1_200;
const FILLING_SHOWN = 60;

/**
 * @param prompt as it was put into the body
 * @returns at most 4,000 characters
 */
export function shownBody(body: Uint8Array, prompt: string, workload: Workload): string {
  const text = new TextDecoder().decode(body);
  const short = shortenedPrompt(prompt, workload);
  const laidOut = laidOutJson(text, (value) => shortened(value.replaceAll(prompt, () => short)));
  return cut(laidOut ?? text, MOST_CHARACTERS, (left) => `\n… ${left} more characters`);
}

function laidOutJson(text: string, shorten: (value: string) => string): string | null {
  try {
    return JSON.stringify(JSON.parse(text), (_, value) => (typeof value === 'string' ? shorten(value) : value), 2);
  } catch {
    return null;
  }
}

/** The generated filling of a prompt but for its first words. */
function shortenedPrompt(prompt: string, { prompts, inputTokens }: Workload): string {
  const own = `\n\n${prompts[0] ?? ''}`;
  if (inputTokens === null || !prompt.endsWith(own)) return prompt;
  const filling = prompt.slice(0, -own.length);
  if (filling.length <= 2 * FILLING_SHOWN) return prompt;
  // the words of the filling have about one token each
  const tokens = filling.slice(FILLING_SHOWN).split(' ').length;
  return `${filling.slice(0, FILLING_SHOWN)} … about ${tokens} tokens of filling …${own}`;
}

function shortened(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= MOST_OF_A_TEXT) return text;
  const half = MOST_OF_A_TEXT / 2;
  const left = characters.length - 2 * half;
  return `${characters.slice(0, half).join('')} … ${left} more characters … ${characters.slice(-half).join('')}`;
}

function cut(text: string, most: number, note: (left: number) => string): string {
  if (text.length <= most) return text;
  const ending = note(text.length);
  const kept = text.slice(0, most - ending.length).toWellFormed();
  return kept + note(text.length - kept.length);
}
