// What holds for each of the pages that are mostly text.
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DetailInput } from '../../lib/board/detail/detail-input.ts';
import { dataPage } from '../../lib/board/html/data-page.ts';
import { incidentsPage } from '../../lib/board/html/incidents-page.ts';
import { methodPage } from '../../lib/board/html/method-page.ts';
import { incidentsOf } from '../../lib/board/incident.ts';
import { SIMULATION_NOTE } from '../../lib/board/labels.ts';
import { badgePath, PAGES, roundsPath, seriesPath } from '../../lib/board/paths.ts';
import { pageFolders } from '../../lib/board/sitemap.ts';
import { CHAT, targetOf } from './board-input.ts';
import { instrumentOf, proseInput, viewsOf } from './prose-input.ts';
import { overEvent, toldEvent } from './told-events.ts';

const PAGES_OF: Readonly<Record<string, (input: DetailInput) => string>> = {
  method: methodPage,
  data: dataPage,
  incidents: ({ site, header, board }) => incidentsPage(site, header, board.incidents),
};

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '</title></main><h1>gone',
  `${'نموذج '.repeat(10)}${'模型'.repeat(20)}🏁`,
];
const UNPRINTABLE = 'x\u001b[31mred\u0007\u202etfel\u0000';

/** @param slug for what the config only takes as plain words (lib/config/scalars.ts) */
function hostileInput(text: string, slug = text): DetailInput {
  const id = `a/${text}`;
  const changed = [{ what: 'model' as const, before: text, after: null }];
  return proseInput({
    board: {
      name: text,
      regions: [slug, 'eu-west-1'],
      workloads: [{ ...CHAT, name: slug, prompts: [text, `${text}\n${text}`] }],
      targets: [targetOf(id, { providerLabel: text })],
      views: viewsOf({ [id]: 5 }, ['all', slug]).map((view) => ({ ...view, workload: slug })),
      incidents: incidentsOf([
        toldEvent({ workload: slug, region: slug, target: id, changed }),
        overEvent({ workload: slug, region: slug, target: null, kind: 'region-slower' }),
      ]),
    },
    header: { runId: slug },
    recent: { instrument: [instrumentOf(slug, { workload: slug })] },
    page: { dataLicence: slug },
  });
}

/** Every file that is published beside the pages. */
function filesOf({ site: { index, paths }, board, recent }: DetailInput): ReadonlySet<string> {
  return new Set([
    'favicon.svg',
    'feed.xml',
    'data/v1/board.json',
    'data/v1/incidents.json',
    ...Object.values(paths),
    ...Object.keys(board.assets.schemas).map((name) => `data/v1/schema/${name}`),
    ...index.views.flatMap(({ json, csv }) => [json, csv]),
    ...board.targets.flatMap(({ id }) => [seriesPath(id), roundsPath(id), badgePath(id, 'svg'), badgePath(id, 'json')]),
    ...recent.sampleFiles.flatMap(({ csvPath, parquetPath }) =>
      parquetPath === null ? [csvPath] : [csvPath, parquetPath],
    ),
  ]);
}

describe.each(Object.entries(PAGES_OF))('the page %s', (name, pageOf) => {
  it.each(HOSTILE)('shows %j as text wherever it stands', (text) => {
    const page = pageOf(hostileInput(text));

    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|<h1>gone|href="javascript:|<[^>]*"\s+on\w+=/);
    expect(page.match(/<\/title>/g)).toHaveLength(1);
  });

  it('shows no control character and no terminal escape', () => {
    const page = pageOf(hostileInput(UNPRINTABLE, 'plain'));
    const controls = Array.from(page).filter((letter) => letter !== '\n' && /\p{Cc}|\p{Bidi_Control}/u.test(letter));
    expect(controls).toEqual([]);
  });

  it('has no inline script, style or event handler, as its policy demands', () => {
    expect(pageOf(proseInput())).not.toMatch(/<style|\sstyle=|<script>|<[^>]*\son\w+=/);
  });

  it('has every id once, and only links that lead to something', () => {
    const input = proseInput({ siteUrl: 'https://board.example.test/' });
    const page = pageOf(input);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const folders = new Set(pageFolders(input));
    const files = filesOf(input);

    expect(new Set(ids).size).toBe(ids.length);
    for (const [, path = '', fragment] of page.matchAll(/href="([^"#]*)(?:#([^"]+))?"/g)) {
      if (path.includes(':')) continue;
      if (path === '') expect(ids, fragment).toContain(fragment);
      else {
        const place = posix.join(PAGES[name as keyof typeof PAGES], path).replace(/^\.\/?/, '');
        expect(folders.has(place) || files.has(place), `${path} -> ${place}`).toBe(true);
      }
    }
  });

  it('says that figures are simulated, in its banner and its description, and only then', () => {
    const page = pageOf(proseInput({ header: { simulation: true } }));

    expect(page).toContain(`<p class="banner">${SIMULATION_NOTE}</p>`);
    expect(page).toContain(`<meta name="description" content="${SIMULATION_NOTE}`);
    expect(pageOf(proseInput())).not.toContain(SIMULATION_NOTE);
  });

  it('tells its age, and marks itself as where the reader is', () => {
    const page = pageOf(proseInput());

    expect(page).toContain('datetime="2026-11-22T03:15:00Z" data-stale-after-s="7200"');
    expect(page).toContain(`<a href="../${PAGES[name as keyof typeof PAGES]}" aria-current="page">`);
  });

  it('is whole without a round, a target or an incident', () => {
    const none = { targets: [], views: [], incidents: [] };
    const page = pageOf(proseInput({ board: none, recent: { instrument: [], sampleFiles: [] } }));

    expect(page).toContain('</html>');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});
