import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { describePage } from './browser.ts';
import { approveInSlack, become, card, dialog, pane } from './hands.ts';

const guide = (page: Page) => page.getByRole('region', { name: 'Try it' });
const finished = (page: Page) => guide(page).getByText('Done.').waitFor();

describePage('on the page of the sandbox', (visit) => {
  describe('a guide', () => {
    it('leads a first visitor from the address to a posted subcontract by its own buttons', async () => {
      const page = await visit.page();

      await guide(page).getByRole('button', { name: 'Show me' }).click();
      await guide(page).getByText('press Approve on the card of SC-002').waitFor();
      await guide(page).getByRole('button', { name: 'Show me' }).click();
      await card(page, 'slack', 'SC-002')
        .getByRole('button', { name: /^Approve/ })
        .and(page.locator(':focus'))
        .waitFor();
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

  describe('the Teams channel', () => {
    it('brings a first visitor to a posted subcontract, and Slack shows it too', async () => {
      const page = await visit.page();
      const inTeams = card(page, 'teams', 'SC-002');
      await become(page, 'Dana Whitfield');
      await inTeams.waitFor();

      await inTeams.getByRole('button', { name: 'Approve', exact: true }).first().click();
      await inTeams.getByText('Approve subcontract SC-002?').waitFor();
      await inTeams.getByRole('button', { name: 'Approve', exact: true }).last().click();
      await card(page, 'slack', 'SC-002').getByText('Synced', { exact: true }).waitFor();
      await inTeams.getByText('Synced', { exact: true }).waitFor();
      await page.getByRole('region', { name: 'Try it' }).getByText('Done.').waitFor();

      expect(await pane(page, 'sage').textContent()).toContain('SC-002');
      expect((await visit.sandbox.world()).sage.writes).toBe(1);
      expect(await card(page, 'slack', 'SC-002').textContent()).toContain('Dana Whitfield (controller) agreed on');
    });

    it('asks for the reason inside the card, and sends nothing without it', async () => {
      const page = await visit.page();
      const inTeams = card(page, 'teams', 'SC-003');

      await inTeams.getByRole('button', { name: 'Send back', exact: true }).first().click();
      await inTeams.getByRole('button', { name: 'Send back', exact: true }).last().click();
      await inTeams.getByText('Please fill this in.').waitFor();
      await inTeams.getByRole('textbox').fill('Line 2 belongs to another cost code.');
      await inTeams.getByRole('button', { name: 'Send back', exact: true }).last().click();
      await inTeams.getByText('Sent back', { exact: true }).waitFor();

      expect(await inTeams.textContent()).toContain('Line 2 belongs to another cost code.');
    });

    it('answers in the own chat of the person who asked, and shows that to nobody else', async () => {
      const page = await visit.page();
      const teams = pane(page, 'teams');
      await become(page, 'Alex Stone');

      await teams.getByRole('textbox', { name: 'Type a command in Teams' }).fill('/sage queue');
      await page.keyboard.press('Enter');
      const forAlex = teams.getByText('Your own chat with Countersign, Alex Stone').locator('..');
      await forAlex.waitFor();
      const answer = await forAlex.textContent();
      await become(page, 'Dana Whitfield');
      await forAlex.waitFor({ state: 'detached' });
      const forDana = await teams.locator('.message.private').allTextContents();

      expect(answer).toContain('The bot does not know you, so you have no rights here.');
      expect(forDana.filter((text) => text.includes('does not know you'))).toEqual([]);
      expect(await teams.getByText('@Countersign sage queue').count()).toBe(1);
    });
  });
});
