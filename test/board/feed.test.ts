import { expect, it } from 'vitest';
import { feedXml } from '../../lib/board/feed.ts';
import { incidentsOf } from '../../lib/board/incident.ts';
import { incidentAnchor } from '../../lib/board/paths.ts';
import { overEvent, TOLD_AT_MS, toldEvent } from './told-events.ts';

const feed = (...events: Parameters<typeof incidentsOf>[0]) =>
  feedXml({ name: 'A & B', incidents: incidentsOf(events), generatedAtMs: TOLD_AT_MS + 60_000 });

it('has an entry for each incident, the one that changed last first', () => {
  const xml = feed(toldEvent(), overEvent({ target: 'groq/llama' }));
  expect(xml.match(/<entry>/g)).toHaveLength(2);
  expect(xml.indexOf('Over: groq/llama')).toBeLessThan(xml.indexOf('together/llama'));
  expect(xml).toContain('<updated>2026-11-22T07:00:00Z</updated>');
  expect(xml).toContain('<published>2026-11-22T04:00:00Z</published>');
});

it('keeps the id of an incident while it changes', () => {
  const idOf = (xml: string) => /<entry>\n.*\n<id>(.*)<\/id>/.exec(xml)?.[1];
  expect(idOf(feed(toldEvent()))).toBe(idOf(feed(overEvent())));
});

it('leads from each entry to its place on the page of incidents', () => {
  const [incident] = incidentsOf([toldEvent()]);
  expect(feed(toldEvent())).toContain(`href="./incidents/#${incidentAnchor(incident?.id ?? '')}"`);
});

it('escapes whatever a name or a server says', () => {
  const changed = [{ what: 'model' as const, before: '</summary><script>', after: '"&\u0000' }];
  const xml = feed(toldEvent({ target: 'a/<b>', changed }));
  expect(xml).toContain('<title>A &amp; B: regressions</title>');
  for (const raw of ['<b>', '<script>', '\u0000']) expect(xml).not.toContain(raw);
  expect(xml).toContain('&lt;/summary&gt;&lt;script&gt;');
});

it('without an incident changes once a day only', () => {
  const empty = (atMs: number) => feedXml({ name: 'A', incidents: [], generatedAtMs: atMs });
  expect(empty(TOLD_AT_MS)).toBe(empty(TOLD_AT_MS + 3_600_000));
  expect(empty(TOLD_AT_MS)).toContain('<updated>2026-11-22T00:00:00Z</updated>');
});
