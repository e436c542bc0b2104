import { describe, expect, it } from 'vitest';
import { DocumentPathError, InvalidDocumentError } from '../../lib/board/errors.ts';
import { boardSchema, viewSchema } from '../../lib/board/schemas.ts';
import { boardInput, CHAT, liveTexts, seriesOf, strictRanks, targetOf, viewOf } from './board-input.ts';

const two = boardInput({
  targets: [targetOf('slow/one'), targetOf('fast/two', { model: { 'us-east-1': 'us.two', 'eu-west-1': 'eu.two' } })],
  regions: ['us-east-1', 'eu-west-1'],
  workloads: [CHAT, { ...CHAT, name: 'long-context', everyMs: 3_600_000, inputTokens: 10_000 }],
  notRacing: [{ target: targetOf('mute/three'), missingKey: 'MUTE_KEY' }],
  views: [
    viewOf([seriesOf('slow/one', 1234.5678, 400), seriesOf('fast/two', 98.7654321, 400)], {
      ranked: strictRanks(['fast/two', 'slow/one']),
    }),
  ],
});

function parsed(path: string, input = two): unknown {
  const found = liveTexts(input).find((document) => document.path === path);
  return JSON.parse(found?.body ?? 'null');
}

describe('the documents of a board', () => {
  it('are one view, one table and one page for each workload, region and window, all regions side by side, and the start page', () => {
    const paths = liveTexts(two).map(({ path }) => path);

    // 2 workloads x (all + 2 regions) x 4 windows
    expect(paths.filter((path) => path.startsWith('data/v1/view/') && path.endsWith('.json'))).toHaveLength(24);
    expect(paths.filter((path) => path.endsWith('.csv'))).toHaveLength(24);
    // and the regions of each workload and window side by side, and the start page
    expect(paths.filter((path) => path.endsWith('index.html'))).toHaveLength(33);
    expect(paths).toEqual(
      expect.arrayContaining([
        'index.html',
        'favicon.svg',
        'all/7d/index.html',
        'us-east-1/1h/index.html',
        'long-context/eu-west-1/30d/index.html',
        'data/v1/view/chat.all.7d.json',
        'regions/7d/index.html',
        'long-context/regions/24h/index.html',
        'data/v1/schema/view.schema.json',
      ]),
    );
    expect(paths.at(-1)).toBe('data/v1/board.json');
  });

  it('match their schemas', () => {
    for (const { path, body } of liveTexts(two)) {
      if (path.startsWith('data/v1/view/') && path.endsWith('.json')) viewSchema.parse(JSON.parse(body));
    }
    boardSchema.parse(parsed('data/v1/board.json'));
  });

  it('say when they were made, by which run, and when they are stale', () => {
    const header = { generatedAt: '2026-11-22T03:15:00Z', runId: 'run-1', simulation: false };

    expect(parsed('data/v1/board.json')).toMatchObject({ ...header, staleAfterS: 900 });
    expect(parsed('data/v1/view/long-context.all.7d.json')).toMatchObject({ ...header, staleAfterS: 10_800 });
  });

  it('carry figures at 4 significant digits and null for what is missing', () => {
    const view = viewSchema.parse(parsed('data/v1/view/chat.us-east-1.7d.json'));

    expect(view.rows.map((row) => row.target)).toEqual(['fast/two', 'slow/one']);
    expect(view.rows[0]?.metrics.ttftMs).toMatchObject({ n: 400, p50: 98.77, p95: 197.5, p99: null });
    expect(view.rows[0]).toMatchObject({ model: 'us.two', rank: { best: 1, worst: 1 }, unrankedReason: null });
  });

  it('list a target without any sample, and the name of a missing key', () => {
    const view = viewSchema.parse(parsed('data/v1/view/chat.eu-west-1.24h.json'));

    expect(view.rows.map(({ n, unrankedReason }) => ({ n, unrankedReason }))).toEqual([
      { n: 0, unrankedReason: 'no sample in this window' },
      { n: 0, unrankedReason: 'no sample in this window' },
    ]);
    expect(parsed('data/v1/board.json')).toMatchObject({
      notRacing: [{ id: 'mute/three', provider: 'mute', missingKey: 'MUTE_KEY' }],
    });
  });

  it('leave a target out of the regions that it does not race in', () => {
    const input = boardInput({
      targets: [targetOf('a/b', { regions: ['eu-west-1'] })],
      regions: ['us-east-1', 'eu-west-1'],
    });

    expect(parsed('data/v1/view/chat.us-east-1.7d.json', input)).toMatchObject({ rows: [] });
    expect(parsed('data/v1/view/chat.all.7d.json', input)).toMatchObject({ rows: [{ target: 'a/b' }] });
  });

  it('mark a simulation in every document', () => {
    const input = boardInput({ targets: [targetOf('demo/a', { simulated: true })] });

    for (const { path, body } of liveTexts(input)) {
      if (/data\/v1\/(?:view|series|board).*json$/.test(path))
        expect(JSON.parse(body), path).toMatchObject({ simulation: true });
    }
  });

  it('have no `all` where there is one region', () => {
    const paths = liveTexts(boardInput()).map(({ path }) => path);

    expect(paths.filter((path) => path.includes('all'))).toEqual([]);
    expect(paths).toContain('us-east-1/7d/index.html');
  });

  it('are refused as a whole where one does not match its schema', () => {
    const input = boardInput({
      targets: [targetOf('a/b')],
      views: [viewOf([seriesOf('a/b', 100, 20, { attempts: -1 })])],
    });

    expect(() => liveTexts(input)).toThrow(InvalidDocumentError);
    expect(() => liveTexts(input)).toThrow(/view\/chat\.us-east-1\.7d\.json.*rows\.0\.n.*Nothing was published/);
  });

  it('turn what is not finite into null instead of publishing it', () => {
    const input = boardInput({
      targets: [targetOf('a/b')],
      views: [viewOf([seriesOf('a/b', Number.NaN, 20, { failedShare: Number.POSITIVE_INFINITY })])],
    });

    expect(parsed('data/v1/view/chat.us-east-1.7d.json', input)).toMatchObject({
      rows: [{ failedShare: null, metrics: { ttftMs: { p50: null, latest: null } } }],
    });
  });

  it('are refused where two workloads would share a file', () => {
    const input = boardInput({ workloads: [CHAT, { ...CHAT, name: 'Chat' }] });

    expect(() => liveTexts(input)).toThrow(DocumentPathError);
  });
});

