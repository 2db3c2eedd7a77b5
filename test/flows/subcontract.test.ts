import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
beforeAll(async () => {
  bot = await botInSandbox();
}, 30_000);
afterAll(() => bot.stop());

describe('a subcontract', () => {
  it('travels from Procore through the card into Sage and back', async () => {
    const contract = await bot.approved('F-1', ['1000.00', '250.25']);
    const { message } = await bot.card('F-1', 'awaiting');

    const press = await bot.sandbox.click('clerk', message, 'Approve');
    const done = await bot.card('F-1', 'synced');

    expect(press).toMatchObject({ delivered: true, status: 200 });
    const [record, ...others] = await bot.inSage('F-1');
    expect(others).toEqual([]);
    expect(record?.lines.map(({ cents }) => cents).sort()).toEqual([100_000, 25_025].sort());
    const world = await bot.sandbox.world();
    expect(world.procore.work_order_contracts.find(({ id }) => id === contract.id)?.origin_id).toBe(record?.key);
    expect(done.message.ts).toBe(message.ts);
    expect(said(done.message)).toContain('stands in Sage as F-1');
  });

  it('repeats in the confirm what will stand in the books', async () => {
    await bot.approved('F-2', ['1000.00']);
    const { message } = await bot.card('F-2', 'awaiting');

    const press = await bot.sandbox.click('clerk', message, 'Approve');

    expect(press).toMatchObject({
      confirm: {
        text: expect.stringMatching(
          /Cedar Ridge Concrete, \$1,000\.00, job 214, as F-2 in Sage, retainage 10%.*commits/,
        ) as string,
      },
    });
  });

  it('needs two distinct people of the right roles from 50,000.00 on', async () => {
    await bot.approved('F-3', ['50000.00']);
    const { message } = await bot.card('F-3', 'awaiting');

    const clerk = await bot.sandbox.click('clerk', message, 'Approve');
    await bot.sandbox.click('controller', message, 'Approve');
    const again = await bot.sandbox.click('controller', message, 'Approve');
    await bot.atRest();
    expect(await bot.inSage('F-3')).toEqual([]);
    await bot.sandbox.click('admin', message, 'Approve');
    await bot.card('F-3', 'synced');

    expect(said(clerk.seen[0] ?? { text: '' })).toContain('Only controller or admin');
    expect(said(again.seen[0] ?? { text: '' })).toContain('one person counts once');
    expect(await bot.inSage('F-3')).toHaveLength(1);
  });

  it('tells who comes second by whom and when it was decided', async () => {
    await bot.approved('F-4', ['10.00']);
    const { message } = await bot.card('F-4', 'awaiting');
    await bot.sandbox.click('controller', message, 'Approve');

    const late = await bot.sandbox.click('clerk', message, 'Approve').catch(() => undefined);

    // the buttons may be gone already; then there is nothing to press and nothing to tell
    if (late !== undefined)
      expect(said(late.seen[0] ?? { text: '' })).toMatch(
        /Already decided: Dana Whitfield approved it in Slack on \w{3} \d+/,
      );
    await bot.card('F-4', 'synced');
    expect(await bot.inSage('F-4')).toHaveLength(1);
  });

  it('is sent back with a reason, reopened in Procore, and comes again as the next round with its difference', async () => {
    const contract = await bot.approved('F-5', ['75.00']);
    const { message } = await bot.card('F-5', 'awaiting');
    const opened = await bot.sandbox.click('controller', message, 'Send back');
    const short = await bot.sandbox.submit('controller', { reason: 'no' });
    await bot.sandbox.submit('controller', { reason: 'The amount is not what was agreed.', to: 'reopen' });
    const back = await bot.card('F-5', 'sent_back');
    const draft = await bot.until('Draft in Procore', (world) =>
      world.procore.work_order_contracts.find(({ id, status }) => id === contract.id && status === 'Draft'),
    );

    await bot.sandbox.change('work_order_contracts', contract.id, {
      status: 'Approved',
      line_items: [{ amount: '80.00' }],
      user: 'pm',
    });
    const next = await bot.card('F-5', 'awaiting', 2);

    expect(opened.modal).toBeDefined();
    expect(short).toHaveProperty('errors');
    expect(said(back.message)).toContain('The amount is not what was agreed.');
    expect(draft.status).toBe('Draft');
    expect(said(next.message)).toMatch(/75\.00.*80\.00/);
    expect(await bot.inSage('F-5')).toEqual([]);
  });

  it('shows the reason when Sage refuses, writes nothing, and goes in by Retry under the same approval', async () => {
    await bot.approved('F-6', ['60.00']);
    const { message } = await bot.card('F-6', 'awaiting');
    await bot.sandbox.arm([{ at: 'sage.books', fault: 'refuses' }]);
    await bot.sandbox.click('controller', message, 'Approve');
    const refused = await bot.card('F-6', 'refused');
    expect(said(refused.message)).toContain('14050');
    expect(await bot.inSage('F-6')).toEqual([]);

    await bot.sandbox.click('clerk', refused.message, 'Retry');
    await bot.card('F-6', 'synced');

    expect(await bot.inSage('F-6')).toHaveLength(1);
  });

  it('is blocked with the next step while its vendor is inactive in Sage, and goes on by itself', async () => {
    await bot.sandbox.changeInSage('vendors', '1001', { active: false });
    await bot.approved('F-7', ['60.00']);
    const blocked = await bot.card('F-7', 'blocked');
    expect(said(blocked.message)).toContain('inactive in Sage');
    await expect(bot.sandbox.click('controller', blocked.message, 'Approve')).rejects.toThrow('no_button');

    await bot.sandbox.changeInSage('vendors', '1001', { active: true });

    expect((await bot.card('F-7', 'awaiting')).message.ts).toBe(blocked.message.ts);
  });

  it('is withdrawn when it is taken back in Procore, and tells the one who had approved', async () => {
    const contract = await bot.approved('F-8', ['60000.00']);
    const { message } = await bot.card('F-8', 'awaiting');
    await bot.sandbox.click('controller', message, 'Approve');

    await bot.sandbox.change('work_order_contracts', contract.id, { status: 'Draft', user: 'pm' });
    await bot.card('F-8', 'withdrawn');

    await bot.until('the private word', (world) =>
      world.slack.messages.find(
        ({ text, visibleTo }) =>
          visibleTo !== undefined && /Your approval was not used. Subcontract F-8 is no longer approved/.test(text),
      ),
    );
  });

  it('refuses a number that Sage has already, whatever job it stands on', async () => {
    await bot.approved('SC-001', ['60.00']);

    const blocked = await bot.card('SC-001', 'blocked');

    expect(said(blocked.message)).toContain('numbers there count for all jobs');
  });

  it('keeps amount and vendor of a private commitment out of the channel', async () => {
    await bot.approved('F-9', ['777.00'], { private: true });

    const { message } = await bot.card('F-9', 'awaiting');

    expect(said(message)).not.toMatch(/777|Cedar/);
  });

  it('asks for every warning to be ticked, and sends what was accepted along', async () => {
    await bot.approved('F-10', ['99.00'], { executed: false });
    const { message } = await bot.card('F-10', 'awaiting');
    const unticked = await bot.sandbox.click('controller', message, 'Approve');
    expect(said(unticked.seen[0] ?? { text: '' })).toContain('Please tick what you accept');

    const label = 'Accept: contract not executed';
    await bot.sandbox.click('controller', message, label);
    await bot.sandbox.click('controller', message, 'Approve');

    await bot.card('F-10', 'synced');
  });
});
