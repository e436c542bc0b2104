// The leaderboard in use, by mouse and by keyboard alone: sorting, filtering, choosing, going elsewhere; the address keeps all.
import { describe, expect, inject, it } from 'vitest';
import { hasFocus, tabTo } from './keyboard.ts';
import { usedPage } from './used-page.ts';

const siteUrl = inject('sites').fifty;

const used = usedPage(siteUrl, siteUrl);

const search = (): URLSearchParams => new URL(used.page.url()).searchParams;
const said = async (): Promise<string> => (await used.page.locator('#status').textContent()) ?? '';
const head = (column: string): string => `#board th[data-sort="${column}"] button.head`;
const shownRows = (): Promise<string[]> => used.page.locator('#board tbody tr:visible .model').allInnerTexts();

/** What a column shows from top to bottom, or is sorted by; `null` = no figure. */
function valuesOf(column: string): Promise<(number | null)[]> {
  return used.page.evaluate((name) => {
    const heads = [...document.querySelectorAll('#board thead th')];
    const index = heads.findIndex((each) => each.getAttribute('data-sort') === name);
    return [...document.querySelectorAll<HTMLTableRowElement>('#board tbody tr')].map((row) => {
      const cell = row.cells[index];
      const shown = cell?.firstChild?.nodeType === Node.TEXT_NODE ? cell.firstChild.textContent : '';
      const value = cell?.dataset.v ?? shown?.trim().replaceAll(',', '') ?? '';
      return value === '' ? null : Number(value);
    });
  }, column);
}

function expectSorted(values: readonly (number | null)[], descending: boolean): void {
  const known = values.filter((value) => value !== null);
  expect(values.slice(0, known.length)).toEqual(known);
  expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
  expect(new Set(known).size).toBeGreaterThan(10);
}

const ways = [
  ['mouse', (selector: string) => used.page.locator(selector).first().click()],
  [
    'keyboard',
    async (selector: string) => {
      if (!(await hasFocus(used.page, selector))) await tabTo(used.page, selector);
      await used.page.keyboard.press('Enter');
    },
  ],
] as const;

describe('sorting', () => {
  it.each(ways)('by %s: best first, worst first, back to the rank', async (_, press) => {
    const ranked = await shownRows();
    await press(head('p95'));
    await expect.poll(() => search().get('sort')).toBe('p95');
    expectSorted(await valuesOf('p95'), false);
    expect(await used.page.locator('#board th[aria-sort]').count()).toBe(1);
    expect(await used.page.locator('#board th[data-sort="p95"]').getAttribute('aria-sort')).toBe('ascending');
    expect(await said()).toBe('Sorted by TTFT p95, lowest first');

    await press(head('p95'));
    await expect.poll(() => search().get('sort')).toBe('-p95');
    expectSorted(await valuesOf('p95'), true);

    await press(head('p95'));
    await expect.poll(() => search().get('sort')).toBeNull();
    expect(await shownRows()).toEqual(ranked);
    expect(await said()).toBe('Sorted by rank');
  });

  it('puts the highest first where higher is better', async () => {
    await used.page.locator(head('output')).click();
    await expect.poll(() => search().get('sort')).toBe('-output');
    expectSorted(await valuesOf('output'), true);
  });

  it('survives a reload, and goes back and forth with the history', async () => {
    await used.page.locator(head('p95')).click();
    await used.page.locator(head('n')).click();
    await used.page.reload();
    expect(await used.page.locator('#board th[aria-sort]').getAttribute('data-sort')).toBe('n');
    await used.page.goBack();
    await expect.poll(() => used.page.locator('#board th[aria-sort]').getAttribute('data-sort')).toBe('p95');
    expectSorted(await valuesOf('p95'), false);
    await used.page.goForward();
    await expect.poll(() => used.page.locator('#board th[aria-sort]').getAttribute('data-sort')).toBe('n');
  });
});

