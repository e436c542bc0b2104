// How much of a response is kept: many times what an honest answer to the question needs, and no more.

export interface Bounds {
  /** Bytes of the body. */
  readonly bytes: number;
  /** Bytes on the connection, with all that HTTP puts around the body. */
  readonly wireBytes: number;
  /** Pieces that the body comes in: what takes time is their number. */
  readonly pieces: number;
}

/** Interim answers before the real one. */
export const MOST_INTERIM_ANSWERS = 64;

const KIB = 1024;
const MOST_BYTES = 64 * KIB * KIB;

/** The bounds of an answer of at most so many tokens. */
export function boundsFor(maxOutputTokens: number): Bounds {
  // the largest events seen have some 500 bytes a token
  const bytes = Math.min(MOST_BYTES, (256 + 4 * maxOutputTokens) * KIB);
  return { bytes, wireBytes: 2 * bytes, pieces: 8 * KIB + 64 * maxOutputTokens };
}

/** Of a response beyond its bounds so much is read, bytes: enough for its first tokens. */
export const READ_OF_CUT_BYTES = 64 * KIB;
