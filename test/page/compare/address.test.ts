import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, type Offered, searchOf } from '../../../lib/page/compare/address.ts';

const OFFERED: Offered = {
  targets: new Set(['a/1', 'b/2', 'c/3', 'd/4', 'e/5']),
  workloads: ['chat', 'long'],
  regions: ['all', 'us-east-1'],
  windows: ['24h', '7d'],
  defaultWindow: '7d',
};
const DEFAULTS = { workload: 'chat', region: 'all', window: '7d' };

describe('what is asked for', () => {
  it.each<[string, Partial<ReturnType<typeof addressOf>>]>([
    ['', { wanted: { targets: [], ...DEFAULTS }, unknown: [], surplus: [] }],
    ['?t=b/2&t=a/1&window=24h', { wanted: { ...DEFAULTS, targets: ['b/2', 'a/1'], window: '24h' } }],
    ['?t=a/1&t=a/1', { wanted: { targets: ['a/1'], ...DEFAULTS } }],
    ['?t=a/1&t=<script>&t=x/y', { wanted: { targets: ['a/1'], ...DEFAULTS }, unknown: ['<script>', 'x/y'] }],
    ['?t=a/1&t=b/2&t=c/3&t=d/4&t=e/5', { surplus: ['e/5'] }],
    ['?workload=__proto__&region=mars&window=1h', { wanted: { targets: [], ...DEFAULTS } }],
  ])('by %j', (search, expected) => {
    expect(addressOf(search, OFFERED)).toMatchObject(expected);
  });

  it('is the same after it was written and read', () => {
    const wanted = fc.record({
      targets: fc.shuffledSubarray([...OFFERED.targets], { maxLength: 4 }),
      workload: fc.constantFrom(...OFFERED.workloads),
      region: fc.constantFrom(...OFFERED.regions),
      window: fc.constantFrom(...OFFERED.windows),
    });
    fc.assert(
      fc.property(wanted, (each) => {
        expect(addressOf(searchOf(each, OFFERED), OFFERED).wanted).toEqual(each);
      }),
    );
  });

  it('is written short and readable', () => {
    expect(searchOf({ targets: [], ...DEFAULTS }, OFFERED)).toBe('');
    expect(searchOf({ ...DEFAULTS, targets: ['a/1', 'b/2'], region: 'us-east-1' }, OFFERED)).toBe(
      '?t=a/1&t=b/2&region=us-east-1',
    );
  });
});
