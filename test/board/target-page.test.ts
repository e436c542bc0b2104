import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TargetDetail } from '../../lib/board/detail/detail-input.ts';
import { shellWord } from '../../lib/board/html/target/shell-word.ts';
import { targetPage } from '../../lib/board/html/target-page.ts';
import { SIMULATION_NOTE } from '../../lib/board/labels.ts';
import { badgePath, roundsPath, seriesPath, targetFolder } from '../../lib/board/paths.ts';
import { CHAT } from './board-input.ts';
import { sampleOf, TARGET_ID, targetDetail } from './target-fixture.ts';

const usual = targetDetail();
const page = targetPage(usual);

function sectionOf(text: string, id: string): string {
  return new RegExp(`<section class="part" id="${id}".*?</section>`, 's').exec(text)?.[0] ?? '';
}

/** What a reader reads: without tags. */
function wordsOf(text: string): string {
  return text
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ');
}

function withRecent(detail: TargetDetail, change: Partial<TargetDetail['input']['recent']>): TargetDetail {
  return { ...detail, input: { ...detail.input, recent: { ...detail.input.recent, ...change } } };
}

describe('the page of a target', () => {
  it('answers first: rank, median with interval and n, failures with n', () => {
    expect(wordsOf(/<p class="answer">.*?<\/p>/s.exec(page)?.[0] ?? '')).toMatch(
      /All regions, last 7 days: ranks? \d(–\d)? of 3 by time to first token; median \d+ ms \(95 % interval \d+–\d+, n [\d,]+\); [\d.]+ % failed \(n [\d,]+\)\./,
    );
  });

  it.each([
    ['figures', ['us-east-1', '30d', 'Coverage', '98.8']],
    ['history', ['us-east-1', 'n 8,603 attempts', 'is slower than usual from us-east-1 and eu-west-1', 'Turbo-FP8']],
    ['failures', ['overloaded', 'the provider’s', 'rate-limited', 'ours', 'n, attempts']],
    ['distribution', ['p95', 'Timed out', 'ap-northeast-1']],
    ['hours', ['00:00', 'UTC', 'lowest median']],
    ['phases', ['DNS', 'TLS', 'First token', 'n 287']],
    ['request', ['POST https://api.together.xyz', 'Bearer $TOGETHER_API_KEY', '[nonce]', '--rounds 20']],
    ['samples', ['overloaded 529', 'void: loop-late', 'req_', 'tokens/s']],
    ['downloads', ['2026-11-21', 'Parquet', '2026-11-22 (so far)']],
    ['badge', ['[![Time to first token](https://board.example.com/']],
  ])('tells of its %s', (id, words) => {
    const section = sectionOf(page, id);
    for (const word of words) expect(wordsOf(section) + section).toContain(word);
  });

  it('links its data and its badge', () => {
    for (const path of [seriesPath(TARGET_ID), roundsPath(TARGET_ID), 'data/']) {
      expect(page).toContain(`href="../../../${path}"`);
    }
    expect(page).toContain(`src="../../../${badgePath(TARGET_ID, 'svg')}"`);
  });

  it('keeps the counts of the failures: classes of a region add up to what failed in its view', () => {
    const row = usual.input.views
      .find(({ region, window }) => region === 'us-east-1' && window === '7d')!
      .rows.find(({ target }) => target === TARGET_ID)!;
    const cells = [...sectionOf(page, 'failures').matchAll(/<tr>.*?<\/tr>/gs)]
      .map(([text]) => [...text.matchAll(/<td[^>]*>([\d,]+)<\/td>/g)].map(([, n]) => Number(n?.replaceAll(',', ''))))
      .filter((counts) => counts.length === 4);
    const sum = cells.reduce((total, counts) => total + (counts[1] ?? 0), 0);
    expect(sum).toBe(row.n - row.ok);
  });

  it('has ids that are there once, and labels that lead to one', () => {
    const both = targetPage(targetDetail({ workloads: [CHAT, { ...CHAT, name: 'long-context' }] }));
    const ids = [...both.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const uses = [...both.matchAll(/aria-labelledby="([^"]+)"|href="#([^"]+)"|url\(#([^)]+)\)/g)].flatMap(
      ([, label, href, fill]) => label?.split(' ') ?? [href ?? fill],
    );
    expect(uses.filter((id) => !ids.includes(id))).toEqual([]);
    expect(wordsOf(both)).toContain('Workload long-context');
  });

  it('acts by no attribute and brings no style of its own: the policy allows neither', () => {
    expect(page).not.toMatch(/<[^>]*\sstyle=|<style|<[^>]*\son[a-z]+=/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it('is light: 45 KB compressed for three regions and 30 days', () => {
    expect(gzipSync(page, { level: 9 }).length).toBeLessThan(45_000);
    const coordinates = [...page.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d).join(' ');
    expect(coordinates).not.toMatch(/\.\d\d/);
  });

  it('says that a simulation is one, in head, description and banner', () => {
    const simulated = targetPage(targetDetail({ target: { simulated: true } }));
    expect(simulated.split(SIMULATION_NOTE)).toHaveLength(4);
    expect(page).not.toContain(SIMULATION_NOTE);
  });

  it('writes no snippet that would not work', () => {
    const somewhere = targetPage(targetDetail({ siteUrl: null }));
    expect(sectionOf(somewhere, 'badge')).not.toContain('[![');
    expect(somewhere).toContain('page.url');
  });
});

describe('a page with little to tell', () => {
  it('says so, section by section, without a single sample', () => {
    const empty = targetPage(withRecent(targetDetail({ past: { days: 0 } }), { series: [], sampleFiles: [] }));
    expect(wordsOf(empty)).toContain('All regions, last 7 days: no sample yet.');
    expect(wordsOf(sectionOf(empty, 'history'))).toContain('No sample of the last 30 days.');
    expect(wordsOf(sectionOf(empty, 'failures'))).toContain('No attempt in the last 30 days.');
    expect(wordsOf(sectionOf(empty, 'samples'))).toContain('No sample in the last 24 hours.');
    expect(empty).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('says so where every attempt failed', () => {
    const failed = targetPage(targetDetail({ past: { days: 2, failing: 1 } }));
    expect(wordsOf(failed)).toMatch(/not ranked .*; 0 measurements, too few for a median; 100 % failed|timed out/);
    expect(failed).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('shows one region alone', () => {
    const one = targetPage(targetDetail({ regions: ['us-east-1'] }));
    expect(wordsOf(one)).toContain('US East, Virginia, last 7 days: rank');
    expect(sectionOf(one, 'figures')).not.toContain('All regions');
  });

  it('leaves out regions that the target is not raced from', () => {
    const model = { 'us-east-1': 'a', 'eu-west-1': 'b' };
    const detail = targetDetail({ target: { model } });
    const text = targetPage({ ...detail, series: detail.series.filter(({ region }) => region in model) });
    expect(sectionOf(text, 'figures')).not.toContain('ap-northeast-1');
    expect(wordsOf(text)).toContain('asks for a from us-east-1');
  });
});

describe('names from outside', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    'javascript:alert(1)',
    '</title></table></section><h1>gone',
    '{{7*7}}&lt;b&gt;',
  ];

  it.each(HOSTILE)('stay text: %s', (hostile) => {
    const detail = targetDetail({
      target: { id: `a/${hostile}`, providerLabel: hostile, model: hostile, serviceTier: hostile },
      workloads: [{ ...CHAT, name: hostile }],
      regions: [hostile, 'eu-west-1'],
      past: { days: 2 },
      header: { runId: hostile },
    });
    const key = { workload: hostile, region: hostile, target: `a/${hostile}` };
    const series = detail.input.recent.series.map((one) => ({
      ...one,
      newest: [sampleOf(key, 0, () => 0.5, { requestId: hostile, servedModel: hostile })],
      identities: [...one.identities, { sinceMs: Date.UTC(2026, 10, 21), servedModel: hostile }],
    }));
    const requests = detail.input.requests.map((request) => ({
      ...request,
      ...{ url: hostile, body: hostile, headers: { [hostile]: hostile } },
    }));
    const input = { ...detail.input, requests, recent: { ...detail.input.recent, series } };
    const text = targetPage({ ...detail, input });

    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text.match(/<\/title>/g)).toHaveLength(1);
    expect(text.match(/<h1/g)).toHaveLength(1);
    expect(text).not.toMatch(/<img(?! src="\.\.\/\.\.\/)|href="javascript:|<[^>]*"\s+on\w+=/);
    expect(targetFolder(detail.target.id)).toMatch(/^[\w~./-]+$/);
  });

  it('are one word of the command, whatever they hold', () => {
    expect(shellWord('together/llama-3.3-70b')).toBe('together/llama-3.3-70b');
    expect(shellWord('a; rm -rf ~')).toBe("'a; rm -rf ~'");
    expect(shellWord("it's $(x)")).toBe("'it'\\''s $(x)'");
    expect(shellWord('--config=x')).toBe("'--config=x'");
    expect(shellWord('a\nb')).toBe('ab');
    expect(shellWord('')).toBe("''");
  });
});
