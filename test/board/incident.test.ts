import { describe, expect, it } from 'vitest';
import { blame, details, ending, headline, incidentsOf } from '../../lib/board/incident.ts';
import { overEvent, TOLD_AT_MS, toldEvent } from './told-events.ts';

const HOUR_MS = 3_600_000;
const one = (...events: Parameters<typeof incidentsOf>[0]) => {
  const [incident, ...others] = incidentsOf(events);
  expect(others).toEqual([]);
  return incident!;
};

describe('events are put together', () => {
  const later = { region: 'eu-west-1', detectedMs: TOLD_AT_MS + HOUR_MS, sinceMs: TOLD_AT_MS };

  it('into one incident a target, with all regions that follow within 6 hours', () => {
    const incident = one(toldEvent(later), toldEvent());
    expect(incident.events.map(({ region }) => region)).toEqual(['us-east-1', 'eu-west-1']);
    expect(headline(incident)).toBe('together/llama is slower than usual from us-east-1 and eu-west-1');
  });

  it('which is open as long as one of its regions is', () => {
    expect(one(overEvent(), toldEvent(later)).closedMs).toBeNull();
    expect(one(overEvent(), overEvent(later)).closedMs).toBe(TOLD_AT_MS + 3 * HOUR_MS);
  });

  it.each([
    ['another target', { target: 'groq/llama' }],
    ['another kind', { kind: 'failing' as const }],
    ['another workload', { workload: 'long' }],
    ['the same region again', { region: 'us-east-1', detectedMs: TOLD_AT_MS + 2 * HOUR_MS }],
    ['a region a day later', { region: 'eu-west-1', detectedMs: TOLD_AT_MS + 24 * HOUR_MS }],
  ])('and not with %s', (_name, more) => {
    expect(incidentsOf([toldEvent(), toldEvent(more)])).toHaveLength(2);
  });

  it('with a name that does not change while they do, open ones first', () => {
    const [open, over] = incidentsOf([overEvent({ target: 'a/b' }), toldEvent({ sinceMs: 1_000 })]);
    expect([open?.target, over?.target]).toEqual(['together/llama', 'a/b']);
    expect(one(toldEvent()).id).toBe(one(overEvent()).id);
    expect(one(toldEvent(), toldEvent(later)).id).toBe(one(toldEvent()).id);
  });
});

describe('in words', () => {
  it('it says since when, by how much, how its peers do, and what is new of it', () => {
    const changed = [{ what: 'model' as const, before: 'llama-1', after: null }];
    expect(details(one(toldEvent({ changed })))).toEqual([
      'us-east-1: 2.04 times its usual time to first token (1.90 to 2.20), since 2026-11-22 03:15 UTC, ' +
        'certain at 2026-11-22 04:00 UTC; its peers 1.01 times; model changed from llama-1 to none told.',
    ]);
  });

  it.each([
    [
      { ratio: { value: 3, low: null, high: null }, peersRatio: null },
      /^us-east-1: 3.00 times .* token, .*; too few peers/,
    ],
    [{ ratio: null }, /more than can be told, because first tokens did not come in time/],
    [{ kind: 'failing' as const, ratio: null, failedShare: 0.62, peersRatio: null }, /62 % of its answers failed/],
  ])('of %j', (more, expected) => {
    expect(details(one(toldEvent(more)))[0]).toMatch(expected);
  });

  it('a whole region is nobody’s fault', () => {
    const incident = one(toldEvent({ kind: 'region-failing', target: null, ratio: null, failedShare: 0.9 }));
    expect(headline(incident)).toBe('Everything fails far more often than usual from us-east-1');
    expect(blame(incident)).toContain('rather than any provider');
    expect(blame(one(toldEvent()))).toBeNull();
  });

  it.each([
    ['recovered' as const, 'As usual again since 2026-11-22 06:00 UTC.'],
    ['accepted' as const, 'It has stayed so for 7 days: this is what is usual now.'],
    ['silent' as const, 'There was no sample of it for a day.'],
  ])('how it ended: %s', (closedBecause, expected) => {
    expect(ending(one(overEvent({ closedBecause })))).toBe(expected);
    expect(ending(one(toldEvent()))).toBeNull();
  });
});
