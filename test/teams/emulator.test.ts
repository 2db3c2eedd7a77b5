import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ControlError } from '../../adapters/sandbox/emulator.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import {
  accounting,
  activitiesOf,
  approval,
  cardMessage,
  monthEnd,
  openTeamsRoom,
  people,
  tenantId,
  text,
  type TeamsRoom,
} from './emulated-teams.ts';

let room: TeamsRoom;
beforeEach(async () => {
  room = await openTeamsRoom();
});
afterEach(() => room.close());

const messages = (): readonly JsonObject[] => room.teams.world()['messages'] as readonly JsonObject[];
const codeOf = (body: JsonObject): unknown => (body['error'] as JsonObject | undefined)?.['code'];
const [controller, clerk] = people;

describe('the Bot Connector of the sandbox', () => {
  it('opens a personal chat by either id of a person, and no other', async () => {
    const open = (id: string, tenant = tenantId) =>
      room.call('POST', '/v3/conversations', { members: [{ id }], tenantId: tenant, bot: { id: '28:countersign' } });

    const answers = [
      await open('29:1clerk'),
      await open(clerk?.aad ?? ''),
      await open('29:nobody'),
      await open('29:1clerk', 'x'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 400, 400]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    await room.post(String(answers[0]?.body['id']), text('Hello.'));
    expect(messages()).toMatchObject([{ conversationName: 'personal', text: 'Hello.', visibleTo: [clerk?.aad] }]);
  });

  it('begins a thread in a channel, and answers in it by the id of the conversation', async () => {
    const thread = { isGroup: true, channelData: { channel: { id: accounting } }, activity: text('First.') };

    const { body } = await room.call('POST', '/v3/conversations', thread);
    await room.post(String(body['id']), text('Second.'));
    await room.post(accounting, text('Another thread.'));

    expect(body['id']).toBe(`${accounting};messageid=${String(body['activityId'])}`);
    expect(messages()).toMatchObject([
      { text: 'First.', conversation: accounting },
      { text: 'Second.', conversation: accounting, replyTo: body['activityId'] },
      { text: 'Another thread.' },
    ]);
    expect(messages()[2]).not.toHaveProperty('replyTo');
  });

  it('replaces a message, takes it away, and does not find it afterwards', async () => {
    const id = await room.post(monthEnd, cardMessage(approval()));
    const path = `${activitiesOf(monthEnd)}/${id}`;

    const changed = await room.call(
      'PUT',
      path,
      cardMessage(approval({ body: [{ type: 'TextBlock', text: 'Done' }] })),
    );
    const shown = messages();
    const gone = await room.call('DELETE', path);
    const late = await room.call('PUT', path, text('x'));

    expect([changed.status, gone.status, late.status]).toEqual([200, 200, 404]);
    expect(shown).toMatchObject([{ activityId: id, card: { body: [{ text: 'Done' }] } }]);
    expect(codeOf(late.body)).toBe('ActivityNotFoundInConversation');
    expect(messages()).toEqual([]);
  });

  it('says who is in a conversation, at once and by pages', async () => {
    const all = await room.call('GET', `/v3/conversations/${encodeURIComponent(accounting)}/members`);
    const page = await room.call('GET', `/v3/conversations/${accounting}/pagedmembers?pageSize=2`);
    const rest = await room.call('GET', `/v3/conversations/${accounting}/pagedmembers?pageSize=2&continuationToken=2`);
    const one = await room.call('GET', `/v3/conversations/a:1clerk/members`);

    expect(all.body).toMatchObject([{ id: '29:1control', aadObjectId: controller?.aad }, {}, { userRole: 'guest' }]);
    expect(page.body).toMatchObject({ members: [{}, {}], continuationToken: '2' });
    expect(rest.body).toEqual({ members: [expect.objectContaining({ id: '29:1guest' })] });
    expect(one.body).toMatchObject([{ name: 'Clyde Clerk' }]);
  });

  it.each([
    [
      'a conversation that there is not',
      () => room.call('POST', activitiesOf('19:no@thread.v2'), text('x')),
      404,
      'ConversationNotFound',
    ],
    [
      'a thread that there is not',
      () => room.call('POST', activitiesOf(`${accounting};messageid=1`), text('x')),
      404,
      'ActivityNotFoundInConversation',
    ],
    ['an empty message', () => room.call('POST', activitiesOf(accounting), text(' ')), 400, 'BadSyntax'],
    ['a body that is no activity', () => room.call('POST', activitiesOf(accounting), []), 400, 'BadSyntax'],
    [
      'a message of 40,960 characters and what is around them',
      () => room.call('POST', activitiesOf(accounting), text('x'.repeat(40_960))),
      413,
      'MessageSizeTooBig',
    ],
    [
      'a group chat that a bot would make',
      () => room.call('POST', '/v3/conversations', { isGroup: true, members: [] }),
      400,
      'BadArgument',
    ],
  ])('refuses %s', async (_, call, status, code) => {
    const answer = await call();

    expect([answer.status, codeOf(answer.body)]).toEqual([status, code]);
    expect(messages()).toEqual([]);
  });

  it('lets seven messages into a conversation in a second, eight in two, and sixty in thirty', async () => {
    const post = () => room.call('POST', activitiesOf(accounting), text('x'));
    const statuses = async (count: number): Promise<number[]> =>
      (await Promise.all(Array.from({ length: count }, post))).map(({ status }) => status);

    expect(await statuses(7)).not.toContain(429);
    const eighth = await post();
    expect([eighth.status, eighth.headers.get('retry-after'), codeOf(eighth.body)]).toEqual([429, '1', 'Throttled']);
    expect((await room.call('POST', activitiesOf(monthEnd), text('x'))).status).toBe(201);
    room.clock.advance(1_100);
    expect((await statuses(2)).sort()).toEqual([201, 429]);
    room.clock.advance(2_001);
    for (let sent = 8; sent < 60; sent += 4) {
      room.clock.advance(1_001);
      expect(await statuses(4)).not.toContain(429);
    }
    room.clock.advance(2_001);
    expect(Number((await post()).headers.get('retry-after'))).toBeGreaterThan(2);
    expect(messages().filter(({ conversation }) => conversation === accounting)).toHaveLength(60);
  });

  it.each([
    ['rateLimited', 429, 0],
    ['badGateway', 502, 0],
    ['conversationGone', 404, 0],
    ['removed', 403, 0],
    ['dropBeforeCommit', undefined, 0],
    ['dropAfterCommit', undefined, 1],
  ])('plays the trouble %s where it is armed, once', async (fault, status, posted) => {
    room.faults.arm([{ at: 'teams.send', fault }]);

    const answer = await room.call('POST', activitiesOf(accounting), text('x')).catch(() => undefined);

    expect(answer?.status).toBe(status);
    expect(messages()).toHaveLength(posted);
    expect((await room.call('POST', activitiesOf(accounting), text('x'))).status).toBe(201);
  });

  it('takes no trouble that it does not know', () => {
    for (const { at, faults } of room.teams.faultPlaces) {
      for (const { fault } of faults) expect(() => room.faults.arm([{ at, fault }])).not.toThrow();
    }
    expect(() => room.faults.arm([{ at: 'teams.send', fault: 'nonsense' }])).toThrow(ControlError);
  });
});

describe('a card for the sandbox', () => {
  const problems = async (card: JsonObject): Promise<string> =>
    JSON.stringify((await room.call('POST', activitiesOf(accounting), cardMessage(card))).body);

  it.each([
    ['another version', { version: '1.6' }, 'must be 1.5 [/version]'],
    ['a member that there is not', { boddy: [] }, 'unknown member [/boddy]'],
    ['an element that is not used', { body: [{ type: 'Media', sources: [] }] }, 'unsupported: Media'],
    ['an empty text', { body: [{ type: 'TextBlock', text: '' }] }, 'not empty [/body/0/text]'],
    ['a flag that is a text', { body: [{ type: 'TextBlock', text: 'x', wrap: 'true' }] }, 'true or false'],
    [
      'two inputs of one name, in different cards',
      { body: [{ type: 'Input.Text', id: 'reason' }] },
      'another input is called reason',
    ],
    [
      'six buttons in a row',
      {
        actions: Array.from({ length: 6 }, (_, index) => ({ type: 'Action.Execute', title: String(index), verb: 'x' })),
      },
      'at most 5',
    ],
    ['a button without a verb', { actions: [{ type: 'Action.Execute', title: 'x' }] }, 'needs verb'],
    ['a link that leads nowhere', { actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'procore' }] }, 'absolute'],
    [
      'a form in a form',
      {
        actions: [
          {
            type: 'Action.ShowCard',
            title: 'x',
            card: {
              type: 'AdaptiveCard',
              body: [],
              actions: [{ type: 'Action.ShowCard', title: 'y', card: { type: 'AdaptiveCard', body: [] } }],
            },
          },
        ],
      },
      'shows no other',
    ],
  ])('is refused with %s', async (_, more, says) => {
    expect(await problems(approval(more))).toContain(says);
    expect(messages()).toEqual([]);
  });

  it('is taken as it should be', async () => {
    expect(
      await problems(approval({ metadata: { countersign: { number: 'SC-004' } }, msteams: { width: 'Full' } })),
    ).toMatch(/^\{"id":"\d+"\}$/);
  });
});

