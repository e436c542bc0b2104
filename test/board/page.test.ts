import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BoardInput } from '../../lib/board/input.ts';
import { SIMULATION_NOTE } from '../../lib/board/labels.ts';
import { allDocuments } from './all-documents.ts';
import { boardInput, CHAT, liveTexts, seriesOf, strictRanks, targetOf, viewOf } from './board-input.ts';

function pages(input: BoardInput): ReadonlyMap<string, string> {
  return new Map(liveTexts(input).map(({ path, body }) => [path, body]));
}

function startPage(input: BoardInput): string {
  return pages(input).get('index.html') ?? '';
}

function rowsOf(page: string): readonly string[] {
  return page.match(/<tr[^>]*>(?:(?!<\/tr>).)*<th scope="row".*?<\/tr>/gs) ?? [];
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  '</title></table><h1>gone',
  '{{7*7}}&lt;b&gt;',
];

describe('a page', () => {
  it('holds the whole table, so that it is complete without JavaScript', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `provider/model-${index}`);
    const page = startPage(
      boardInput({
        targets: ids.map((id) => targetOf(id)),
        views: [
          viewOf(
            ids.map((id, index) => seriesOf(id, 100 + index, 400)),
            { ranked: strictRanks(ids) },
          ),
        ],
      }),
    );

    expect(rowsOf(page)).toHaveLength(500);
    expect(rowsOf(page)[499]).toContain('model-499');
  });

  it('tells of samples out of a cache, and only where there are some', () => {
    const pageOf = (cached: number) =>
      startPage(boardInput({ targets: [targetOf('a/b')], views: [viewOf([seriesOf('a/b', 100, 400, { cached })])] }));
    expect(rowsOf(pageOf(3))[0]).toContain('<small>cached: 3</small>');
    expect(rowsOf(pageOf(3))[0]).toContain('400 ok, 3 of them out of a cache');
    expect(rowsOf(pageOf(0))[0]).not.toContain('cache');
  });

  it.each(HOSTILE)('shows %s as text wherever it stands', (hostile) => {
    const input = boardInput({
      name: hostile,
      targets: [targetOf(`a/${hostile}`, { providerLabel: hostile, model: hostile })],
      workloads: [{ ...CHAT, name: hostile }],
      regions: [hostile, 'eu-west-1'],
      runId: hostile,
      notRacing: [{ target: targetOf(`b/${hostile}`), missingKey: hostile }],
      views: [
        {
          ...viewOf([seriesOf(`a/${hostile}`, 5, 20)]),
          ranking: { metric: 'ttftMs', ranked: [], unranked: [{ target: `a/${hostile}`, reason: hostile }] },
        },
      ],
    });

    for (const [path, page] of pages(input)) {
      if (!path.endsWith('.html')) continue;
      expect(path).toMatch(/^[\w~./-]+$/);
      // One script tag, ours; no tag of the name's; no address of its making; no attribute that acts.
      expect(page.match(/<script/g)).toHaveLength(1);
      expect(page).not.toMatch(/<img|<h1>gone|href="javascript:|<[^>]*"\s+on\w+=/);
      expect(page.match(/<\/title>/g)).toHaveLength(1);
    }
  });

  it.each([
    ['Arabic', 'نموذج '.repeat(20)],
    ['Chinese', '模型'.repeat(60)],
    ['emoji', '🏁'.repeat(120)],
  ])('takes a name of 120 characters in %s, whole, in a file of a plain name', (_, name) => {
    const input = boardInput({ targets: [targetOf(`a/${name}`)], views: [viewOf([seriesOf(`a/${name}`, 100, 20)])] });
    const documents = liveTexts(input);

    expect(startPage(input)).toContain(name.trim());
    for (const { path } of documents) expect(posix.basename(path).length).toBeLessThan(150);
  });

  it('shows no control character and no terminal escape', () => {
    const input = boardInput({
      targets: [targetOf('a/b', { providerLabel: 'x\u001b[31mred\u0007\u202etfel\u0000' })],
    });
    const page = startPage(input);

    expect(
      Array.from(page).filter((character) => character !== '\n' && /\p{Cc}|\p{Bidi_Control}/u.test(character)),
    ).toEqual([]);
    expect(page).toContain('x [31mred tfel');
  });

  it('has no inline script, style or event handler, as its policy demands', () => {
    for (const [path, page] of pages(
      boardInput({ targets: [targetOf('a/b')], views: [viewOf([seriesOf('a/b', 5, 900)])] }),
    )) {
      if (path.endsWith('.html')) expect(page, path).not.toMatch(/<style|\sstyle=|<script>|<[^>]*\son\w+=/);
    }
  });

  it('only has links that lead to a document, on whichever page they stand', async () => {
    const input = boardInput({
      targets: [targetOf('a/b'), targetOf('c/d')],
      regions: ['us-east-1', 'eu-west-1'],
      workloads: [CHAT, { ...CHAT, name: 'long-context' }],
    });
    const documents = await allDocuments(input);
    const paths = new Set(documents.map(({ path }) => path));

    expect(paths.size).toBe(documents.length);
    for (const { path, body } of documents) {
      if (!path.endsWith('.html')) continue;
      for (const [, link = ''] of body.toString().matchAll(/(?:href|src)="([^"#]+)(?:#[^"]*)?"/g)) {
        if (/^https:\/\/(?:creativecommons|shields)/.test(link)) continue;
        const [address = ''] = link.split('?');
        const target = posix.join(address.startsWith('/') ? '' : posix.dirname(path), address).replace(/^\//, '');
        const file =
          target === '' || target === './' || target === '.' ? 'index.html' : target.replace(/\/$/, '/index.html');
        expect(paths.has(file), `${path} -> ${link}`).toBe(true);
      }
    }
  });

  it('says on every page, above every table and in every description that figures are simulated', () => {
    const input = boardInput({
      targets: [targetOf('demo/a', { simulated: true })],
      regions: ['us-east-1', 'eu-west-1'],
    });

    for (const [path, page] of pages(input)) {
      if (!path.endsWith('index.html')) continue;
      expect(page).toContain(`<p class="banner">${SIMULATION_NOTE}</p>`);
      const caption = page.match(/<caption.*?<\/caption>/s)?.[0];
      if (caption !== undefined) expect(caption).toContain(SIMULATION_NOTE);
    }
    expect(startPage(boardInput({ targets: [targetOf('a/b')] }))).not.toContain(SIMULATION_NOTE);
  });

  it('marks the simulated rows where real ones stand beside them', () => {
    const input = boardInput({ targets: [targetOf('demo/a', { simulated: true }), targetOf('real/b')] });

    expect(rowsOf(startPage(input)).map((row) => row.includes('class="tag"'))).toEqual([true, false]);
  });
});

