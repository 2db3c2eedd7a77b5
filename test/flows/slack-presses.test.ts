import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formBody, payloadBody } from '../../adapters/sandbox/slack/deliveries.ts';
import type { Message } from '../../adapters/sandbox/tour/sandbox-client.ts';
import { figure } from '../metrics/figures.ts';
import { blockActions, command, signedHeaders } from '../slack/request-cases.ts';
import { botInSandbox, said, type BotInSandbox } from './bot-in-sandbox.ts';

let bot: BotInSandbox;
beforeAll(async () => {
  bot = await botInSandbox();
});
afterAll(() => bot.stop());

const users = { controller: 'U000000001', clerk: 'U000000002' } as const;
const from = { api_app_id: 'A000000001', team_id: 'T000000001' };

interface Sent {
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
}

async function send({ body, headers }: Sent): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(`${bot.botUrl}/slack/events`, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}

function signed(body: string): Sent {
  return { body, headers: signedHeaders(body, 0, bot.emulated.env()['SLACK_SIGNING_SECRET']) };
}

/** A press as Slack would send it, on a button that stands on the message unless `value` says otherwise. */
let triggers = 0;
function press(user: keyof typeof users, message: Message, label: string, value?: string): Sent {
  const found = buttonOn(message, label);
  triggers += 1;
  return signed(
    payloadBody(
      blockActions({
        api_app_id: from.api_app_id,
        team: { id: from.team_id },
        user: { id: users[user], team_id: from.team_id },
        channel: { id: message.channel },
        container: { type: 'message', message_ts: message.ts, channel_id: message.channel },
        trigger_id: `trigger.${triggers}`,
        actions: [{ type: 'button', action_id: found.action_id, block_id: 'b', value: value ?? found.value }],
      }),
    ),
  );
}

function buttonOn(message: Message, label: string): { readonly action_id: string; readonly value: string } {
  const elements = message.blocks.flatMap((block) => (block as { elements?: readonly Button[] }).elements ?? []);
  const found = elements.find(({ text }) => typeof text === 'object' && text.text === label);
  if (found === undefined) throw new Error(`no button ${label}`);
  return found;
}
interface Button {
  readonly action_id: string;
  readonly value: string;
  readonly text?: { readonly text: string };
}

async function offered(number: string): Promise<Message> {
  await bot.approved(number, ['100.00']);
  return (await bot.card(number, 'awaiting')).message;
}

/** Everything that was told to one person alone, oldest first. */
async function told(user: keyof typeof users): Promise<readonly string[]> {
  const { slack } = await bot.sandbox.world();
  const theirs = slack.messages.filter(({ visibleTo }) => JSON.stringify(visibleTo) === JSON.stringify([users[user]]));
  return theirs.map(said);
}

