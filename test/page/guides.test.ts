import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInChromium } from './browser.ts';
import { approveInSlack, card, dialog, pane } from './hands.ts';

const guide = (page: Page) => page.getByRole('region', { name: 'Try it' });
const finished = (page: Page) => guide(page).getByText('Done.').waitFor();

describeInChromium('a guide on the page of the sandbox', (visit) => {
  it('leads a first visitor from the address to a posted subcontract by its own buttons', async () => {
    const page = await visit.page();

    await guide(page).getByRole('button', { name: 'Show me' }).click();
    await guide(page).getByText('press Approve on the card of SC-002').waitFor();
    await guide(page).getByRole('button', { name: 'Show me' }).click();
    await page.waitForFunction("document.activeElement.ariaLabel === 'Approve subcontract SC-002'");
    await page.keyboard.press('Enter');
    expect(await dialog(page).textContent()).toContain('Cedar Ridge Concrete, $48,500.00');
    await dialog(page).getByRole('button', { name: 'Approve' }).click();
    await finished(page);

    expect(await pane(page, 'sage').textContent()).toContain('SC-002');
    expect(await page.locator('[data-point="procore SC-002"]').textContent()).toMatch(/In Sage: \d+/);
    expect(await card(page, 'slack', 'SC-002').textContent()).toContain('Synced');
    expect((await visit.sandbox.world()).sage.writes).toBe(1);
  });

  it('loses the answer and lets one watch the bot find its record', async () => {
    const page = await visit.page();
    await guide(page).getByRole('button', { name: 'Lose the answer, watch it find its record', exact: true }).click();

    await guide(page).getByRole('button', { name: 'Enter SC-100' }).click();
    await guide(page).getByRole('button', { name: 'Lose the next answer' }).click();
    await guide(page).getByText('Press Approve on the card of SC-100').waitFor();
    const armed = await pane(page, 'sage').getByText('Armed: the next record is written').isVisible();
    await approveInSlack(page, 'SC-100');
    await finished(page);

    expect(armed).toBe(true);
    const { sage } = await visit.sandbox.world();
    expect(sage.subcontracts.filter(({ number }) => number === 'SC-100')).toHaveLength(1);
    const { seen } = await visit.sandbox.type('controller', 'history SC-100');
    expect(seen.map(({ text }) => text).join()).toMatch(/Unconfirmed[^]*Synced/);
  });

  it('bills more than is left, warns, and posts the corrected invoice with two approvals', async () => {
    const page = await visit.page();
    await guide(page).getByRole('button', { name: 'Bill more than is left', exact: true }).click();

    await guide(page).getByRole('button', { name: 'Send the invoice' }).click();
    await guide(page).getByText('The card says which line bills too much').waitFor();
    await guide(page).getByRole('button', { name: 'Show me' }).click();
    const warning = await card(page, 'slack', 'SC-001-01').textContent();
    await guide(page).getByRole('button', { name: 'Lower the line' }).click();
    await guide(page).getByText('Press Approve as Dana').waitFor();
    await approveInSlack(page, 'SC-001-01');
    await guide(page).getByRole('button', { name: 'Be Luis Ortega' }).click();
    await approveInSlack(page, 'SC-001-01');
    await finished(page);

    expect(warning).toContain('Line 2 bills $36,000.00, but $32,000.00 is left');
    const { sage } = await visit.sandbox.world();
    expect(sage.payable_invoices.map(({ number, lines }) => [number, lines.map(({ cents }) => cents)])).toEqual([
      ['SC-001-01', [3_200_000]],
    ]);
  });

  it('begins again from nothing when one starts afresh', async () => {
    const page = await visit.page();

    await page.getByRole('button', { name: 'Start afresh' }).click();
    await guide(page).getByText('Priya, the project manager, has approved subcontract SC-002').waitFor();
    await card(page, 'slack', 'SC-002')
      .getByRole('button', { name: /^Approve/ })
      .waitFor();

    expect(await pane(page, 'sage').textContent()).toContain('Countersign has written nothing here yet.');
    expect(await pane(page, 'procore').textContent()).not.toContain('SC-100');
  });
});
