// Text whose tokens can be counted: each word, with the space before it, is one token for every tokenizer in use.

const WORDS = (
  'the light house was old and the sea was dark one night a man came up from town with his dog ' +
  'he said that no ship had been seen for days so they made some tea and sat by fire while rain fell on stone'
).split(' ');

/** `count` words, each with a space before it, from place `from` in an endless text. */
export function wordsFrom(from: number, count: number): string {
  let text = '';
  for (let index = from; index < from + count; index++) text += ` ${WORDS[index % WORDS.length]}`;
  return text;
}
