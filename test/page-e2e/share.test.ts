// A private race in use: pasted, chosen as a file, opened by its link; and everything that is none.
import { describe, expect, inject, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { KINDS } from './kinds.ts';
import { HOSTILE_TEXTS } from './scene/hostile.ts';
import { privateRace } from './scene/private-race.ts';
import { usedPage } from './used-page.ts';
import { DESK, overflow, SMALL, watchedPage } from './watched-page.ts';

const siteUrl = inject('sites').fifty;
const url = new URL(KINDS.share, siteUrl).href;

const used = usedPage(siteUrl, url);

const tables = () => used.page.locator('#share-tables');

async function paste(text: string): Promise<void> {
  await used.page.locator('#share-text').fill(text);
  await used.page.locator('#share-form button[type=submit]').click();
}

describe('a private race', () => {
  it('that is pasted is ranked, and marked as not of this board', async () => {
    await paste(privateRace(['a/slow-to-start', 'b/second'], 12));
    await expect.poll(() => tables().locator('tbody tr').count()).toBe(2);
    expect(await used.page.locator('#share-self').innerText()).toMatch(/not by this board/);
    const [first] = await tables().locator('tbody tr').allInnerTexts();
    expect(first).toMatch(/^1\s/);
    expect(first).toContain('slow-to-start');
    expect(first).toMatch(/\b12\b/);
  });

  it('is shown by keyboard alone, and its link shows the same again', async () => {
    await tabTo(used.page, '#share-text');
    await used.page.keyboard.insertText(privateRace(['a/one', 'b/two', 'c/three'], 12));
    await tabTo(used.page, '#share-form button[type=submit]');
    await used.page.keyboard.press('Enter');
    await expect.poll(() => tables().locator('tbody tr').count()).toBe(3);
    const shown = await tables().innerText();
    await tabTo(used.page, '#share-copy-button');
    await used.page.keyboard.press('Enter');
    const field = used.page.locator('#share-link');
    await expect.poll(() => field.inputValue()).toContain('#race=');
    const link = await field.inputValue();

    const other = await watchedPage(used.browser, siteUrl, { viewport: DESK });
    await other.page.goto(link);
    await expect.poll(() => other.page.locator('#share-tables').innerText()).toBe(shown);
    expect(other.noticed()).toEqual([]);
    await other.context.close();
  });

  it('is taken from a file', async () => {
    const buffer = Buffer.from(privateRace(['a/one', 'b/two'], 12));
    await used.page.locator('#share-file').setInputFiles({ name: 'race.ndjson', mimeType: 'application/json', buffer });
    await expect.poll(() => tables().locator('tbody tr').count()).toBe(2);
  });

  it('with hostile names is text, and fits a small phone', async () => {
    await used.page.setViewportSize(SMALL);
    await paste(
      privateRace(
        Object.values(HOSTILE_TEXTS).map((text, place) => `p${place}/${text}`.slice(0, 120)),
        12,
      ),
    );
    await expect.poll(() => tables().locator('tbody tr').count()).toBe(Object.keys(HOSTILE_TEXTS).length);
    expect(await tables().locator('img, script, a[href^="javascript:"]').count()).toBe(0);
    expect(await overflow(used.page)).toBeNull();
  });

  it.each([
    ['nothing', '', /nothing/i],
    ['no JSON', 'hello', /line 1/],
    [
      'a mistake in its third line',
      privateRace(['a/one'], 3).replace(/("outcome":")ok(?!.*"ok")/s, '$1fine'),
      /line 3.*outcome/,
    ],
    [
      'a figure that is too large',
      privateRace(['a/one'], 1).replace(/"ttftMs":[\d.]+/, '"ttftMs":1e308'),
      /line 1.*ttftMs/,
    ],
    ['a negative time', privateRace(['a/one'], 1).replace(/"ttftMs":[\d.]+/, '"ttftMs":-1'), /line 1.*ttftMs/],
    ['a broken link', `${url}#race=not-a-race`, /./],
  ])('that is %s is refused in words', async (_, text, said) => {
    await paste(text);
    await expect.poll(() => used.page.locator('#share-problem').innerText()).toMatch(said);
    expect(await tables().locator('tr').count()).toBe(0);
  });

  it('whose link is broken is refused in words', async () => {
    await used.page.goto(`${url}#race=AAAA`);
    await expect.poll(() => used.page.locator('#share-problem').isVisible()).toBe(true);
    expect((await used.page.locator('#share-problem').innerText()).length).toBeGreaterThan(10);
  });
});
