// How regions are told apart in one chart: a colour and a dash pattern each, no pair twice within the first 36.

const MARKS = 6;

/** Classes of the line of the region at a place in the config: `k1 d1`. */
export function regionMark(place: number): string {
  const colour = place % MARKS;
  const dash = (place + Math.floor(place / MARKS)) % MARKS;
  return `k${colour + 1} d${dash + 1}`;
}
