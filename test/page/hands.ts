import type { Locator, Page } from 'playwright-core';
import type { PaneName } from '../../adapters/sandbox/page/client/pane-name.ts';

/** What a visitor does again and again. */

export function pane(page: Page, name: PaneName): Locator {
  return page.locator(`#pane-${name}`);
}

/** The card of a record in a chat. */
export function card(page: Page, chat: 'slack' | 'teams', number: string): Locator {
  return page.locator(`[data-point="${chat} ${number}"]`);
}

export function dialog(page: Page): Locator {
  return page.getByRole('dialog');
}

/** Presses Approve on a card in Slack and confirms. */
export async function approveInSlack(page: Page, number: string): Promise<void> {
  await card(page, 'slack', number)
    .getByRole('button', { name: /^Approve/ })
    .click();
  await dialog(page).getByRole('button', { name: 'Approve' }).click();
}

export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name }).check({ force: true });
}
