import { gzipSync } from 'node:zlib';
import express from 'express';
import { describe, expect, it } from 'vitest';
import type { Hint } from '../../adapters/procore/webhook-payload.ts';
import { procoreWebhookRoute, type WebhookOptions } from '../../adapters/procore/webhook-route.ts';
import { listen } from './bench.ts';
import { quietLog } from './quiet-log.ts';

const v2 = `{"id":9007199254740993,"ulid":"0A1B2C3D4F5G6H7I8J9K0LMN","timestamp":"2026-03-01T23:34:12.246562Z",
  "metadata":{"source_user_id":9007199254740995,"source_application_id":null},"user_id":9007199254740995,
  "company_id":77,"project_id":9007199254740997,"api_version":"v2.0","event_type":"update",
  "resource_name":"Work Order Contracts","resource_id":9007199254740999}`;

const hint: Hint = {
  deliveryId: '0A1B2C3D4F5G6H7I8J9K0LMN',
  companyId: '77',
  projectId: '9007199254740997',
  kind: 'subcontract',
  recordId: '9007199254740999',
  userId: '9007199254740995',
  at: Date.parse('2026-03-01T23:34:12.246Z'),
  event: 'update',
} as Hint;

interface Door {
  readonly hints: Hint[];
  readonly logged: () => string;
  send(body: string | Buffer, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
}

async function openDoor(changes: Partial<WebhookOptions> = {}): Promise<Door> {
  const hints: Hint[] = [];
  const log = quietLog();
  const onHint: WebhookOptions['onHint'] = async (each) => {
    hints.push(each);
    return 'recorded';
  };
  const app = express().use(procoreWebhookRoute({ secretsOf: () => ['old secret'], onHint, log, ...changes }));
  const url = `${await listen(app)}/procore/webhooks`;
  return {
    hints,
    logged: () => JSON.stringify(log.lines),
    async send(body, headers = {}) {
      const usual = { authorization: 'old secret', 'content-type': 'application/json' };
      const given = typeof body === 'string' ? body : new Uint8Array(body);
      const answer = await fetch(url, { method: 'POST', body: given, headers: { ...usual, ...headers } });
      return { status: answer.status, text: await answer.text() };
    },
  };
}

describe('the door for Procore webhooks', () => {
  it('takes payload v2.0, ids digit for digit', async () => {
    const door = await openDoor();

    expect(await door.send(v2)).toMatchObject({ status: 200 });
    expect(door.hints).toEqual([hint]);
  });

  it('takes payload v3.0, and the contract that a line event relates', async () => {
    const door = await openDoor();
    const line = v2.replace('"Work Order Contracts"', '"Work Order Contract Line Items"');

    await door.send(line.replace(/}$/, ',"related_resources":[{"id":4242,"name":"Work Order Contracts"}]}'));

    expect(door.hints).toEqual([{ ...hint, recordId: '4242' }]);
  });

  it('takes an event of a line as a hint for the whole project where no contract is named', async () => {
    const door = await openDoor();

    await door.send(
      v2.replace('"Work Order Contracts"', '"Work Order Contract Line Items"').replace('"update"', '"delete"'),
    );

    const { recordId: _none, ...whole } = hint;
    expect(door.hints).toEqual([whole]);
  });

  it('takes payload v4.0, and reasons it does not know', async () => {
    const door = await openDoor();
    const event = {
      id: '01JMYXMZRBVKK0PC6XS8SA4QRE',
      timestamp: '2026-03-01T23:34:12.246Z',
      reason: 'restore',
      company_id: '77',
      project_id: '9007199254740997',
      user_id: '9007199254740995',
      resource_type: 'Work Order Contracts',
      resource_id: '9007199254740999',
      data: { more: true },
    };

    await door.send(JSON.stringify(event));

    expect(door.hints).toEqual([{ ...hint, deliveryId: event.id, event: 'unknown' }]);
  });

  it('hands on a duplicate with the same delivery id', async () => {
    const door = await openDoor();

    await door.send(v2);
    await door.send(v2);

    expect(door.hints.map(({ deliveryId }) => deliveryId)).toEqual([hint.deliveryId, hint.deliveryId]);
  });

  it('asks for another delivery while the hint cannot be recorded', async () => {
    const door = await openDoor({ onHint: async () => 'unavailable' });

    expect(await door.send(v2)).toMatchObject({ status: 503 });
  });

  it('accepts and ignores what is not for us', async () => {
    const door = await openDoor();

    expect(await door.send(v2.replace('Work Order Contracts', 'RFIs'))).toMatchObject({ status: 202 });
    expect(door.hints).toEqual([]);
  });

  it.each(['', 'new secret', 'Bearer ', 'old secret '.repeat(1_000)])(
    'B6: refuses the Authorization %j with 401 and says nothing of the secret',
    async (authorization) => {
      const door = await openDoor();

      expect(await door.send(v2, { authorization })).toMatchObject({ status: 401 });
      expect(door.hints).toEqual([]);
      expect(door.logged()).not.toContain('secret');
    },
  );

  it('B6: takes both secrets while one replaces the other, bare or as a Bearer token, and no third', async () => {
    const door = await openDoor({ secretsOf: () => ['old secret', 'new secret'] });

    const answers = [
      await door.send(v2, { authorization: 'old secret' }),
      await door.send(v2, { authorization: 'new secret' }),
      await door.send(v2, { authorization: 'Bearer new secret' }),
      await door.send(v2, { authorization: 'older secret' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 401]);
  });

  it('B6: takes a delivery only with the secret of the company that it names', async () => {
    const door = await openDoor({
      secretsOf: (id) => (id === undefined ? ['old secret', 'other'] : id === '77' ? ['other'] : []),
    });

    const foreign = await door.send(v2);
    const own = await door.send(v2, { authorization: 'other' });
    const unknown = await door.send(v2.replace('"company_id":77', '"company_id":78'));

    expect([foreign.status, own.status, unknown.status]).toEqual([202, 200, 202]);
    expect(door.hints).toEqual([hint]);
  });

  it('does not open with an empty secret', () => {
    const onHint: WebhookOptions['onHint'] = async () => 'recorded';

    expect(() => procoreWebhookRoute({ secretsOf: () => [''], onHint, log: quietLog() })).toThrow(
      'empty webhook secret',
    );
  });

  it.each([
    '{"id": 12, "numb',
    '[]',
    'null',
    '{}',
    '',
    '['.repeat(60_000),
    v2.replace('77', '"abc"'),
    v2.replace('"project_id":9007199254740997', '"project_id":null'),
    v2.replace('2026-03-01T23:34:12.246562Z', 'today'),
    Buffer.from([0x22, 0xff, 0xfe, 0x22]),
  ])('answers a malformed body with 400 and says nothing of its inside', async (body) => {
    const door = await openDoor();

    const answer = await door.send(body);

    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/\bat .*[:(]|node_modules|SyntaxError/);
    expect(door.hints).toEqual([]);
  });

  it('refuses more than 64 kB, compressed or not', async () => {
    const door = await openDoor();
    const large = JSON.stringify({ text: 'x'.repeat(70_000) });

    expect(await door.send(large)).toMatchObject({ status: 413 });
    expect(await door.send(gzipSync(large), { 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
  });

  it('refuses what is not JSON by its type, and an encoding it does not know', async () => {
    const door = await openDoor();

    expect(await door.send(v2, { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    expect(await door.send(v2, { 'content-encoding': 'secret' })).toMatchObject({ status: 415 });
  });
});
