// Text made fit for a drawing: letters that the font lacks are left out, and what is too long is cut.
import type { FontMetrics } from './font-metrics.ts';

/** Stands for a run of letters that cannot be drawn. */
const LEFT_OUT = '…';
const NOTHING_LEFT = '(a name in other letters)';
const MARKS = /\p{Mark}|\u200d/gu;

/** The text with dots for each run of letters that the font lacks; marks that sit on a letter are dropped with it. */
export function drawable(text: string, font: FontMetrics): string {
  let shown = '';
  for (const letter of Array.from(text.normalize('NFC').replace(MARKS, ''))) {
    if (font.has(letter.codePointAt(0) ?? 0)) shown += letter;
    else if (!/…\s*$/u.test(shown)) shown += LEFT_OUT;
  }
  const line = shown.replace(/\s+/g, ' ').trim();
  return /[^…\s]/u.test(line) || text === '' ? line : NOTHING_LEFT;
}

/** The text as far as it fits into a width, with an ellipsis where it is cut. */
export function fitted(text: string, sizePx: number, widthPx: number, font: FontMetrics): string {
  const letters = Array.from(drawable(text, font));
  if (font.widthPx(letters.join(''), sizePx) <= widthPx) return letters.join('');
  let room = widthPx - font.widthPx('…', sizePx);
  const end = letters.findIndex((letter) => {
    room -= font.widthPx(letter, sizePx);
    return room < 0;
  });
  return `${letters
    .slice(0, end)
    .join('')
    .replace(/[\s…]+$/u, '')}…`;
}

/** The text in lines of a width, broken at blanks; the last line is cut if there are more. */
export function lines(
  text: string,
  sizePx: number,
  widthPx: number,
  most: number,
  font: FontMetrics,
): readonly string[] {
  const found: string[] = [];
  let line = '';
  for (const word of drawable(text, font)
    .replace(/(\d) %/g, '$1\u00a0%')
    .split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || font.widthPx(longer, sizePx) <= widthPx) line = longer;
    else {
      found.push(line);
      line = word;
    }
  }
  const all = [...found, line];
  const shown = all.length > most ? [...all.slice(0, most - 1), all.slice(most - 1).join(' ')] : all;
  return shown.map((each) => fitted(each, sizePx, widthPx, font));
}