describe('the gun', () => {
  const round = (region: string, gunLateMs: number | null) => ({
    ...{ workload: 'chat', region, scheduledAt: '2026-11-22T03:10:00Z', gunAt: '2026-11-22T03:11:00.000400Z' },
    ...{ gunLateMs, dispatchSkewMs: 0.8 },
  });
  const input = (late: readonly (number | null)[]) => {
    const regions = ['us-east-1', 'eu-west-1'];
    return boardInput({ regions, latestRounds: late.map((ms, index) => round(regions[index] ?? '', ms)) });
  };

  it('of the newest rounds is told by how far it was from the common instant: the farthest of all, or its own', () => {
    const board = pages(input([0.4, -1.6]));
    expect(board.get('index.html')).toContain('newest rounds fired within 1.6 ms of their common instant');
    expect(board.get('us-east-1/7d/index.html')).toContain('newest round fired within 0.4 ms of its common instant');
  });

  it('that was seconds late is told in seconds', () => {
    expect(startPage(input([0.4, 12_345]))).toContain('within 12.3 s of');
  });

  it('is no subject where it is immediate, or where there was no round', () => {
    expect(startPage(input([null, null]))).not.toContain('common instant');
    expect(startPage(input([]))).not.toContain('common instant');
  });
});

describe('a row', () => {
  it('shows a rank as a range where targets are tied', () => {
    const input = boardInput({
      targets: [targetOf('a/b'), targetOf('c/d'), targetOf('e/f')],
      views: [
        viewOf([seriesOf('a/b', 100, 50), seriesOf('c/d', 101, 50), seriesOf('e/f', 300, 50)], {
          ranked: [
            { target: 'a/b', best: 1, worst: 2, winShare: 0.5 },
            { target: 'c/d', best: 1, worst: 2, winShare: 0.5 },
            { target: 'e/f', best: 3, worst: 3, winShare: 0 },
          ],
        }),
      ],
    });

    const ranks = rowsOf(startPage(input)).map((row) => row.match(/class="rank[^>]*>\s*<input[^>]*>([\d–]+)/)?.[1]);
    expect(ranks).toEqual(['1–2', '1–2', '3']);
  });

  it('stays in the list with the reason where it is unranked', () => {
    const input = boardInput({
      targets: [targetOf('a/b'), targetOf('c/d')],
      views: [
        viewOf([seriesOf('a/b', 100, 50), seriesOf('c/d', 50, 50)], {
          ranked: strictRanks(['a/b']),
          unranked: [{ target: 'c/d', reason: 'no data since 03:00' }],
        }),
      ],
    });

    expect(rowsOf(startPage(input))[1]).toMatch(/class="unranked".*unranked: no data since 03:00/s);
  });

  it('has the newest figure and a dash with the reason while n carries no median', () => {
    const [row = ''] = rowsOf(
      startPage(boardInput({ targets: [targetOf('a/b')], views: [viewOf([seriesOf('a/b', 200, 3)])] })),
    );

    expect(row).toContain('<td class="num soft">220<');
    expect(row).toContain('title="too few values: n = 3, p50 needs 10"');
    expect(row).toMatch(/aria-label="only the latest value: 220 ms"/);
  });

  it('counts our own faults apart from the provider’s', () => {
    const series = seriesOf('a/b', 200, 76, {
      attempts: 100,
      failures: { 'rate-limited': 20, overloaded: 4 },
      failedShare: 0.24,
      providerFaultShare: 4 / 80,
    });
    const [row = ''] = rowsOf(startPage(boardInput({ targets: [targetOf('a/b')], views: [viewOf([series])] })));

    expect(row).toContain('title="100 attempts: rate-limited (ours) 20, overloaded 4"');
    expect(row).toMatch(/5\.00\s*<small>ours: 20<\/small>/);
  });

  it('says that all attempts failed instead of showing a time', () => {
    const series = seriesOf('a/b', 200, 0, {
      due: 20,
      seen: 20,
      attempts: 20,
      failures: { connect: 20 },
      failedShare: 1,
      providerFaultShare: 1,
    });
    const page = startPage(boardInput({ targets: [targetOf('a/b')], views: [viewOf([series])] }));

    expect(page).toContain('Nobody, for now: all 20 attempts of this window failed.');
    expect(rowsOf(page)[0]).toMatch(/class="num failed"[^>]*>\s*100/);
  });
});

describe('an empty board', () => {
  it('is a whole page that says so', () => {
    const page = startPage(boardInput({ workloads: [CHAT], targets: [] }));

    expect(page).toContain('No round has been stored in this window yet.');
    expect(page).toContain('0 of 0 targets ranked');
    expect(rowsOf(page)).toEqual([]);
  });

  it('names the keys that are missing', () => {
    const page = startPage(
      boardInput({ notRacing: [{ target: targetOf('openai/gpt'), missingKey: 'OPENAI_API_KEY' }] }),
    );

    expect(page).toMatch(/Not racing: no key.*gpt.*<code>OPENAI_API_KEY<\/code> is not set/s);
  });
});
