import { expect, it } from 'vitest';
import { describeInChromium } from './browser.ts';
import { card, dialog, pane } from './hands.ts';

describeInChromium('the books on the page of the sandbox', (visit) => {
  it('let the project manager enter a commitment, change its amount and void it', async () => {
    const page = await visit.page();
    const procore = pane(page, 'procore');

    await procore.getByRole('button', { name: 'New' }).click();
    await dialog(page)
      .getByRole('textbox', { name: /^Amount/ })
      .fill('about 900');
    await dialog(page).getByRole('button', { name: 'Enter' }).click();
    await dialog(page).getByText('Write an amount such as 12,500.00.').waitFor();
    await dialog(page)
      .getByRole('textbox', { name: /^Amount/ })
      .fill('9,000.50');
    await dialog(page).getByRole('button', { name: 'Enter' }).click();
    await card(page, 'slack', 'SC-004').getByText('$9,000.50').first().waitFor();

    const row = page.locator('[data-point="procore SC-004"]');
    await row.getByRole('button', { expanded: false }).click();
    await row.getByRole('button', { name: 'Edit amounts' }).click();
    await dialog(page).getByRole('textbox').fill('9500');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await card(page, 'slack', 'SC-004').getByText('$9,500.00').first().waitFor();

    await row.getByRole('button', { name: 'Void' }).click();
    await card(page, 'slack', 'SC-004').getByText('Withdrawn', { exact: true }).waitFor();
  });

  it('let the accountant go offline and close a period, and show that it is so', async () => {
    const page = await visit.page();
    const sage = pane(page, 'sage');

    await sage.getByRole('switch', { name: /Sage is offline/ }).click();
    await sage.getByText('It does not answer at all.').waitFor();
    await sage.getByRole('switch', { name: /Sage is offline/ }).click();
    await sage.getByText('It answers now.').waitFor();
    await sage.getByRole('switch', { name: /^Period/ }).click();
    await sage.getByText('Closed: no invoice is posted.').waitFor();
  });

  it('let the accountant void a record that stands in Sage', async () => {
    const page = await visit.page();
    const row = page.locator('[data-point="sage SC-001"]');

    await row.getByRole('button', { expanded: false }).click();
    await row.getByRole('button', { name: 'Void' }).click();
    await row.locator('.chip-state', { hasText: 'Void' }).waitFor();

    const { sage } = await visit.sandbox.world();
    expect(sage.subcontracts.map(({ voided }) => voided)).toEqual([true]);
  });
});
