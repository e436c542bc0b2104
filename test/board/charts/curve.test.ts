import { describe, expect, it } from 'vitest';
import { bandPath, linePath, lonePath } from '../../../lib/board/charts/curve.ts';
import { regionMark } from '../../../lib/board/charts/region-mark.ts';

const pointsOf = (ys: readonly (number | null)[]) => ys.map((y, x) => ({ x, y }));

describe('a line', () => {
  it.each([
    ['unbroken', [1, 2, 3], 'M0,1L1,2L2,3'],
    ['with a gap', [1, 2, null, 4, 5], 'M0,1L1,2M3,4L4,5'],
    ['with gaps at both ends', [null, 2, 3, null], 'M1,2L2,3'],
    ['with one decimal', [1.26, 2.04], 'M0,1.3L1,2'],
    ['of nothing', [null, null], ''],
  ])('%s', (_, ys, path) => {
    expect(linePath(pointsOf(ys))).toBe(path);
  });

  it('shows what stands alone as a dot, and nothing else', () => {
    expect(lonePath(pointsOf([7, null, 1, 2, null, 9, null]))).toBe('M0,7.0h0M5,9.0h0');
    expect(lonePath(pointsOf([1, 2, 3]))).toBe('');
  });
});

describe('a band', () => {
  it('has a gap where either edge is missing', () => {
    const band = bandPath([
      { x: 0, low: 9, high: 1 },
      { x: 1, low: 8, high: 2 },
      { x: 2, low: 8, high: null },
    ]);
    expect(band).toBe('M0,1L1,2L1,8L0,9Z');
  });
});

describe('the marks of regions', () => {
  it('are no two alike within 36', () => {
    expect(new Set(Array.from({ length: 36 }, (_, place) => regionMark(place))).size).toBe(36);
  });
});