describe('a press in Slack', () => {
  it('B3: has no second effect when it is sent again, not even after a restart', async () => {
    const message = await offered('SC-0101');
    const approve = press('controller', message, 'Approve');
    expect(await send(approve)).toEqual({ status: 200, text: '' });
    await bot.card('SC-0101', 'synced');
    await bot.atRest();
    const before = await bot.sandbox.world();

    const again = await send(approve);
    await bot.restart();
    const later = await send(approve);
    await bot.atRest();

    expect([again, later]).toEqual([
      { status: 200, text: '' },
      { status: 200, text: '' },
    ]);
    const after = await bot.sandbox.world();
    expect(after.sage.writes).toBe(before.sage.writes);
    // what earlier tests left may still be painted; nothing is said of this record, and nothing to anybody alone
    const said = ({ slack }: typeof after) =>
      slack.messages.filter(({ text, visibleTo }) => text.includes('SC-0101') || visibleTo !== undefined);
    expect(said(after)).toEqual(said(before));
  });

  it('F10: counts once when fifty of two people arrive at the same moment, and the others are told', async () => {
    const message = await offered('SC-0102');
    const presses = Array.from({ length: 50 }, (_, at) =>
      press(at % 2 === 0 ? 'controller' : 'clerk', message, 'Approve'),
    );

    const answers = await Promise.all(presses.map(send));
    await bot.card('SC-0102', 'synced');

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await bot.inSage('SC-0102')).toHaveLength(1);
    const already = [...(await told('controller')), ...(await told('clerk'))].filter((text) =>
      /Already decided/.test(text),
    );
    expect(already.length).toBeGreaterThanOrEqual(1);
  });

  it('F10: Send back after Approve is refused once it is in Sage', async () => {
    const message = await offered('SC-0103');
    const back = press('controller', message, 'Send back');
    await send(press('controller', message, 'Approve'));
    await bot.card('SC-0103', 'synced');

    expect((await send(back)).status).toBe(200);

    await expect.poll(async () => (await told('controller')).at(-1)).toMatch(/Already decided/);
    expect((await bot.card('SC-0103', 'synced')).card.round).toBe(1);
  });

  it('B10: on a value that was edited to another record or other terms decides nothing', async () => {
    const cheap = await offered('SC-0104');
    const other = await offered('SC-0105');
    const [transfer = '', terms = ''] = buttonOn(cheap, 'Approve').value.split('.');
    const [otherTransfer = ''] = buttonOn(other, 'Approve').value.split('.');
    const forged = [`${otherTransfer}.${terms}`, `${transfer}.${'0'.repeat(16)}`, transfer, `x.${terms}`, 'x'];

    for (const value of forged) {
      const before = (await told('controller')).length;
      expect((await send(press('controller', cheap, 'Approve', value))).status).toBe(200);
      await expect.poll(async () => (await told('controller')).length).toBe(before + 1);
    }

    expect((await told('controller')).slice(-forged.length).join(' ')).not.toMatch(/Approved/);
    expect((await bot.card('SC-0104', 'awaiting')).card.revision).toBeGreaterThan(0);
    await bot.card('SC-0105', 'awaiting');
    expect([...(await bot.inSage('SC-0104')), ...(await bot.inSage('SC-0105'))]).toEqual([]);
  });

  it('F12: of one who lost the right after the card was posted is refused privately', async () => {
    const message = await offered('SC-0106');
    const path = bot.emulated.env()['COUNTERSIGN_CONFIG'] ?? '';
    const text = await readFile(path, 'utf8');
    const config = JSON.parse(text) as { readonly people: readonly { readonly id: string }[] };
    await writeFile(path, JSON.stringify({ ...config, people: config.people.filter(({ id }) => id !== 'clerk') }));
    await expect
      .poll(async () => (await bot.sandbox.type('clerk', '/sage help')).seen.map(said).join(' '), { timeout: 10_000 })
      .toMatch(/not authorised/);

    expect((await send(press('clerk', message, 'Approve'))).status).toBe(200);

    await expect.poll(async () => (await told('clerk')).at(-1)).toMatch(/not authorised.*does not know you/);
    await bot.card('SC-0106', 'awaiting');
    await writeFile(path, text);
    await expect
      .poll(async () => (await bot.sandbox.type('clerk', '/sage help')).seen.map(said).join(' '), { timeout: 10_000 })
      .not.toMatch(/not authorised/);
  });
});

describe('a typed command in Slack', () => {
  it.each([
    'vendors sync; rm -rf /',
    '$(reboot) `reboot` && reboot || reboot | sh',
    '\u201cstatus\u201d \u2018SC-0101\u2019',
    '../../etc/passwd',
    'status \u0000\u202e%s%n{{7*7}}${7*7}',
    'x'.repeat(3_000),
    `status ${'x'.repeat(2_900)}`,
    '',
  ])('B21: is read by its grammar and answered at once, whatever it holds: %.40s', async (text) => {
    const body = formBody({ ...command, ...from, user_id: users.controller, channel_id: 'C000000001', text });
    const started = Date.now();

    const answer = await send(signed(body));

    expect(answer.status).toBe(200);
    expect(Date.now() - started).toBeLessThan(2_000);
    const { response_type: type, text: told } = JSON.parse(answer.text) as { response_type: string; text: string };
    expect(type).toBe('ephemeral');
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(3_000);
    expect(told).not.toMatch(/49|root:|\u202e/);
  });
});

it('B1: tells operators in figures how many requests were refused, and why', async () => {
  const unsigned = formBody(command);
  await send({ body: unsigned, headers: { ...signedHeaders(unsigned), 'x-slack-signature': 'v0=abc' } });

  const figures = await (await fetch(`${bot.botUrl}/metrics`)).text();

  expect(figure(figures, 'countersign_refused_requests_total{at="slack.request.refused",reason="signature"}')).toBe(1);
});
