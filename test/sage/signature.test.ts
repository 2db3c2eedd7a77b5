import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signatureOf } from '../../adapters/sage/protocol/signature.ts';
import { openSageBench, operation, sageAt, type SageBench } from './sage-bench.ts';
import { signedCall, type RawCall } from './signed-call.ts';

const submit = (): RawCall => ({ method: 'POST', path: '/operations', body: JSON.parse(JSON.stringify(operation())) });

describe('signed calls', () => {
  let bench: SageBench;
  beforeEach(async () => {
    bench = await openSageBench();
  });
  afterEach(() => bench.close());

  const writes = () => bench.emulator.world()['writes'];

  it('are taken when everything fits', async () => {
    expect(await signedCall(bench.url, submit())).toMatchObject({ status: 202 });
  });

  it.each([
    ['body', { body: JSON.stringify({ ...operation(), attempt: 2 }) }],
    ['path', { target: '/v1/companies/Sandbox/operations' }],
    ['method', { method: 'PUT' }],
    ['query', { target: '/sage/v1/companies/Sandbox/operations?attempt=2' }],
  ])('are refused when the %s is not the one that was signed', async (_, signed) => {
    expect(await signedCall(bench.url, submit(), { signed })).toMatchObject({ status: 401, code: 'bad_signature' });
    await bench.settle();
    expect(writes()).toBe(0);
  });

  it('are refused when they are signed with another secret', async () => {
    expect(await signedCall(bench.url, submit(), { secret: 'another' })).toMatchObject({ code: 'bad_signature' });
  });

  it.each([
    ['older', -301_000],
    ['later', 301_000],
  ])('are refused when they are more than five minutes %s', async (_, ms) => {
    const signed = { timestamp: String(bench.clock.now() + ms) };
    expect(await signedCall(bench.url, submit(), { signed })).toMatchObject({ status: 401, code: 'bad_timestamp' });
  });

  it.each([-290_000, 290_000])('are taken when the clocks differ by %d ms', async (ms) => {
    const signed = { timestamp: String(bench.clock.now() + ms) };
    expect(await signedCall(bench.url, submit(), { signed })).toMatchObject({ status: 202 });
  });

  it('are refused with a request id that could hide a line of the signed text', async () => {
    const strange = { method: 'GET', path: '/health' } as const;
    const answer = await signedCall(bench.url, strange, { requestId: 'a b' });
    expect(answer).toMatchObject({ status: 401, code: 'bad_signature' });
  });

  it('get the stored first answer when the same request comes twice', async () => {
    const first = await signedCall(bench.url, submit(), { requestId: 'twice' });
    await signedCall(bench.url, { method: 'POST', path: '/operations/key-1/close', body: { attempt: 1 } });
    const second = await signedCall(bench.url, submit(), { requestId: 'twice' });
    await bench.settle();

    expect(second).toEqual(first);
    expect(writes()).toBe(0);
  });

  it('are refused when a request id returns with another body', async () => {
    await signedCall(bench.url, submit(), { requestId: 'reused' });
    const other = { ...submit(), body: { attempt: 1 } };
    expect(await signedCall(bench.url, other, { requestId: 'reused' })).toMatchObject({
      status: 409,
      code: 'replayed_id',
    });
  });

  it('do not use up a request id when their signature is wrong', async () => {
    await signedCall(bench.url, submit(), { requestId: 'guessed', secret: 'another' });
    expect(await signedCall(bench.url, submit(), { requestId: 'guessed' })).toMatchObject({ status: 202 });
  });

  it('are denied to the bot whose secret or company is another', async () => {
    const stranger = sageAt(bench.url, bench.clock, { secret: 'another' });
    const elsewhere = sageAt(bench.url, bench.clock, { company: 'Elsewhere' });

    expect(await stranger.submit(operation())).toMatchObject({ failure: { kind: 'denied' } });
    expect(await elsewhere.submit(operation())).toMatchObject({ failure: { kind: 'denied' } });
    expect(await elsewhere.health()).toMatchObject({ failure: { kind: 'denied' } });
  });

  it('are denied to the bot whose clock is an hour behind, and nothing is written', async () => {
    const late = sageAt(bench.url, { now: () => bench.clock.now() - 3_600_000 });

    expect(await late.submit(operation())).toMatchObject({
      failure: { kind: 'denied', reason: expect.stringContaining('bad_timestamp') },
    });
    expect(writes()).toBe(0);
  });

  it('cannot be made without a secret', () => {
    const signed = { timestamp: '1', requestId: 'a', method: 'GET', target: '/', body: '' };
    expect(() => signatureOf('', signed)).toThrow('secret is empty');
    expect(() => sageAt(bench.url, bench.clock, { secret: '' })).toThrow('secret is empty');
  });
});
