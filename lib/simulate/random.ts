// Seeded random numbers: the same seed gives the same world on every machine.

export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** Between two positive bounds, evenly spread over their ratio. */
  logUniform(low: number, high: number): number;
}

/** A stream of numbers for a seed and, so that streams do not depend on each other's length, a place under it. */
export function seeded(seed: number, place = 0): Random {
  const uniform = smallFastCounting(seed >>> 0, place >>> 0);
  let spare: number | null = null;
  return {
    uniform,
    normal() {
      if (spare !== null) {
        const kept = spare;
        spare = null;
        return kept;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    logUniform: (low, high) => low * (high / low) ** uniform(),
  };
}

// Chris Doty-Humphrey's sfc32 (PractRand): 128 bits of state, quick in 32-bit arithmetic.
function smallFastCounting(seed: number, place: number): () => number {
  let a = seed;
  let b = place;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 15; round++) next(); // until the seed has reached every bit
  return next;
}
