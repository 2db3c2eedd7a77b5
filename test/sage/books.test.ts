import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operationKey } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { endedOperation, enteredByHand, line, previewedDocument, worldOf } from './books-bench.ts';
import { openSageBench, operation, type SageBench } from './sage-bench.ts';

const key = operation().operationKey;

describe('the books behind the bridge', () => {
  let bench: SageBench;
  beforeEach(async () => {
    bench = await openSageBench();
  });
  afterEach(() => bench.close());

  const setProfile = (changes: JsonObject) => bench.emulator.change('profile', '1', changes);
  const ended = (document: JsonObject = {}) => endedOperation(bench, document);
  const previewed = (document: JsonObject = {}) => previewedDocument(bench, document);
  const byHand = (changes: JsonObject) => enteredByHand(bench, changes);
  const world = (name: string) => worldOf(bench, name);

  it.each([
    ['number', { number: 'SC-2025-0000000000012' }],
    ['number', { number: ' ' }],
    ['description', { description: 'x'.repeat(51) }],
    ['lines.501.description', { lines: [line({ description: 'x'.repeat(51) })] }],
    ['lines.501.cents', { lines: [line({ cents: 10_000_000_000 })] }],
    ['retainageBasisPoints', { retainageBasisPoints: 10_000 }],
  ])('refuse a %s that does not fit with 14050 and its name, and cut nothing', async (field, document) => {
    expect((await previewed(document)).errors).toMatchObject([{ code: '14050', field }]);
    expect(await ended(document)).toMatchObject({ kind: 'refused', problems: [{ code: '14050', field }] });
    expect(world('subcontracts')).toEqual([]);
  });

  it('take texts of exactly the profile’s lengths, counted in characters', async () => {
    const document = { number: 'S'.repeat(20), description: '🏗'.repeat(50) };
    expect(await ended(document)).toMatchObject({ kind: 'committed', record: { fields: document } });
  });

  it('follow the limits of the profile', async () => {
    await setProfile({ limits: { subcontractNumber: 5 } });
    expect(await ended()).toMatchObject({ kind: 'refused', problems: [{ code: '14050', field: 'number' }] });
  });

  it.each([
    ['vendorNumber', { vendorNumber: '2999' }],
    ['jobNumber', { jobNumber: '999' }],
    ['lines.501.costCode', { lines: [line({ costCode: '2010.500' })] }],
  ])('refuse a %s that is not there with 12802', async (field, document) => {
    expect(await ended(document)).toMatchObject({ kind: 'refused', problems: [{ code: '12802', field }] });
  });

  it('refuse an inactive vendor by a business rule', async () => {
    await bench.emulator.change('vendors', '2001', { active: false });
    expect(await ended()).toMatchObject({
      kind: 'refused',
      problems: [{ code: '14201', field: 'vendorNumber', message: expect.stringMatching(/^Failed Coded Constraint/) }],
    });
  });

  it('refuse a code without a budget by a business rule where the profile says so', async () => {
    await setProfile({ unbudgetedCode: 'refuse' });
    expect(await ended({ lines: [line({ costType: 2 })] })).toMatchObject({
      problems: [{ code: '14201', message: expect.stringMatching(/^Failed Coded Constraint.*not budgeted/) }],
    });
  });

  it('refuse a number that stands on any job of the company, whatever its case', async () => {
    await bench.emulator.create('jobs', { number: '102' });
    await byHand({ number: 'sc-101', jobNumber: '102' });

    expect((await previewed()).errors).toMatchObject(
      [{ code: '14201', field: 'number', message: /already exists/ }].map(text),
    );
    expect(await ended()).toMatchObject({ kind: 'refused', problems: [{ code: '14201' }] });
  });

  it('take a number whose other record is void', async () => {
    const { key: old } = await byHand({ number: 'SC-101' });
    await bench.emulator.change('subcontracts', String(old), { voided: true });

    expect(await ended()).toMatchObject({ kind: 'committed' });
    expect(await bench.sage.findByNumber('subcontracts', 'SC-101')).toMatchObject({
      value: [{ voided: true }, { voided: false }],
    });
  });

  it('refuse with 12000 when the number is taken while the session is open', async () => {
    await bench.sage.submit(operation());
    await bench.advance(30_000);
    await byHand({ number: 'SC-101' });
    await bench.settle();

    expect(await bench.sage.operation(key)).toMatchObject({
      value: { kind: 'refused', problems: [{ code: '12000' }] },
    });
    expect(world('subcontracts')).toHaveLength(1);
  });

  it.each(['bad_password', 'not_approved', 'no_rights'])('deny a user of the interface who is %s', async (apiUser) => {
    await bench.emulator.change('bridge', '1', { apiUser });
    expect(await bench.sage.submit(operation())).toMatchObject({ failure: { kind: 'denied' } });
  });

  it.each(['maintenance', 'exclusiveAccess'])('are busy during %s', async (setting) => {
    await bench.emulator.change('bridge', '1', { [setting]: true });
    expect(await bench.sage.submit(operation())).toMatchObject({ failure: { kind: 'busy' } });
  });

  it('are busy for the session after the last licence, and free again when one has ended', async () => {
    await bench.emulator.change('bridge', '1', { licences: 3, licencesInUse: 2 });
    const second = operation({ operationKey: operationKey('key-2') }, { number: 'SC-102' });

    expect(await bench.sage.submit(operation())).toMatchObject({ ok: true });
    expect(await bench.sage.submit(second)).toMatchObject({ failure: { kind: 'busy' } });
    await bench.settle();
    expect(await bench.sage.submit(second)).toMatchObject({ ok: true });
  });

  it('are unreachable behind a bridge that answers', async () => {
    await bench.emulator.change('bridge', '1', { sageOffline: true });

    expect(await bench.sage.health()).toMatchObject({ value: { sageReachable: false } });
    expect(await bench.sage.submit(operation())).toMatchObject({ failure: { kind: 'unreachable' } });
  });

  it('say that they are an emulator', async () => {
    expect(await bench.sage.health()).toMatchObject({
      value: { mode: 'Sage 100 Contractor emulator (bridge protocol)' },
    });
  });
});

function text<T extends { message: RegExp }>(problem: T) {
  return { ...problem, message: expect.stringMatching(problem.message) };
}
