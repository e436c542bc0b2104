import { describe, expect, it } from 'vitest';
import { incidentsPage } from '../../lib/board/html/incidents-page.ts';
import { incidentsOf } from '../../lib/board/incident.ts';
import { incidentAnchor, incidentPath } from '../../lib/board/paths.ts';
import { HEADER, proseInput } from './prose-input.ts';
import { overEvent, TOLD_AT_MS, toldEvent } from './told-events.ts';

const HOUR_MS = 3_600_000;

function pageOf(...events: Parameters<typeof incidentsOf>[0]): string {
  return incidentsPage(proseInput().site, HEADER, incidentsOf(events));
}

function textOf(...events: Parameters<typeof incidentsOf>[0]): string {
  return pageOf(...events)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the page of incidents', () => {
  it('has open ones before those that are over, each at an address of its own', () => {
    const events = [overEvent({ target: 'mistral/large' }), toldEvent({ target: 'home/qwen' })];
    const page = pageOf(...events);
    const anchors = [...page.matchAll(/<article id="([^"]+)"/g)].map(([, id]) => id);

    expect(anchors).toEqual(incidentsOf(events).map(({ id }) => incidentAnchor(id)));
    expect(page.indexOf('home/qwen is slower')).toBeLessThan(page.indexOf('mistral/large is slower'));
    expect(textOf(...events)).toContain('1 incident is open now; 1 incident of the last 30 days is over.');
  });

  it('tells by how much with its interval, its peers, when, and what changed', () => {
    const changed = [{ what: 'model' as const, before: 'old-1', after: 'new-2' }];
    const text = textOf(toldEvent({ changed }), toldEvent({ region: 'eu-west-1', ratio: null, peersRatio: null }));

    expect(text).toContain('2.04 times the usual 95 % interval 1.90–2.20 Its peers 1.01 times the usual');
    expect(text).toContain('Began 2026-11-22 03:15 UTC Certain 2026-11-22 04:00 UTC Over not yet');
    expect(text).toContain('Its model changed old-1 → new-2');
    expect(text).toContain(
      'eu-west-1 Europe, Ireland TTFT, last 3 h of it cannot be told: no first token in time Its peers too few',
    );
  });

  it('tells failures as a share, and a whole region without a word of peers', () => {
    const text = textOf(toldEvent({ kind: 'region-failing', target: null, ratio: null, failedShare: 0.834 }));

    expect(text).toContain('Everything fails far more often than usual from us-east-1');
    expect(text).toContain('Failed, last 3 h of it 83 %');
    expect(text).toContain('All targets at once: the region, its network or this instrument');
    expect(text).not.toContain('Its peers');
  });

  it.each([
    ['recovered', { untilMs: TOLD_AT_MS + 2 * HOUR_MS }, 'for 2.8 hours', 'Over 2026-11-22 06:00 UTC'],
    [
      'accepted',
      { untilMs: null, closedMs: TOLD_AT_MS + 168 * HOUR_MS },
      'for 7.0 days',
      'Over no: it stayed so for 7 days',
    ],
    [
      'silent',
      { untilMs: null, closedMs: TOLD_AT_MS + 24 * HOUR_MS },
      'for 24.8 hours',
      'Over not known: no sample for a day',
    ],
  ] as const)('tells how one that was %s ended and how long it took', (closedBecause, times, length, over) => {
    const text = textOf(overEvent({ closedBecause, ...times }));

    expect(text).toContain(`○ over workload chat 2026-11-22 03:15 UTC, ${length}`);
    expect(text).toContain(over);
  });

  it('links the target as long as it has a page', () => {
    expect(pageOf(toldEvent({ target: 'home/qwen' }))).toContain('href="../t/home/qwen/"');
    expect(pageOf(toldEvent({ target: 'gone/model' }))).not.toContain('href="../t/');
  });

  it('is whole without any', () => {
    expect(textOf()).toContain('No target has been slower or failed more often than usual in the last 30 days.');
  });
});

it('an anchor is a plain name, another for each incident', () => {
  const ids = ['chat.slower.a/b.1', 'chat.slower.a/b.2', 'chat.slower.a-b.1', `chat.slower.${'模'.repeat(200)}.1`, ''];
  const anchors = ids.map(incidentAnchor);

  for (const anchor of anchors) expect(anchor).toMatch(/^i-[A-Za-z0-9-]{1,60}$/);
  expect(new Set(anchors).size).toBe(ids.length);
  expect(incidentPath('x')).toBe(`incidents/#${incidentAnchor('x')}`);
});