describe('people in the emulated Teams', () => {
  const says = (value: string, statusCode = 200) => ({
    status: 200,
    body: { statusCode, type: 'application/vnd.microsoft.activity.message', value },
  });
  const code = async (call: Promise<unknown>): Promise<unknown> => {
    const error = await call.catch((thrown: unknown) => thrown);
    return error instanceof ControlError ? { code: error.code, ...error.details } : error;
  };

  it('write with a mention where the bot hears nothing else', async () => {
    await room.teams.message({ user: 'clerk', text: 'status' });
    await room.teams.message({ user: 'clerk', conversation: 'month-end', text: '@Countersign why SC-004' });
    await room.teams.message({ user: clerk?.aad ?? '', conversation: 'personal', text: '/sage help' });

    const mention = { type: 'mention', mentioned: { id: '28:countersign' }, text: '<at>Countersign</at>' };
    expect(room.received).toMatchObject([
      {
        type: 'message',
        text: '<at>Countersign</at> status',
        entities: [mention, {}],
        from: { id: '29:1clerk', aadObjectId: clerk?.aad, name: 'Clyde Clerk' },
        recipient: { id: '28:countersign' },
        conversation: { conversationType: 'channel', tenantId, isGroup: true },
        channelData: { tenant: { id: tenantId }, channel: { id: accounting }, team: { id: '19:team@thread.tacv2' } },
      },
      { text: '<at>Countersign</at> why SC-004', conversation: { id: monthEnd, conversationType: 'groupChat' } },
      { text: '/sage help', conversation: { id: 'a:1clerk', conversationType: 'personal' }, entities: [{}] },
    ]);
    const [first] = messages();
    expect((room.received[0]?.['conversation'] as JsonObject)['id']).toBe(
      `${accounting};messageid=${String(first?.['activityId'])}`,
    );
    expect(first).toMatchObject({ from: clerk?.aad, text: '@Countersign status' });
  });

  it('see what the bot says to what they write, and not their own words', async () => {
    room.onActivity = async ({ conversation, id }) => {
      await room.post(String((conversation as JsonObject)['id']), { ...text('Nothing waits.'), replyToId: id ?? '' });
      return { status: 200 };
    };

    const { delivered, status, seen } = await room.teams.message({ user: 'clerk', text: 'queue' });

    expect([delivered, status]).toEqual([true, 200]);
    expect(seen).toMatchObject([{ text: 'Nothing waits.', replyTo: messages()[0]?.['activityId'] }]);
  });

  it('press, confirm included, with what they filled in among the data', async () => {
    const activityId = await room.post(accounting, cardMessage(approval()));
    room.onActivity = () => says('Recorded.');

    const { seen } = await room.teams.click({
      ...{ user: 'controller', activityId, label: 'Approve' },
      inputs: { 'I have seen it': 'true' },
    });

    expect(room.received).toMatchObject([
      {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: activityId,
        conversation: { id: `${accounting};messageid=${activityId}` },
        value: {
          action: { type: 'Action.Execute', verb: 'approve', data: { value: 't1.abc', 'tick.1': 'true' } },
          trigger: 'manual',
        },
      },
    ]);
    expect(seen).toMatchObject([{ text: 'Recorded.', replyTo: activityId, visibleTo: [controller?.aad] }]);
    expect(messages()).toHaveLength(2);
  });

  it('are held back by Teams itself while a form is not filled in', async () => {
    await room.post(accounting, cardMessage(approval()));
    const press = (inputs: { readonly [input: string]: string }) =>
      room.teams.click({ user: 'clerk', label: 'Send back', inputs });

    const empty = await press({});
    const long = await press({ reason: 'x'.repeat(21), why: 'Nothing' });

    expect([empty, long]).toMatchObject([
      { delivered: false, errors: { reason: 'Say why.' } },
      { errors: { reason: 'Say why.', why: 'There is no such choice.' } },
    ]);
    expect(room.received).toEqual([]);
    await press({ Reason: 'Too high', 'What is wrong': 'The vendor' });
    expect(room.received).toMatchObject([
      { value: { action: { verb: 'send_back', data: { reason: 'Too high', why: 'vendor', 'tick.1': 'false' } } } },
    ]);
  });

  it('are told which buttons there are when they look for another', async () => {
    await room.post(accounting, cardMessage(approval()));

    expect(await code(room.teams.click({ user: 'clerk', label: 'Explode' }))).toEqual({
      code: 'no_button',
      labels: ['Approve', 'Yes, approve', 'Send back', 'Send it back', 'Retry', 'Open in Procore'],
    });
    expect(await code(room.teams.click({ user: 'nobody', label: 'x' }))).toEqual({ code: 'no_user' });
    expect(await code(room.teams.message({ user: 'clerk', conversation: 'nowhere', text: 'x' }))).toEqual({
      code: 'no_conversation',
    });
    expect(await code(room.teams.message({ user: 'clerk', conversation: 'a:1controller', text: 'x' }))).toEqual({
      code: 'no_conversation',
    });
  });

  it('follow a link without the bot', async () => {
    await room.post(accounting, cardMessage(approval()));

    const seen = await room.teams.click({ user: 'clerk', label: 'open in procore' });

    expect(seen).toMatchObject({ delivered: false, url: 'https://app.procore.com/1', seen: [] });
    expect(room.received).toEqual([]);
  });

  it.each([
    ['501', { status: 501 }],
    ['a body that is no answer', { status: 200, body: 'ok' }],
    [
      'an error of the bot',
      { status: 200, body: { statusCode: 500, type: 'application/vnd.microsoft.error', value: {} } },
    ],
  ])('read that something went wrong when a press is answered by %s', async (_, reply) => {
    await room.post(accounting, cardMessage(approval()));
    room.onActivity = () => reply;

    const { seen } = await room.teams.click({ user: 'clerk', label: 'Retry' });

    expect(seen).toMatchObject([{ text: 'Something went wrong. Please try again.', visibleTo: [clerk?.aad] }]);
    expect(messages()).toHaveLength(1);
  });

  it.each([
    ['lost', 0, false],
    ['late', 1, false],
    ['duplicate', 2, true],
  ])('see what they would when a delivery is %s', async (fault, arrivals, delivered) => {
    await room.post(accounting, cardMessage(approval()));
    room.faults.arm([{ at: 'teams.deliveries', fault }]);
    room.onActivity = () => says('Recorded.');

    const seen = await room.teams.click({ user: 'clerk', label: 'Retry' });
    room.clock.advance(5_000);

    expect(seen.delivered).toBe(delivered);
    await expect.poll(() => room.received.length).toBe(arrivals);
    expect(new Set(room.received.map(({ id }) => id)).size).toBe(Math.min(arrivals, 1));
  });

  it('begin in an empty tenant after a reset', async () => {
    await room.post(accounting, text('x'));

    room.teams.reset(1);

    expect(messages()).toEqual([]);
  });
});

