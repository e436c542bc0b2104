// What a TrueType file says of its letters: which it has, and how wide they are. So that text fits where it is drawn.

export interface FontMetrics {
  readonly has: (codePoint: number) => boolean;
  /** Without kerning, which makes text a little narrower: an upper bound for most. A letter that it lacks counts as one em. */
  readonly widthPx: (text: string, sizePx: number) => number;
}

const FULL_RANGE_GROUPS = 12;
const GROUP_BYTES = 12;

/**
 * Reads the tables `cmap` (format 12), `head`, `hhea` and `hmtx` (OpenType 1.9).
 * @throws RangeError if one of them is missing
 */
export function readFont(file: Uint8Array): FontMetrics {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const unitsPerEm = view.getUint16(tableAt(view, 'head') + 18);
  const advances = view.getUint16(tableAt(view, 'hhea') + 34);
  const hmtx = tableAt(view, 'hmtx');
  const groups = groupsAt(view, tableAt(view, 'cmap'));
  const glyphOf = (codePoint: number): number | null => glyphIn(view, groups, codePoint);
  // glyphs beyond the last advance share it
  const advanceEm = (glyph: number): number => view.getUint16(hmtx + 4 * Math.min(glyph, advances - 1)) / unitsPerEm;
  const widthEm = (letter: string): number => {
    const glyph = glyphOf(letter.codePointAt(0) ?? 0);
    return glyph === null ? 1 : advanceEm(glyph);
  };
  return {
    has: (codePoint) => glyphOf(codePoint) !== null,
    widthPx: (text, sizePx) => Array.from(text).reduce((sum, letter) => sum + widthEm(letter), 0) * sizePx,
  };
}

function tableAt(view: DataView, name: string): number {
  const count = view.getUint16(4);
  for (let index = 0; index < count; index++) {
    const entry = 12 + 16 * index;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(entry + offset)));
    if (tag === name) return view.getUint32(entry + 8);
  }
  throw new RangeError(`The font has no table "${name}".`);
}

interface Groups {
  readonly at: number;
  readonly count: number;
}

function groupsAt(view: DataView, cmap: number): Groups {
  const count = view.getUint16(cmap + 2);
  for (let index = 0; index < count; index++) {
    const table = cmap + view.getUint32(cmap + 4 + 8 * index + 4);
    if (view.getUint16(table) === FULL_RANGE_GROUPS) return { at: table + 16, count: view.getUint32(table + 12) };
  }
  throw new RangeError('The font has no "cmap" of format 12.');
}

// Groups of (first code point, last, glyph of the first), ascending.
function glyphIn(view: DataView, { at, count }: Groups, codePoint: number): number | null {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const group = at + GROUP_BYTES * middle;
    if (codePoint < view.getUint32(group)) high = middle - 1;
    else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
    else return view.getUint32(group + 8) + codePoint - view.getUint32(group);
  }
  return null;
}