describe('the JSON Schemas', () => {
  it('allow fields to be added, and require those that are there', () => {
    const schema = parsed('data/v1/schema/view.schema.json') as { required: string[]; properties: object };

    expect(schema).not.toHaveProperty('additionalProperties');
    expect(schema.required).toEqual(Object.keys(schema.properties));
    expect(schema.required).toEqual(expect.arrayContaining(['schema', 'generatedAt', 'staleAfterS', 'runId', 'rows']));
  });
});

it('a view ranks by speed beside the first token', () => {
  const [one, two] = [seriesOf('a/one', 100, 300), seriesOf('b/two', 200, 300)];
  const speedRankings = [
    { metric: 'outputTokensPerSecond' as const, ranked: strictRanks(['b/two', 'a/one']), unranked: [] },
  ];
  const view = { ...viewOf([one, two], { ranked: strictRanks(['a/one', 'b/two']) }), speedRankings };
  const input = boardInput({ targets: [targetOf('a/one'), targetOf('b/two')], views: [view] });
  const json = liveTexts(input).find(({ path }) => path === 'data/v1/view/chat.us-east-1.7d.json')?.body ?? '';
  expect(JSON.parse(json).rows.map((row: { speedRanks: unknown }) => row.speedRanks)).toEqual([
    { outputTokensPerSecond: { best: 2, worst: 2, winShare: 0.5 }, endToEndTokensPerSecond: null },
    { outputTokensPerSecond: { best: 1, worst: 1, winShare: 0.5 }, endToEndTokensPerSecond: null },
  ]);
});
