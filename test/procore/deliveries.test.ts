import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/shared/json.ts';
import { listen, openBench, type Bench } from './bench.ts';
import { tokenFor } from './token-for.ts';

interface Receiver {
  readonly url: string;
  readonly events: JsonObject[];
  readonly authorizations: (string | undefined)[];
  /** What it answers from now on. */
  status: number;
  /** Resolves once that many events came. */
  received(count: number): Promise<void>;
}

async function openReceiver(): Promise<Receiver> {
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const url = await listen((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      receiver.events.push(JSON.parse(text) as JsonObject);
      receiver.authorizations.push(request.headers.authorization);
      response.writeHead(receiver.status).end();
      for (const { count, resolve } of waiting) if (receiver.events.length >= count) resolve();
    });
  });
  const receiver: Receiver = {
    url,
    events: [],
    authorizations: [],
    status: 200,
    received: (count) =>
      receiver.events.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
  };
  return receiver;
}

async function hooked(payload: 'v2' | 'v4.0' = 'v2'): Promise<{ bench: Bench; receiver: Receiver; hook: string }> {
  const bench = await openBench();
  const receiver = await openReceiver();
  const hook = bench.emulator.registerHook({ url: receiver.url, authorization: 'the secret', payload });
  return { bench, receiver, hook };
}

async function outcomes(bench: Bench, hook: string): Promise<readonly unknown[]> {
  const path = `/rest/v1.0/webhooks/hooks/${hook}/deliveries?company_id=${bench.emulator.company.id}`;
  const headers = { authorization: `Bearer ${await tokenFor(bench)}`, 'procore-company-id': bench.emulator.company.id };
  const answer = await fetch(`${bench.url}${path}`, { headers });
  return ((await answer.json()) as { outcome: string }[]).map(({ outcome }) => outcome);
}

const happenings = (events: readonly JsonObject[]): unknown[] => events.map((event) => event['event_type']);

