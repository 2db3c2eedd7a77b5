import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
beforeAll(async () => {
  bot = await botInSandbox();
}, 30_000);
afterAll(() => bot.stop());

/** Trouble with the write after which the record must stand in Sage once, without anybody's help. */
const once = [
  { at: 'sage.operations', fault: 'refuseConnection' },
  { at: 'sage.operations', fault: 'busy' },
  { at: 'sage.operations', fault: 'noLicence' },
  { at: 'sage.operations', fault: 'tooMany' },
  { at: 'sage.operations', fault: 'dropBeforeCommit' },
  { at: 'sage.operations', fault: 'dropAfterCommit' },
  { at: 'sage.operations', fault: 'hang' },
  { at: 'sage.operations', fault: 'garbage' },
  { at: 'sage.operations', fault: 'html' },
  { at: 'sage.operations', fault: 'halfBody' },
  { at: 'sage.operations', fault: 'lateCommit' },
  { at: 'sage.operations', fault: 'forgets' },
  { at: 'sage.operation-state', fault: 'offline' },
  { at: 'sage.operation-state', fault: 'garbage' },
  { at: 'sage.books', fault: 'failCloseSaved' },
  { at: 'sage.reads', fault: 'busy' },
  { at: 'sage.preview', fault: 'offline' },
  { at: 'procore.reads', fault: 'unavailable503' },
  { at: 'procore.reads', fault: 'garbage' },
  { at: 'procore.writes', fault: 'unavailable503' },
  { at: 'procore.writes', fault: 'resetAfterCommit' },
  { at: 'slack.chat.update', fault: 'dropAfterCommit' },
  { at: 'slack.chat.update', fault: 'rateLimited' },
] as const;

