// How a target's page is used.
import type { Page } from 'playwright-core';

/** Opens the interactive chart, and waits until it is drawn. */
export async function openChart(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /open the interactive chart/i })
    .first()
    .click();
  await page.locator('.uplot canvas').first().waitFor();
}