describe('the deliveries of the Procore emulator', () => {
  it('are made before the control interface answers, with the user who did it', async () => {
    const { bench, receiver } = await hooked();

    const id = await bench.subcontract();
    await bench.emulator.change('work_order_contracts', id, { title: 'New', user: 'controller' });
    await bench.emulator.remove('work_order_contracts', id);

    expect(happenings(receiver.events)).toEqual(['create', 'update', 'delete']);
    expect(receiver.events.map((event) => String(event['resource_id']))).toEqual([id, id, id]);
    expect(new Set(receiver.events.map((event) => event['user_id'])).size).toBe(2);
    expect(new Set(receiver.authorizations)).toEqual(new Set(['the secret']));
  });

  it('carry text ids in payload v4.0', async () => {
    const { bench, receiver } = await hooked('v4.0');

    const id = await bench.subcontract();

    expect(receiver.events[0]).toMatchObject({
      reason: 'create',
      resource_type: 'Work Order Contracts',
      resource_id: id,
      company_id: bench.emulator.company.id,
    });
  });

  it('say that a stamp was the doing of the application itself', async () => {
    const { bench, receiver } = await hooked();
    const record = await bench.subcontract();

    await bench.procore.stamp({ kind: 'subcontract', project: bench.project, record, originId: 'SAGE-1' });
    await receiver.received(2);

    const { serviceUserId, applicationId } = bench.emulator.company;
    expect(receiver.events[1]).toMatchObject({
      event_type: 'update',
      user_id: Number(serviceUserId),
      metadata: { source_application_id: Number(applicationId) },
    });
  });

  it('come twice with the same ids when duplicates are armed', async () => {
    const { bench, receiver } = await hooked();
    bench.faults.arm([{ at: 'procore.webhooks', fault: 'duplicate' }]);

    await bench.subcontract();

    expect(receiver.events.length).toBe(2);
    expect(receiver.events[0]).toEqual(receiver.events[1]);
  });

  it('come in another order when disorder is armed', async () => {
    const { bench, receiver } = await hooked();
    bench.faults.arm([{ at: 'procore.webhooks', fault: 'disorder' }]);

    const id = await bench.subcontract();
    await bench.emulator.change('work_order_contracts', id, { title: 'New' });
    await receiver.received(2);

    expect(happenings(receiver.events)).toEqual(['update', 'create']);
  });

  it('are lost when drop is armed, and stand in the list as discarded', async () => {
    const { bench, receiver, hook } = await hooked();
    bench.faults.arm([{ at: 'procore.webhooks', fault: 'drop' }]);

    await bench.subcontract();

    expect(receiver.events).toEqual([]);
    expect(await outcomes(bench, hook)).toEqual(['discarded']);
  });

  it('come half a minute later when late is armed', async () => {
    const { bench, receiver } = await hooked();
    bench.faults.arm([{ at: 'procore.webhooks', fault: 'late' }]);
    await bench.subcontract();
    const before = receiver.events.length;

    bench.clock.advance(30_000);
    await receiver.received(1);

    expect(before).toBe(0);
  });

  it('pause when one fails, keep the order, and go on after the back-off', async () => {
    const { bench, receiver, hook } = await hooked();
    receiver.status = 503;
    const id = await bench.subcontract();
    await bench.emulator.change('work_order_contracts', id, { title: 'New' });
    const whilePaused = happenings(receiver.events);

    receiver.status = 200;
    bench.clock.advance(1_000);
    await receiver.received(3);

    expect(whilePaused).toEqual(['create']);
    expect(happenings(receiver.events)).toEqual(['create', 'create', 'update']);
    await expect.poll(() => outcomes(bench, hook), { timeout: 4_000 }).toEqual(['retried', 'ok']);
  });

  it('are discarded after failing for twelve hours', async () => {
    const { bench, receiver, hook } = await hooked();
    receiver.status = 503;
    await bench.subcontract();

    bench.clock.advance(12 * 3_600_000);
    await expect.poll(() => outcomes(bench, hook), { timeout: 4_000 }).toEqual(['discarded']);
    receiver.status = 200;
    await bench.subcontract({ number: 'SC-002' });

    await expect.poll(() => outcomes(bench, hook), { timeout: 4_000 }).toEqual(['discarded', 'ok']);
  });

  it('go to hooks made through the API, which show the secret by its end only', async () => {
    const bench = await openBench();
    const receiver = await openReceiver();
    const company = bench.emulator.company.id;
    const headers = { authorization: `Bearer ${await tokenFor(bench)}`, 'procore-company-id': company };
    const post = async (path: string, body: object): Promise<string> => {
      const answer = await fetch(`${bench.url}/rest/v2.0/companies/${company}/webhooks/hooks${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return answer.text();
    };
    const made = await post('', {
      payload_version: 'v2.0',
      namespace: 'mine',
      destination_url: receiver.url,
      destination_headers: { Authorization: 'Bearer abcdefgh' },
    });
    const { id } = (JSON.parse(made) as { data: { id: string } }).data;
    await post(`/${id}/triggers`, { resource_name: 'Work Order Contracts', event_type: 'update' });

    const contract = await bench.subcontract();
    await bench.emulator.change('work_order_contracts', contract, { title: 'New' });

    expect(happenings(receiver.events)).toEqual(['update']);
    expect(receiver.authorizations).toEqual(['Bearer abcdefgh']);
    expect(made).toContain('**********defgh');
    expect(made).not.toContain('abcd');
  });

  it('survive a reset of the company when the sandbox itself registered the hook', async () => {
    const { bench, receiver } = await hooked();
    bench.emulator.reset(2);
    bench.emulator.seed({ users: [{ role: 'pm', name: 'Pat Moreno', email: 'pat@example.com' }] });

    await bench.emulator.create('vendors', { name: 'New' });

    expect(receiver.events).toMatchObject([{ resource_name: 'Company Vendors', event_type: 'create' }]);
  });
});
