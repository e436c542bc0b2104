import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { seriesDetail } from '../../lib/board/detail/series-figures.ts';
import { jsonSchemas } from '../../lib/board/json-schemas.ts';
import { seriesSchema } from '../../lib/board/schemas.ts';
import { seriesDocument } from '../../lib/board/series-document.ts';
import { outcomeOf } from '../../lib/domain/series.ts';
import { columnsOf, noise, type Row, seeded } from '../stats/series.ts';
import { targetOf } from './board-input.ts';

const NOW_MS = Date.parse('2026-11-22T12:30:00Z');
const HEADER = { generatedAt: '2026-11-22T12:30:00Z', staleAfterS: 900, runId: 'run-1', simulation: false };
const random = seeded(4);
const rows = noise(random, 2_000, 300, 0.4).map((value, index): Row => {
  const atMs = NOW_MS - (1_999 - index) * 300_000;
  return random() < 0.03 ? { atMs, outcome: outcomeOf('timeout-first-token') } : { atMs, value };
});
const details = ['eu-west-1', 'us-east-1'].map((region) =>
  seriesDetail(columnsOf(rows), { workload: 'chat', region, target: 'a/b' }, NOW_MS),
);

describe('seriesDocument', () => {
  const document = seriesDocument(targetOf('a/b', { simulated: true }), details, HEADER);

  it('matches its schema, as zod and as a second reader take it', () => {
    expect(seriesSchema.parse(document)).toEqual(document);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    expect(ajv.validate(jsonSchemas()['series.schema.json'] as object, document), ajv.errorsText()).toBe(true);
    expect(ajv.validate(jsonSchemas()['series.schema.json'] as object, { ...document, histories: [{}] })).toBe(false);
  });

  it('says what it is of, and that it is a simulation', () => {
    expect(document).toMatchObject({ ...HEADER, target: 'a/b', simulation: true, simulated: true });
    expect(document.histories.map(({ region, bucketS }) => [region, bucketS])).toEqual([
      ['eu-west-1', 3_600],
      ['us-east-1', 3_600],
    ]);
  });

  it.each(['ttftP50Ms', 'ttftLowMs', 'ttftHighMs'] as const)('carries %s of the hours in whole ms', (column) => {
    const published = document.histories[0]?.[column] ?? [];
    const exact = details[0]?.hourly[column] ?? [];
    expect(published).toHaveLength(exact.length);
    expect(published.filter((value) => value !== null).length).toBeGreaterThan(100);
    published.forEach((value, hour) => {
      expect(value).toEqual(exact[hour] === null ? null : Math.round(exact[hour] as number));
    });
  });

  it('carries hours under 100 ms with decimals, and all else with 4 digits', () => {
    const quick = columnsOf(
      noise(random, 12, 4, 0.01).map((value, index) => ({ atMs: NOW_MS - (11 - index) * 60_000, value })),
    );
    const detail = seriesDetail(quick, { workload: 'chat', region: 'eu-west-1', target: 'a/b' }, NOW_MS);
    const [history] = seriesDocument(targetOf('a/b'), [detail], HEADER).histories;
    expect(history?.ttftP50Ms[0]).toBeCloseTo(detail.hourly.ttftP50Ms[0] ?? 0, 2);
    expect(String(history?.ttftP50Ms[0])).toMatch(/^\d\.\d{1,2}$/);
    expect(String(history?.distribution.ttftMs[50])).toMatch(/^\d\.\d{1,3}$/);
    expect(document.histories[0]?.n).toEqual(details[0]?.hourly.n);
    expect(document.histories[0]?.failed).toEqual(details[0]?.hourly.failed);
    expect(document.histories[0]?.startsAt).toBe('2026-11-15T13:00:00Z');
  });

  it('gives the days, the distribution and the hours of the day', () => {
    const [history] = document.histories;
    expect(history?.daily).toMatchObject({ startsAt: '2026-11-15T00:00:00Z' });
    const late = history?.daily.failures['timeout-first-token'] ?? [];
    expect(late).toHaveLength(8);
    expect(history?.distribution.timedOut).toBe(late.reduce((sum, n) => sum + n, 0));
    expect(history?.distribution.ttftMs.at(-1)).toBeNull();
    expect(history?.hoursOfDay).toHaveLength(24);
    expect(history?.hoursOfDay[0]?.p25Ms).toBeLessThan(history?.hoursOfDay[0]?.p75Ms ?? 0);
  });
});
