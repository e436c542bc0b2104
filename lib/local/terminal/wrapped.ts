// Sentences for a terminal.

// A number and its unit stay together.
const BREAKS = / (?!(?:%|ms)(?:\W|$))/;

/** The text in lines of at most `width` characters, broken between words only: a longer word stands out. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(BREAKS)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
