// A reader who has no pointer.
import type { Page } from 'playwright-core';

const MOST_STEPS = 400;

/** Presses Tab until what has the focus matches. @throws if it is never reached */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, selector)) return;
  }
  throw new Error(`${selector} is not reached by ${MOST_STEPS} presses of Tab.`);
}

export function hasFocus(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
}
