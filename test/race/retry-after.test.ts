// How long a refusal asks to wait, in each form that providers write it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../lib/race/retry-after.ts';

const NOW_MS = Date.parse('2026-11-22T03:15:00Z');
const DAY_MS = 86_400_000;

describe('retryAfterMs', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a part of a second', { 'retry-after': '0.5' }, 500],
    ['none', { 'retry-after': '0' }, 0],
    ['an HTTP date', { 'retry-after': 'Sun, 22 Nov 2026 03:15:30 GMT' }, 30_000],
    ['a date that is past', { 'retry-after': 'Sun, 22 Nov 2026 03:14:00 GMT' }, 0],
    [
      'a date by the server’s own clock',
      { date: 'Sun, 22 Nov 2026 03:15:20 GMT', 'retry-after': 'Sun, 22 Nov 2026 03:15:30 GMT' },
      10_000,
    ],
    ['ms before seconds', { 'retry-after-ms': '1500', 'retry-after': '2' }, 1_500],
    ['ms as Azure has them', { 'x-ms-retry-after-ms': '250' }, 250],
    ['ms that cannot be read', { 'retry-after-ms': 'soon', 'retry-after': '2' }, 2_000],
    ['the end of a limit', { 'x-ratelimit-reset-requests': '120ms' }, 120],
    ['the latest of several ends', { 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
    ['a wait before any end', { 'retry-after': '3', 'x-ratelimit-reset-tokens': '6m0s' }, 3_000],
    ['hours, minutes and parts of a second', { 'x-ratelimit-reset-tokens': '1h2m3.5s' }, 3_723_500],
    ['an instant', { 'anthropic-ratelimit-requests-reset': '2026-11-22T03:15:12Z' }, 12_000],
    ['epoch ms', { 'x-ratelimit-reset': String(NOW_MS + 9_000) }, 9_000],
    ['epoch seconds', { 'x-ratelimit-reset': String(NOW_MS / 1_000 + 9) }, 9_000],
    ['more than a day', { 'retry-after': '999999' }, DAY_MS],
    ['a number beyond all numbers', { 'retry-after': '9'.repeat(400) }, DAY_MS],
    ['less than nothing', { 'retry-after': '-5' }, null],
    ['a word', { 'retry-after': 'tomorrow' }, null],
    ['what only looks like a date', { 'retry-after': 'Monday, perhaps 3' }, null],
    ['nothing', {}, null],
  ])('%s', (_, headers, expected) => {
    expect(retryAfterMs(headers as Record<string, string>, NOW_MS)).toBe(expected);
  });

  it('is null or within a day, whatever a server writes', () => {
    const names = fc.constantFrom(
      'retry-after',
      'retry-after-ms',
      'x-ratelimit-reset',
      'x-ratelimit-reset-tokens',
      'date',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9.:smhdTZ ,-]{0,40}$/),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(fc.dictionary(names, texts), (headers) => {
        const wait = retryAfterMs(headers, NOW_MS);
        if (wait !== null) expect(wait >= 0 && wait <= DAY_MS).toBe(true);
      }),
    );
  });
});
