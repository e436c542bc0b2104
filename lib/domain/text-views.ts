// The same text seen in other ways: unescaped, decoded, without its separators. Each character of a view knows which
// characters of the original it was made from.

export interface View {
  readonly text: string;
  /** Where in the original each character of the view begins. */
  readonly from: readonly number[];
  /** Where it ends. */
  readonly to: readonly number[];
}

/** The text as it is. */
export function plainView(text: string): View {
  return {
    text,
    from: Array.from({ length: text.length }, (_, at) => at),
    to: Array.from({ length: text.length }, (_, at) => at + 1),
  };
}

/** All that can be read out of a view by one step of decoding. */
export function* decodedViews(view: View): Generator<View> {
  const unescaped = unescapedView(view);
  if (unescaped !== null) yield unescaped;
  const squeezed = squeezedView(view);
  if (squeezed.text.length < view.text.length) yield squeezed;
  // an encoded piece may begin anywhere in a run, so every alignment is tried
  for (let offset = 0; offset < 4; offset++) yield* notEmpty(decodedRuns(view, BASE64, offset));
  for (let offset = 0; offset < 2; offset++) yield* notEmpty(decodedRuns(view, HEX, offset));
}

function* notEmpty(view: View): Generator<View> {
  if (view.text !== '') yield view;
}

class ViewBuilder {
  private text = '';
  private readonly from: number[] = [];
  private readonly to: number[] = [];

  add(characters: string, from: number, to: number): void {
    this.text += characters;
    for (let unit = 0; unit < characters.length; unit++) {
      this.from.push(from);
      this.to.push(to);
    }
  }

  view(): View {
    return { text: this.text, from: this.from, to: this.to };
  }
}

// %41, \u0041, \u{41}, \x41, &#x41; &#65; &amp; =41 and \" : the number stands in one of the first groups.
const ESCAPE =
  /(?:%|\\x|=)([0-9a-f]{2})|\\u([0-9a-f]{4})|(?:\\u\{|&#x)([0-9a-f]{1,6})[};]?|&#(\d{1,7});?|&(amp|lt|gt|quot|apos);|\\(.)/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapedView(view: View): View | null {
  const builder = new ViewBuilder();
  let next = 0;
  const copyTo = (end: number) => {
    for (; next < end; next++) builder.add(view.text.charAt(next), view.from[next] ?? 0, view.to[next] ?? 0);
  };
  for (const match of view.text.matchAll(ESCAPE)) {
    copyTo(match.index);
    next = match.index + match[0].length;
    builder.add(unescaped(match), view.from[match.index] ?? 0, view.to[next - 1] ?? 0);
  }
  if (next === 0) return null;
  copyTo(view.text.length);
  return builder.view();
}

function unescaped([, byte, unit, point, decimal, entity, character]: RegExpExecArray): string {
  const hex = byte ?? unit ?? point;
  if (entity !== undefined) return ENTITIES[entity.toLowerCase()] ?? '';
  if (character !== undefined) return character;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function squeezedView(view: View): View {
  const builder = new ViewBuilder();
  for (const match of view.text.matchAll(/[0-9a-z]/gi)) {
    builder.add(match[0], view.from[match.index] ?? 0, view.to[match.index] ?? 0);
  }
  return builder.view();
}

interface Encoding {
  /** Runs of its letters that are long enough to hold anything; line breaks may stand within. */
  readonly runs: RegExp;
  readonly bitsALetter: number;
  /** -1 for what is no letter of it. */
  readonly value: (code: number) => number;
}

const BASE64: Encoding = { runs: /[A-Za-z0-9+/_\-\r\n]{11,}/g, bitsALetter: 6, value: base64Value };
const HEX: Encoding = { runs: /[0-9A-Fa-f\r\n]{16,}/g, bitsALetter: 4, value: hexValue };

function decodedRuns(view: View, encoding: Encoding, offset: number): View {
  const builder = new ViewBuilder();
  for (const run of view.text.matchAll(encoding.runs)) {
    const letters: number[] = [];
    for (let at = run.index; at < run.index + run[0].length; at++) {
      if (encoding.value(view.text.charCodeAt(at)) >= 0) letters.push(at);
    }
    decodeLetters(view, letters.slice(offset), encoding, builder);
  }
  return builder.view();
}

function decodeLetters(view: View, letters: readonly number[], encoding: Encoding, builder: ViewBuilder): void {
  let bits = 0;
  let held = 0;
  // the letter that the next byte begins in
  let first = letters[0] ?? 0;
  for (const [place, at] of letters.entries()) {
    held = ((held << encoding.bitsALetter) | encoding.value(view.text.charCodeAt(at))) & 0xffff;
    bits += encoding.bitsALetter;
    if (bits < 8) continue;
    bits -= 8;
    builder.add(String.fromCharCode((held >> bits) & 0xff), view.from[first] ?? 0, view.to[at] ?? 0);
    first = (bits > 0 ? at : letters[place + 1]) ?? at;
  }
}

function base64Value(code: number): number {
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 71;
  if (code >= 48 && code <= 57) return code + 4;
  if (code === 43 || code === 45) return 62;
  return code === 47 || code === 95 ? 63 : -1;
}

function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