describe('a record that was approved', () => {
  it.each(once)('F2: stands in Sage once when $at has the trouble "$fault"', async ({ at, fault }) => {
    const number = `L-${at}-${fault}`.replace(/[^A-Za-z0-9-]/g, '').slice(-20);
    await bot.approved(number, ['12.34']);
    const { message } = await bot.card(number, 'awaiting');
    await bot.sandbox.arm([{ at, fault }]);

    await bot.sandbox.click('controller', message, 'Approve');
    await bot.card(number, 'synced');
    await bot.atRest();

    expect(await bot.inSage(number)).toHaveLength(1);
  });

  it.each(['unknown', 'unknownUnwritten'])('F2: is never written twice when the journal says "%s"', async (fault) => {
    const number = `U-${fault}`;
    await bot.approved(number, ['12.34']);
    const { message } = await bot.card(number, 'awaiting');
    await bot.sandbox.arm([{ at: 'sage.operations', fault }]);

    await bot.sandbox.click('controller', message, 'Approve');
    await bot.until('an end of the search', (world) =>
      world.slack.messages.find(({ text }) => text.includes(number) && /^(Synced|Needs a person)/.test(text)),
    );

    expect((await bot.inSage(number)).length).toBeLessThanOrEqual(1);
  });

  it.each(['altersRetainage', 'altersLine', 'blanksField'])(
    'is held, shown and not stamped when Sage "%s"',
    async (fault) => {
      const number = `H-${fault}`;
      const contract = await bot.approved(number, ['12.34']);
      const { message } = await bot.card(number, 'awaiting');
      await bot.sandbox.arm([{ at: 'sage.books', fault }]);

      await bot.sandbox.click('controller', message, 'Approve');
      const held = await bot.card(number, 'held');

      expect(said(held.message)).toContain('must not be entered again');
      const world = await bot.sandbox.world();
      expect(world.procore.work_order_contracts.find(({ id }) => id === contract.id)?.origin_id ?? null).toBeNull();
      expect(await bot.inSage(number)).toHaveLength(1);
    },
  );

  it('is held with both texts when Sage cuts them to the width of its old fields', async () => {
    const title = 'Cast-in-place concrete, levels 1 to 3';
    await bot.approved('H-cut-2026-0417', ['12.34'], { title });
    const { message } = await bot.card('H-cut-2026-0417', 'awaiting');
    await bot.sandbox.arm([{ at: 'sage.books', fault: 'cutsText' }]);

    await bot.sandbox.click('controller', message, 'Approve');
    const held = said((await bot.card('H-cut-2026-0417', 'held')).message);

    for (const text of ['H-cut-2026-0417', 'H-cut-2026-0"', title, 'Cast-in-place concrete, levels"'])
      expect(held).toContain(text);
    expect(await bot.inSage('H-cut-2026-0')).toHaveLength(1);
  });

  it('is made good by a full new decision over the difference, with a reason', async () => {
    await bot.approved('A-1', ['12.34']);
    const { message } = await bot.card('A-1', 'awaiting');
    await bot.sandbox.arm([{ at: 'sage.books', fault: 'altersRetainage' }]);
    await bot.sandbox.click('controller', message, 'Approve');
    const held = await bot.card('A-1', 'held');

    await bot.sandbox.click('clerk', held.message, 'Accept as it stands');
    await bot.sandbox.submit('clerk', { reason: 'The rate was renegotiated last week.' });
    const done = await bot.card('A-1', 'synced');

    expect(said(done.message)).toContain('accepted as it stands');
    expect(await bot.inSage('A-1')).toHaveLength(1);
  });

  it('is not made good when it was voided in Sage before the acceptance counts', async () => {
    const contract = await bot.approved('A-2', ['12.34']);
    const { message } = await bot.card('A-2', 'awaiting');
    await bot.sandbox.arm([{ at: 'sage.books', fault: 'altersRetainage' }]);
    await bot.sandbox.click('controller', message, 'Approve');
    const held = await bot.card('A-2', 'held');
    const [record] = await bot.inSage('A-2');
    await bot.sandbox.changeInSage('subcontracts', record?.key ?? '', { voided: true });

    await bot.sandbox.click('clerk', held.message, 'Accept as it stands');
    await bot.sandbox.submit('clerk', { reason: 'The rate was renegotiated last week.' });
    await bot.until('the void to be seen', (world) =>
      world.slack.messages.find((one) => one.ts === held.message.ts && said(one).includes('is void or gone there now')),
    );
    await bot.atRest();

    const world = await bot.sandbox.world();
    expect(world.procore.work_order_contracts.find(({ id }) => id === contract.id)?.origin_id ?? null).toBeNull();
    expect(
      world.slack.messages.filter(({ text, visibleTo }) => visibleTo !== undefined && text.includes('you accepted')),
    ).toHaveLength(1);
  });

  it.each(['voided', 'deleted'])(
    'ends unlinked when it was %s in Sage, and is offered as the next round',
    async (gone) => {
      const number = `V-${gone}`;
      await bot.approved(number, ['12.34']);
      const { message } = await bot.card(number, 'awaiting');
      await bot.sandbox.arm([{ at: 'sage.books', fault: 'altersRetainage' }]);
      await bot.sandbox.click('controller', message, 'Approve');
      const held = await bot.card(number, 'held');
      const [record] = await bot.inSage(number);
      const key = record?.key ?? '';
      if (gone === 'voided') await bot.sandbox.changeInSage('subcontracts', key, { voided: true });
      else await bot.sandbox.removeInSage('subcontracts', key);

      await bot.sandbox.click('controller', held.message, 'Check again');
      const seen = await bot.until('it to be seen', (world) =>
        world.slack.messages.find(
          (one) => one.ts === held.message.ts && said(one).includes('is void or gone there now'),
        ),
      );
      await bot.sandbox.click('controller', seen, 'Unlink');
      const next = await bot.card(number, 'awaiting', 2);
      await bot.sandbox.click('controller', next.message, 'Approve');
      await bot.card(number, 'synced', 2);

      expect(await bot.inSage(number)).toHaveLength(gone === 'voided' ? 2 : 1);
    },
  );
});
