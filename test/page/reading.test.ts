import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describePage } from './browser.ts';
import { approveInSlack, card, dialog, pane } from './hands.ts';

describePage('the page of the sandbox', (visit) => {
  it('shows both chats and both books side by side on a screen of 1280 pixels', async () => {
    const page = await visit.page();
    await card(page, 'slack', 'SC-003').waitFor();

    const boxes = await Promise.all(
      (['slack', 'teams', 'procore', 'sage'] as const).map((name) => pane(page, name).boundingBox()),
    );
    const edges = boxes.map((box) => (box === null ? [] : [box.x, box.x + box.width, box.y + box.height]));

    expect(edges.flatMap(([, right = 0], index) => (right > (edges[index + 1]?.[0] ?? 1280) ? [index] : []))).toEqual(
      [],
    );
    expect(Math.max(...edges.map(([, , bottom = Infinity]) => bottom))).toBeLessThanOrEqual(800);
    expect(await wider(page)).toBe(0);
  });

  it.each([false, true])('gives every text enough contrast, dark: %s', async (dark) => {
    const page = await visit.open({ dark });
    await card(page, 'slack', 'SC-003').waitFor();

    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    const pale = await page.evaluate(
      `${readFileSync(join(import.meta.dirname, 'pale-texts.js'), 'utf8')}; paleTexts()`,
    );

    expect(Number(/\d+/.exec(String(ground))?.[0]) < 100).toBe(dark);
    expect(pale).toEqual([]);
  });

  it('can be used without a mouse: the focus stays in the dialog, and comes back when Escape closes it', async () => {
    const page = await visit.page();
    await card(page, 'slack', 'SC-002').waitFor();

    await tabTo(page, 'Approve subcontract SC-002');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    const inside: unknown[] = [];
    for (let press = 0; press < 5; press += 1) {
      await page.keyboard.press('Tab');
      // between the last and the first the browser gives the focus to its own address bar
      inside.push(await page.evaluate("document.activeElement.matches('body, dialog, dialog *')"));
    }
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    const back = await focusedName(page);
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await tabTo(page, 'Approve');
    await page.keyboard.press('Enter');
    await card(page, 'slack', 'SC-002').getByText('Synced', { exact: true }).waitFor();

    expect(outline).toBe('solid');
    expect(inside).not.toContain(false);
    expect(back).toBe('Approve subcontract SC-002');
  });

  it('reads out one sentence of a card that comes', async () => {
    const page = await visit.page();
    await card(page, 'slack', 'SC-003').waitFor();

    await visit.sandbox.create('work_order_contracts', {
      number: 'A-1',
      status: 'Approved',
      line_items: [{ amount: '5.00' }],
    });

    await pane(page, 'slack')
      .getByRole('status')
      .filter({ hasText: 'Waiting for approval: Subcontract A-1' })
      .waitFor();
  });

  it('shows one of the four at a time on a phone, and does there what it does elsewhere', async () => {
    const page = await visit.open({ width: 390, height: 844 });
    await visit.sandbox.create('work_order_contracts', {
      number: 'P-1',
      status: 'Approved',
      line_items: [{ amount: '900.00' }],
    });
    await card(page, 'slack', 'P-1').waitFor();
    const shown = (): Promise<unknown> =>
      page.evaluate(
        "[...document.querySelectorAll('.pane')].filter((pane) => pane.checkVisibility()).map(({ id }) => id)",
      );
    const first = await shown();

    await approveInSlack(page, 'P-1');
    await card(page, 'slack', 'P-1').getByText('Synced', { exact: true }).waitFor();
    await page
      .getByRole('navigation', { name: 'Systems' })
      .getByRole('button', { name: 'Sage 100 Contractor' })
      .click();
    await page.locator('[data-point="sage P-1"]').waitFor();

    expect(first).toEqual(['pane-slack']);
    expect(await shown()).toEqual(['pane-sage']);
    expect(await wider(page)).toBe(0);
  });
});

/** By how many pixels the page is wider than the screen. */
function wider(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
}

function focusedName(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent');
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    if ((await focusedName(page)) === name) return;
  }
  throw new Error(`the Tab key never comes to "${name}"`);
}
