// How wide a badge's text is, told without a font: a badge is shown in whatever font the reader has.

// Widths of the printable ASCII letters in DejaVu Sans, in thousandths of an em. Verdana, which it stands in for, differs by a hundredth or so.
const FIRST = 0x20;
const WIDTHS = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
  636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
  748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
  615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
  337, 636, 838,
];
const OTHERS: Readonly<Record<string, number>> = { '·': 318, '–': 500 };
/** Of a letter that is not in the table: as wide as an ideograph. */
const WIDE = 1_000;

/** The width of a text; the drawing then holds it to that (`textLength`), so that it fits in every font. */
export function badgeTextPx(text: string, sizePx: number): number {
  const width = Array.from(text).reduce(
    (sum, letter) => sum + (WIDTHS[letter.charCodeAt(0) - FIRST] ?? OTHERS[letter] ?? WIDE),
    0,
  );
  return (width * sizePx) / 1_000;
}