describe('the app in the conversations of Teams', () => {
  const installs = (): readonly unknown[] =>
    room.received
      .filter(({ type }) => type === 'installationUpdate')
      .map(({ action, conversation }) => [action, (conversation as JsonObject)['id']]);
  const everywhere = [accounting, monthEnd, 'a:1controller', 'a:1clerk', 'a:1guest'];
  const added = everywhere.map((id) => ['add', id]);

  it('is added to each as soon as the bot takes it, and again after a reset', async () => {
    let away = true;
    room.onActivity = () => ({ status: away ? 503 : 200 });

    room.teams.installations.start(room.url());
    await expect.poll(() => room.received.length).toBe(1);
    away = false;
    await expect.poll(installs, { timeout: 5_000 }).toEqual([['add', accounting], ...added]);
    room.teams.reset(1);
    await expect.poll(() => installs().length).toBe(1 + 2 * added.length);

    expect(room.received[2]).toMatchObject({
      type: 'conversationUpdate',
      membersAdded: [{ id: '28:countersign' }],
      serviceUrl: `${room.url()}/`,
    });
  });

  it('can be taken out by an administrator: the bot is told, and may say nothing there any more', async () => {
    const id = await room.post(accounting, cardMessage(approval()));

    await room.teams.remove({ conversation: 'accounting' });

    const answers = [
      await room.call('POST', activitiesOf(accounting), text('x')),
      await room.call('PUT', `${activitiesOf(accounting)}/${id}`, text('x')),
    ];
    expect(answers.map(({ status, body }) => [status, codeOf(body)])).toEqual([
      [403, 'BotNotInConversationRoster'],
      [403, 'BotNotInConversationRoster'],
    ]);
    expect(room.received).toMatchObject([
      { type: 'installationUpdate', action: 'remove' },
      { type: 'conversationUpdate', membersRemoved: [{ id: '28:countersign' }] },
    ]);
    await expect(room.teams.message({ user: 'clerk', text: 'x' })).rejects.toMatchObject({ code: 'no_bot' });
    room.teams.installations.start(room.url());
    room.teams.install({ conversation: 'accounting' });
    await expect.poll(async () => (await room.call('POST', activitiesOf(accounting), text('x'))).status).toBe(201);
  });
});
