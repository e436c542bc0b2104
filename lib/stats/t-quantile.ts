// Student's t without a package: the browser compares targets too, and would load little else.

const LEVEL = 0.95;
/** The same quantile of the normal distribution, which lies below that of every t. */
const NORMAL = 1.959963984540054;
const MOST_STEPS = 64;

const known: number[] = []; // constants, filled in on first use: a ranking needs thousands

/**
 * Two-sided 95 % quantile of Student's t. With theta = atan(t / sqrt(n)), the probability within t is a finite sum over powers of
 * cos(theta) (Abramowitz and Stegun 26.7.3 for odd n, 26.7.4 for even n), concave in theta: Newton's steps from below rise to the
 * solution and never beyond it.
 * @param degreesOfFreedom n, whole, from 1 on
 * @throws RangeError for any other
 */
export function tQuantile(degreesOfFreedom: number): number {
  const found = known[degreesOfFreedom];
  if (found !== undefined) return found;
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(`Student's t has 1, 2, 3 and so on degrees of freedom, not ${degreesOfFreedom}.`);
  }
  let theta = Math.atan(NORMAL / Math.sqrt(degreesOfFreedom));
  for (let step = 0; step < MOST_STEPS; step++) {
    const { probability, slope } = within(theta, degreesOfFreedom);
    const next = theta + (LEVEL - probability) / slope;
    if (!(next > theta)) break;
    theta = next;
  }
  const t = Math.tan(theta) * Math.sqrt(degreesOfFreedom);
  known[degreesOfFreedom] = t;
  return t;
}

/** P(|T| <= t) and its derivative by theta. */
function within(theta: number, n: number): { readonly probability: number; readonly slope: number } {
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)];
  const isOdd = n % 2 === 1;
  if (n === 1) return { probability: (2 * theta) / Math.PI, slope: 2 / Math.PI };
  let term = isOdd ? cos : 1;
  let sum = term;
  for (let k = isOdd ? 3 : 2; k <= n - 2; k += 2) {
    term *= ((k - 1) / k) * cos * cos;
    sum += term;
  }
  const slope = (n - 1) * term * cos;
  return isOdd
    ? { probability: (2 * (theta + sin * sum)) / Math.PI, slope: (2 * slope) / Math.PI }
    : { probability: sin * sum, slope };
}
