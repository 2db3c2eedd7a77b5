import { describe, expect, it } from 'vitest';
import { describePage } from './browser.ts';
import { become, card, dialog, pane } from './hands.ts';

describePage('on the page of the sandbox', (visit) => {
  describe('the chats', () => {
    it('send a record back with the reason that is asked for in the modal', async () => {
      const page = await visit.page();

      await card(page, 'slack', 'SC-003')
        .getByRole('button', { name: /^Send back/ })
        .click();
      await dialog(page).getByRole('button', { name: 'Send back' }).click();
      await dialog(page).getByText('Please complete this required field.').waitFor();
      await dialog(page).locator('textarea[aria-invalid=true]:focus').waitFor();
      await page.keyboard.type('Line 2 belongs to another cost code.');
      await dialog(page).getByRole('button', { name: 'Send back' }).click();
      await card(page, 'slack', 'SC-003').getByText('Sent back', { exact: true }).waitFor();

      expect(await dialog(page).count()).toBe(0);
      expect(await card(page, 'slack', 'SC-003').textContent()).toContain('Line 2 belongs to another cost code.');
    });

    it('take a press of the one as the whole: a modal that is left with Escape sends nothing', async () => {
      const page = await visit.page();
      const sendBack = card(page, 'slack', 'SC-002').getByRole('button', { name: /^Send back/ });

      await sendBack.click();
      await dialog(page).getByRole('textbox', { name: 'Reason' }).fill('Never mind.');
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });

      expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Send back subcontract SC-002');
      expect(await card(page, 'slack', 'SC-002').textContent()).toContain('Waiting for approval');
    });

    it('answer the controller and the outsider each for themselves, and show it to nobody else', async () => {
      const page = await visit.page();
      const slack = pane(page, 'slack');
      await become(page, 'Dana Whitfield');
      const line = slack.getByRole('textbox', { name: 'Type a command in Slack' });

      await line.fill('/sage queue');
      await page.keyboard.press('Enter');
      const forDana = slack.getByText('Only visible to you, Dana Whitfield').locator('..');
      await forDana.waitFor();
      const queue = await forDana.textContent();

      await become(page, 'Alex Stone');
      await forDana.waitFor({ state: 'detached' });
      const before = await slack.locator('.message.private').count();
      await slack.getByRole('button', { name: 'queue' }).click();
      const forAlex = slack.getByText('Only visible to you, Alex Stone').locator('..');
      await forAlex.waitFor();

      expect(queue).toContain('SC-002');
      expect(before).toBe(0);
      expect(await forAlex.textContent()).toContain('The bot does not know you, so you have no rights here.');
    });

    it('refuse the author of a record, to her alone', async () => {
      const page = await visit.page();
      await become(page, 'Priya Raman');

      await card(page, 'slack', 'SC-002')
        .getByRole('button', { name: /^Approve/ })
        .click();
      await dialog(page).getByRole('button', { name: 'Approve' }).click();
      const forPriya = pane(page, 'slack').getByText('Only visible to you, Priya Raman').locator('..').last();
      await forPriya.waitFor();

      expect(await forPriya.textContent()).toContain('You are not authorised to do this, and nothing was recorded.');
      expect((await visit.sandbox.world()).sage.writes).toBe(0);
    });

    it('tick the warning that an approver accepts, for the one who ticks', async () => {
      const page = await visit.page();
      await become(page, 'Dana Whitfield');
      await visit.sandbox.bill({ status: 'approved', line_items: [{ amount: '0.00' }, { amount: '36000.00' }] });
      const tick = card(page, 'slack', 'SC-001-01').getByRole('checkbox');

      await tick.click();
      await card(page, 'slack', 'SC-001-01').locator(':checked').waitFor();
      await become(page, 'Luis Ortega');

      expect(await tick.isChecked()).toBe(false);
    });
  });

  describe('the books', () => {
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
});
