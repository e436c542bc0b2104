// What a count says of the rate behind it.

export interface Rate {
  readonly value: number;
  /** 95 % range, exact for a Poisson count (Garwood 1936). */
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.025;

/** Events counted over an amount of time, as a rate. */
export function rateOf(count: number, exposure: number): Rate {
  return {
    value: count / exposure,
    low: count === 0 ? 0 : meanWhere((mean) => 1 - atMost(count - 1, mean) >= TAIL, count) / exposure,
    high: meanWhere((mean) => atMost(count, mean) <= TAIL, count) / exposure,
  };
}

/** The probability of at most `count` events where `mean` are expected. */
function atMost(count: number, mean: number): number {
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let events = 1; events <= count; events++) {
    logTerm += Math.log(mean / events);
    sum += Math.exp(logTerm);
  }
  return sum;
}

/** The least mean for which something holds that holds for all above it. */
function meanWhere(holds: (mean: number) => boolean, count: number): number {
  let low = 0;
  let high = 10 + 2 * count + 10 * Math.sqrt(count);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