describe('filtering', () => {
  it('goes to the field by /, finds all words in any order, and forgets them by Escape', async () => {
    const all = await shownRows();
    await used.page.keyboard.press('/');
    expect(await hasFocus(used.page, 'input[type=search][name=q]')).toBe(true);
    await used.page.keyboard.type('70B halyard');
    expect(await shownRows()).toEqual(['keeper-70b']);
    await expect.poll(() => search().get('q')).toBe('70B halyard');
    expect(await said()).toMatch(/^1 of 50 rows/);
    await used.page.keyboard.press('Escape');
    expect(await shownRows()).toEqual(all);
    await expect.poll(() => search().get('q')).toBeNull();
  });

  it('types a slash where one is wanted', async () => {
    await used.page.keyboard.press('/');
    await used.page.keyboard.type('halyard/keeper-70b');
    expect(await used.page.locator('input[name=q]').inputValue()).toBe('halyard/keeper-70b');
    expect(await shownRows()).toEqual(['keeper-70b']);
  });

  it('says so where nothing is left, and survives a reload', async () => {
    await used.page.locator('input[name=q]').fill('<script>alert(1)</script>');
    expect(await shownRows()).toEqual([]);
    await used.page.reload();
    expect(await shownRows()).toEqual([]);
    expect(await used.page.locator('output[name=shown]').innerText()).toMatch(/^0 of 50 rows/);
    await used.page.locator('form.filter button[type=reset]').click();
    expect((await shownRows()).length).toBe(50);
  });

  it('keeps to one provider and one model, by mouse', async () => {
    await used.page.locator('select[name=p]').selectOption('Halyard');
    expect((await shownRows()).length).toBe(5);
    await used.page.locator('select[name=m]').selectOption('keeper-8b');
    expect(await shownRows()).toEqual(['keeper-8b']);
    await expect.poll(() => [search().get('p'), search().get('m')]).toEqual(['Halyard', 'keeper-8b']);
    await used.page.locator('select[name=p]').selectOption('');
    expect(await shownRows()).toEqual(Array(10).fill('keeper-8b'));
  });

  it('keeps to one provider, by keyboard', async () => {
    await tabTo(used.page, 'select[name=p]');
    await used.page.keyboard.type('Qua');
    await expect.poll(() => search().get('p')).toBe('Quayside');
    expect((await shownRows()).length).toBe(5);
  });

  it('works together with sorting and choosing, and is taken along to other views', async () => {
    await used.page.locator('input[name=q]').fill('keeper');
    await used.page.locator(head('p95')).click();
    await used.page.locator('#board tbody tr:visible input[name=cmp]').first().check();
    const kept = [search().get('q'), search().get('sort'), search().get('cmp')];
    expect(kept).toEqual(['keeper', 'p95', expect.stringContaining('keeper')]);
    await used.page.locator('nav[aria-label=Window] a', { hasText: '24h' }).click();
    await used.page.waitForURL(/\/24h\//);
    await expect.poll(() => [search().get('q'), search().get('sort'), search().get('cmp')]).toEqual(kept);
    expect((await shownRows()).length).toBe(20);
    expectSorted((await valuesOf('p95')).slice(0, 50), false);
  });
});

describe('choosing rows to compare', () => {
  const boxes = () => used.page.locator('#board input[name=cmp]');

  it('leads from two to their comparison, by mouse', async () => {
    await boxes().nth(0).check();
    await boxes().nth(3).check();
    const ids = await Promise.all([0, 3].map((place) => boxes().nth(place).inputValue()));
    await expect.poll(() => search().get('cmp')).toBe(ids.join(','));
    await used.page.locator('section.choosing a').click();
    await used.page.waitForURL(/\/compare\//);
    await expect.poll(() => search().getAll('t')).toEqual(ids);
    await used.page.goBack();
    await expect.poll(() => boxes().nth(3).isChecked()).toBe(true);
  });

  it('leads from two to their comparison, by keyboard', async () => {
    await tabTo(used.page, '#board input[name=cmp]');
    await used.page.keyboard.press('Space');
    await tabTo(used.page, '#board input[name=cmp]');
    await used.page.keyboard.press('Space');
    expect(await said()).toMatch(/^2 of 4 chosen/);
    await tabTo(used.page, 'section.choosing a');
    await used.page.keyboard.press('Enter');
    await used.page.waitForURL(/\/compare\/\?.*t=/);
  });

  it('takes four, and says why no fifth; a reload keeps them; Clear forgets them', async () => {
    for (const place of [0, 1, 2, 3]) await boxes().nth(place).check();
    await boxes().nth(4).click();
    expect(await boxes().nth(4).isChecked()).toBe(false);
    expect(await said()).toContain('remove one first');
    await used.page.reload();
    expect(await used.page.locator('#board input[name=cmp]:checked').count()).toBe(4);
    await used.page.locator('section.choosing button').click();
    expect(await used.page.locator('#board input[name=cmp]:checked').count()).toBe(0);
    await expect.poll(() => search().get('cmp')).toBeNull();
  });

  it('moves nothing when the bar comes', async () => {
    const before = await used.page.locator('#board').boundingBox();
    await boxes().nth(0).check();
    expect(await used.page.locator('section.choosing').isVisible()).toBe(true);
    expect(await used.page.locator('#board').boundingBox()).toEqual(before);
  });
});

describe('ways to elsewhere', () => {
  it.each(ways)('to a region, a window and a target, by %s', async (_, press) => {
    await press('nav[aria-label=Region] a[href*="eu-west-1"]');
    await used.page.waitForURL(/\/eu-west-1\/7d\//);
    expect(await used.page.locator('nav[aria-label=Region] a[aria-current=page]').innerText()).toBe('eu-west-1');
    await press('nav[aria-label=Window] a[href*="/30d/"]');
    await used.page.waitForURL(/\/eu-west-1\/30d\//);
    await press('#board tbody a.model');
    await used.page.waitForURL(/\/t\/[^/]+\/[^/]+\/$/);
  });

  it('to a further workload', async () => {
    await used.page.goto(inject('sites').workloads);
    used.noticed(); // it is another site
    await used.page.locator('nav[aria-label=Workload] a', { hasText: 'long-context' }).click();
    await used.page.waitForURL(/\/long-context\/all\/7d\//);
    used.noticed();
  });

  it('to the content, past the head, by the first Tab', async () => {
    await used.page.keyboard.press('Tab');
    expect(await hasFocus(used.page, 'a.skip')).toBe(true);
    await used.page.keyboard.press('Enter');
    expect(await hasFocus(used.page, '#main')).toBe(true);
  });

  it('opens and closes what is folded, by keyboard', async () => {
    const details = used.page.locator('main details').first();
    await details.locator('summary').focus();
    await used.page.keyboard.press('Enter');
    expect(await details.getAttribute('open')).not.toBeNull();
    await used.page.keyboard.press('Enter');
    expect(await details.getAttribute('open')).toBeNull();
  });

  it('scrolls the table by keyboard on a phone', async () => {
    await used.page.setViewportSize({ width: 390, height: 844 });
    await tabTo(used.page, '.scroll');
    for (let step = 0; step < 5; step++) await used.page.keyboard.press('ArrowRight');
    await expect
      .poll(() =>
        used.page
          .locator('.scroll')
          .first()
          .evaluate((area) => area.scrollLeft),
      )
      .toBeGreaterThan(0);
  });
});

describe('what is too old', () => {
  it('is said, with its age', async () => {
    await used.page.goto(inject('sites').stale);
    used.noticed(); // it is another site
    expect(await used.page.locator('#stale').isVisible()).toBe(true);
    expect(await used.page.locator('.age').first().innerText()).toMatch(/9 days ago/);
    await used.page.goto(siteUrl);
    expect(await used.page.locator('#stale').isVisible()).toBe(false);
    used.noticed();
  });
});
