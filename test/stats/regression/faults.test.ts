// The fast rule for failures: how many rounds it takes, what it lets pass, and when it is over.
import { describe, expect, it } from 'vitest';
import { OUTCOME_OK, OUTCOME_VOID, outcomeOf } from '../../../lib/domain/series.ts';
import {
  failedShare,
  findFaults,
  findRecovery,
  stateOf,
  takeOutRegionFaults,
  usualFailedShare,
} from '../../../lib/stats/regression/faults.ts';
import { columnsOf } from '../series.ts';

/** `F` failed, `.` worked, ` ` nothing. */
function statesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => ' .F'.indexOf(letter));
}

const NONE = { fromMs: Number.NEGATIVE_INFINITY, unusual: [] };

describe('the state of a round', () => {
  it.each([
    ['worked', OUTCOME_OK, 1],
    ['the provider failed', outcomeOf('server-error'), 2],
    ['no token in time', outcomeOf('timeout-first-token'), 2],
    ['our quota', outcomeOf('rate-limited'), 0],
    ['our key', outcomeOf('auth'), 0],
    ['void', OUTCOME_VOID, 0],
  ])('%s', (_, outcome, state) => expect(stateOf(outcome)).toBe(state));
});

describe('failures are told', () => {
  it.each([
    ['at the third in a row', 0.01, '.........FFF', { sinceIndex: 9, index: 11 }],
    ['at the third, whatever lies between that says nothing', 0.01, '....F  F   F', { sinceIndex: 4, index: 11 }],
    ['when every other round fails, after five', 0.01, '.F.F.F.F.F.', { sinceIndex: 1, index: 9 }],
    ['of a flaky series after five in a row', 0.05, '.F.F.....FFFFF', { sinceIndex: 9, index: 13 }],
  ])('%s', (_, usual, text, rise) => {
    expect(findFaults(statesOf(text), 0, () => usual).rise).toMatchObject(rise);
  });

  it.each([
    ['two in a row', 0.01, '....FF......FF....'],
    ['four an hour and more apart', 0.01, `F${'.'.repeat(12)}F${'.'.repeat(12)}F${'.'.repeat(12)}F`],
    ['half of the rounds where that is usual', 0.5, '.F.F.FF.F.FF.F.F.F'],
    ['anything while learning', Number.NaN, 'FFFFFFFF'],
  ])('but not %s', (_, usual, text) => {
    const { rise, score } = findFaults(statesOf(text), 0, () => usual);

    expect(rise).toBeNull();
    expect(score).toBeLessThan(1);
  });

  it('and tells the share that failed', () => {
    expect(findFaults(statesOf('.F.F.F.F.F'), 0, () => 0.01).rise?.level).toBeCloseTo(5 / 9, 12);
  });
});

describe('the end is told', () => {
  it.each([
    ['of an outage after 6 rounds that work', 0.01, 1, 'FFF......', { untilIndex: 3, index: 8 }],
    ['of half that fails after 12', 0.01, 0.5, `.F.F${'.'.repeat(12)}`, { untilIndex: 4, index: 15 }],
  ])('%s', (_, usual, level, text, end) => expect(findRecovery(statesOf(text), 0, usual, level)).toEqual(end));

  it('not as long as it goes on failing like that', () => {
    expect(findRecovery(statesOf('...F.FF..F....F.F..'.repeat(20)), 0, 0.01, 0.35)).toBeNull();
  });
});

describe('the usual share', () => {
  const rows = (outcomes: readonly number[]) =>
    columnsOf(outcomes.map((outcome, index) => ({ atMs: index * 300_000, outcome })));
  const error = outcomeOf('overloaded');

  it('is three quarters of what failed of the attempts, ours and voids left out', () => {
    const tenth = Array.from({ length: 200 }, (_, index) => [error, ...Array(9).fill(OUTCOME_OK)][index % 10]);
    expect(usualFailedShare(rows([...tenth, OUTCOME_VOID, outcomeOf('auth')]), NONE, 86_400_000)).toBeCloseTo(
      0.075,
      12,
    );
  });

  it('is at least 1 %, and none under 12 attempts', () => {
    expect(usualFailedShare(rows(Array(12).fill(OUTCOME_OK)), NONE, 3_600_000)).toBe(0.01);
    expect(usualFailedShare(rows(Array(11).fill(OUTCOME_OK)), NONE, 3_600_000)).toBeNaN();
  });

  it('knows nothing of what was told as unusual, nor of what comes after', () => {
    const outage = rows([...Array(24).fill(OUTCOME_OK), ...Array(12).fill(error), ...Array(12).fill(OUTCOME_OK)]);
    const era = { ...NONE, unusual: [{ fromMs: 24 * 300_000, toMs: 36 * 300_000 }] };

    expect(usualFailedShare(outage, NONE, 4 * 3_600_000)).toBeCloseTo((0.75 * 12) / 48, 12);
    expect(usualFailedShare(outage, era, 4 * 3_600_000)).toBe(0.01);
    expect(usualFailedShare(outage, NONE, 2 * 3_600_000)).toBe(0.01);
  });
});

it('takes the rounds in which most of at least 5 failed out of the targets', () => {
  const states = ['.FF', '.FF', '.FF', '..F', '. F'].map(statesOf);

  expect(takeOutRegionFaults(states, 3)).toEqual(statesOf('. F'));
  expect(states.map((each) => failedShare(each, 0, 3))).toEqual([0.5, 0.5, 0.5, 0, 0]);
});
