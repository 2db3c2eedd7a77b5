import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast } from '../../adapters/sandbox/stories/cast.ts';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
beforeAll(async () => {
  bot = await botInSandbox();
});
afterAll(() => bot.stop());

interface Opened {
  readonly delivered: boolean;
  readonly status: number;
  readonly view: { readonly blocks: readonly object[] };
}

async function open(user: string): Promise<Opened> {
  const answer = await fetch(`${bot.emulated.url}/_control/slack/home`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  const opened = (await answer.json()) as Omit<Opened, 'view'> & { readonly view: Opened['view'] | null };
  if (opened.view !== null) return { ...opened, view: opened.view };
  // a busy machine draws it a moment after Slack has been answered
  const view = await bot.until('the page to be drawn', ({ slack: { homes } }) => {
    const all = homes as readonly { readonly user: string; readonly view: Opened['view'] }[];
    return all.find(({ user: of }) => of === slackIdOf(user))?.view;
  });
  return { ...opened, view };
}
const slackIdOf = (role: string): string | undefined => cast.find((one) => one.role === role)?.slack;
const text = ({ view }: Opened): string => said({ text: '', blocks: view.blocks });

it('shows on the Home tab what waits for the person who opens it, with a link that leads to the card', async () => {
  await bot.approved('SC-0900', ['100.00']);
  const { message } = await bot.card('SC-0900', 'awaiting');
  // where the card stands is known a moment after it stands there
  await bot.atRest();

  const opened = await open('controller');

  expect(opened).toMatchObject({ delivered: true, status: 200, view: { type: 'home' } });
  expect(text(opened)).toContain('SC-0900');
  expect(text(opened)).toContain(`/archives/${message.channel}/p${message.ts.replace('.', '')}`);
});

it('follows what the person decides, without being opened again', async () => {
  await bot.approved('SC-0901', ['200.00']);
  const { message } = await bot.card('SC-0901', 'awaiting');
  const before = text(await open('controller'));

  await bot.sandbox.click('controller', message, 'Approve');

  expect(before).toContain('*Subcontract SC-0901');
  await bot.until('the page to tell of the press', ({ slack }) => {
    const shown = JSON.stringify(slack['homes']);
    return shown.includes('You approved subcontract SC-0901') && !shown.includes('*Subcontract SC-0901')
      ? true
      : undefined;
  });
});

it('tells an outsider why there is nothing, and shows nothing', async () => {
  const opened = await open('outsider');

  expect(text(opened)).toMatch(/does not know you/);
  expect(text(opened)).not.toMatch(/SC-0|\$/);
});
