// The one tokenizer that all streams are counted by, whatever their provider counts with: o200k.

// The tokenizer's time grows with the square of a run of one kind of character (letters, blanks, the rest): 20 KB of one
// letter took it 0.35 s, and 20,000 Chinese characters without a break 5 s. Longer runs than people write are cut.
const LONGEST_RUN = 64;
const RUN = new RegExp(
  ['[\\p{L}\\p{M}]', '\\s', '[^\\s\\p{L}\\p{M}]'].map((kind) => `${kind}{1,${LONGEST_RUN}}`).join('|'),
  'gu',
);
// Its memory of earlier words never shrinks, and once it is full it takes more time than it saves.
const REMEMBERED_WORDS = 0;

/**
 * Tokens of a text in o200k. Takes any text, time in step with its length, and what looks like a special token
 * (`<|endoftext|>`) for the text that it is. A run of more than 64 letters, blanks or other characters is counted in parts,
 * which adds at most one token for each cut. To be called when no stream runs: loading it takes 0.2 s, once.
 */
export async function countO200k(text: string): Promise<number> {
  if (text === '') return 0;
  const { countTokens, setMergeCacheSize } = await import('gpt-tokenizer/encoding/o200k_base');
  setMergeCacheSize(REMEMBERED_WORDS);
  let tokens = 0;
  for (const part of partsOf(text)) tokens += countTokens(part, { disallowedSpecial: NONE });
  return tokens;
}

const NONE: Set<string> = new Set();

function* partsOf(text: string): Generator<string> {
  let from = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const end = index + run.length;
    // counted in UTF-16 units, a run that was cut is at least this long
    if (run.length < LONGEST_RUN || end === text.length) continue;
    yield text.slice(from, end);
    from = end;
  }
  yield text.slice(from);
}
