// Head to head in use: chosen on the page or in the address; a verdict, its pairs, its chart; errors in words.
import { describe, expect, inject, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { KINDS } from './kinds.ts';
import { usedPage } from './used-page.ts';

const siteUrl = inject('sites').fifty;
const url = new URL(KINDS.compare, siteUrl).href;
const [A, B, C] = ['halyard/keeper-70b', 'northlight/keeper-70b', 'fathom/keeper-8b'];

const used = usedPage(siteUrl);

const chosen = (): string[] => new URL(used.page.url()).searchParams.getAll('t');
const result = () => used.page.locator('#result');
const box = (id: string | undefined): string => `#choices input[value="${id}"]`;
const VERDICT = /times as (fast|slow)|as fast as|too close|tie|cannot be told/i;

describe('comparing', () => {
  it('two of the address: the verdict with its interval and n, the pairs, the chart', async () => {
    await used.page.goto(`${url}?t=${A}&t=${B}`);
    await expect.poll(() => result().innerText()).toMatch(VERDICT);
    const text = await result().innerText();
    expect(text).toMatch(/95 %/);
    expect(text).toMatch(/paired/);
    expect(await result().locator('table').count()).toBeGreaterThan(0);
    expect(await result().locator('svg[role=img], canvas').count()).toBeGreaterThan(0);
  });

  it('chosen by mouse; the address keeps it, back and forward too', async () => {
    await used.page.goto(url);
    await used.page.locator(box(A)).check();
    await used.page.locator(box(B)).check();
    await expect.poll(chosen).toEqual([A, B]);
    await expect.poll(() => result().innerText()).toMatch(VERDICT);
    await used.page.locator(box(C)).check();
    await expect.poll(chosen).toEqual([A, B, C]);
    await used.page.goBack();
    await expect.poll(chosen).toEqual([A, B]);
    await expect.poll(() => used.page.locator(box(C)).isChecked()).toBe(false);
    await used.page.goForward();
    await expect.poll(() => used.page.locator(box(C)).isChecked()).toBe(true);
    await used.page.reload();
    await expect.poll(() => used.page.locator('#choices input:checked').count()).toBe(3);
  });

  it('chosen by keyboard alone', async () => {
    await used.page.goto(url);
    await used.page.locator(box(A)).waitFor();
    for (const [words, id] of [
      ['halyard 70b', A],
      ['northlight 70b', B],
    ] as const) {
      await used.page.locator('#find').focus();
      await used.page.keyboard.press('ControlOrMeta+a');
      await used.page.keyboard.type(words);
      await tabTo(used.page, box(id));
      await used.page.keyboard.press('Space');
    }
    await expect.poll(chosen).toEqual([A, B]);
    await expect.poll(() => result().innerText()).toMatch(VERDICT);
    await expect.poll(async () => (await used.page.locator('#status').textContent()) ?? '').toMatch(/./);
  });

  it('over another region and window', async () => {
    await used.page.goto(`${url}?t=${A}&t=${B}`);
    await used.page.locator('.choose-where select#region').selectOption('eu-west-1');
    await used.page.locator('.choose-where select#window').selectOption('24h');
    await expect
      .poll(() => ['region', 'window'].map((name) => new URL(used.page.url()).searchParams.get(name)))
      .toEqual(['eu-west-1', '24h']);
    await expect.poll(() => result().innerText()).toMatch(/paired rounds in 1 region/);
  });

  it('names what is unknown, as text', async () => {
    await used.page.goto(`${url}?t=${A}&t=${encodeURIComponent('<img src=x onerror=alert(1)>')}&t=${B}`);
    await expect.poll(() => result().innerText()).toContain('<img src=x onerror=alert(1)>');
    expect(await result().locator('img').count()).toBe(0);
  });

  it('says so in words where the rounds cannot be had, and tries again', async () => {
    let isBroken = true;
    await used.page.route('**/data/v1/rounds/**', (route) => (isBroken ? route.abort() : route.continue()));
    await used.page.goto(`${url}?t=${A}&t=${B}`);
    await result().getByRole('button', { name: /again/i }).waitFor();
    used.noticed(); // the browser told of the failure that was made here
    isBroken = false;
    await result().getByRole('button', { name: /again/i }).click();
    await expect.poll(() => result().innerText()).toMatch(VERDICT);
  });
});
