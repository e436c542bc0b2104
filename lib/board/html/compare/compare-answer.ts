// The sentence at the head of the comparison, made from its matches.

import type { HeadToHeads } from '../../detail/head-to-heads.ts';
import { plural } from '../../format.ts';
import { targetSlug } from '../../labels.ts';
import { type Html, html } from '../html.ts';

const MOST_NAMED = 3;

/** A sentence in pieces: those that are names may be of any script, and are set apart. */
export type Piece = string | { readonly name: string };

/** Who is beaten by none of the best-ranked, and how many pairs can be told apart at all. */
export function compareAnswer({ rows, matches }: HeadToHeads): readonly Piece[] {
  if (rows.length < 2) return ['Nobody yet: fewer than two targets are ranked.'];
  const pairs = matches.flatMap((row, place) => row.slice(place + 1));
  const told = pairs.filter((match) => match?.verdict !== 'tie').length;
  if (told === 0) return [`Nobody, for now: of the ${rows.length} best-ranked no two can be told apart.`];
  const counted = `${told} of ${plural(pairs.length, 'pair')} can be told apart.`;
  const others = rows.length - 1;
  const isEvery = (place: number, wanted: (verdict: string) => boolean) =>
    (matches[place] ?? []).every((match) => match === null || wanted(match.verdict));
  const first = rows.find((_, place) => isEvery(place, (verdict) => verdict === 'faster'));
  if (first !== undefined) {
    return [
      pieceOf(first),
      ` beats ${others === 1 ? 'the other one' : `all ${others} others`} of the best-ranked; ${counted}`,
    ];
  }
  const unbeaten = rows.filter((_, place) => isEvery(place, (verdict) => verdict !== 'slower'));
  if (unbeaten.length === 0) return [`Nobody is unbeaten among the ${rows.length} best-ranked; ${counted}`];
  return [
    ...listed(unbeaten.map(pieceOf)),
    ` ${unbeaten.length === 1 ? 'is' : 'are'} beaten by none of the ${rows.length} best-ranked; ${counted}`,
  ];
}

/** For where markup cannot stand. */
export function piecesText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('');
}

export function piecesHtml(pieces: readonly Piece[]): Html {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : html`<bdi>${piece.name}</bdi>`));
}

function pieceOf({ target, provider }: HeadToHeads['rows'][number]): Piece {
  return { name: `${targetSlug(target)} (${provider})` };
}

// `A`, `A and B`, `A, B and C`, `A, B and 3 others`.
function listed(names: readonly Piece[]): readonly Piece[] {
  const shown: readonly Piece[] =
    names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED - 1), `${names.length - MOST_NAMED + 1} others`] : names;
  return shown.flatMap((name, place) => {
    if (place === 0) return [name];
    return [place === shown.length - 1 ? ' and ' : ', ', name];
  });
}
