import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation, OperationState, Sage, SageRecord } from '../../src/ports/sage.ts';
import { fingerprintOf } from '../../src/shared/fingerprint.ts';
import { operationKey } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { Failed, Ok, Result } from '../../src/shared/result.ts';

/** What people do inside Sage while the bot works, as far as the suite needs it. */
export interface SageBooks {
  addVendor(number: string, name: string): Promise<void>;
  /** A current job. */
  addJob(number: string, name: string): Promise<void>;
  addCostCode(code: string, name: string): Promise<void>;
  addBudget(jobNumber: string, costCode: string, costType: number, cents: number): Promise<void>;
  voidSubcontract(key: string): Promise<void>;
}

export interface SageUnderTest {
  readonly sage: Sage;
  readonly books: SageBooks;
  /** Lets Sage end everything that it was given. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const document = {
  number: 'SC-700',
  date: '2025-05-02',
  vendorNumber: '700',
  jobNumber: '70',
  description: 'Roofing',
  status: 4,
  retainageBasisPoints: 1_000,
  lines: [
    { lineRef: '9001', description: 'Membrane', costCode: '7500.000', costType: 4, cents: 12_345_67 },
    { lineRef: '9002', description: 'Flashing', costCode: '7600.000', costType: 4, cents: 1_000_00 },
  ],
} as const;

function operation(changes: Partial<Operation> = {}, fields: JsonObject = {}): Operation {
  const whole: JsonObject = { ...document, ...fields };
  return {
    kind: 'subcontracts',
    operationKey: operationKey('op-700'),
    attempt: 1,
    fingerprint: fingerprintOf('subcontract', whole),
    document: whole,
    approvedBy: ['Ann'],
    acceptWarnings: [],
    ...changes,
  };
}

/** The promises of the Sage port. Every implementation runs all of them. */
export function describeSage(name: string, open: () => Promise<SageUnderTest>): void {
  describe(`Sage port (${name})`, () => {
    let bench: SageUnderTest;

    beforeEach(async () => {
      bench = await open();
      await bench.books.addVendor('700', 'Skyline Roofing');
      await bench.books.addJob('70', 'Library');
      await bench.books.addCostCode('7500.000', 'Roofing');
      await bench.books.addCostCode('7600.000', 'Flashing');
      await bench.books.addBudget('70', '7500.000', 4, 50_000_00);
      await bench.books.addBudget('70', '7600.000', 4, 50_000_00);
    });
    afterEach(() => bench.close());

    async function run(sent: Operation): Promise<OperationState> {
      valueOf(await bench.sage.submit(sent));
      await bench.settle();
      return valueOf(await bench.sage.operation(sent.operationKey));
    }
    async function standing(number: string = document.number): Promise<readonly SageRecord[]> {
      return valueOf(await bench.sage.findByNumber('subcontracts', number));
    }

    it('tells who answers and how the installation behaves', async () => {
      const health = valueOf(await bench.sage.health());
      const profile = valueOf(await bench.sage.profile());

      expect(health).toMatchObject({ protocolVersion: 1, sageReachable: true });
      expect(profile.limits.subcontractNumber).toBeGreaterThan(0);
    });

    it('reads a vendor and a job by key, and answers undefined for one that is not there', async () => {
      const vendor = valueOf(await bench.sage.vendor('700'));
      const job = valueOf(await bench.sage.job('70'));

      expect(vendor).toMatchObject({ key: '700', number: '700', name: 'Skyline Roofing', active: true });
      expect(job).toMatchObject({ key: '70', number: '70', name: 'Library', status: 4 });
      expect(valueOf(await bench.sage.vendor('999'))).toBeUndefined();
      expect(valueOf(await bench.sage.job('999'))).toBeUndefined();
    });

    it('lists cost codes and cost types', async () => {
      expect(valueOf(await bench.sage.costCodes())).toContainEqual({ code: '7500.000', name: 'Roofing' });
      expect(valueOf(await bench.sage.costTypes()).map(({ type }) => type)).toContain(4);
    });

    it('previews without writing', async () => {
      const { kind, operationKey: key, document: sent } = operation();
      const preview = valueOf(await bench.sage.preview({ kind, operationKey: key, document: sent }));

      expect(preview).toEqual({ warnings: [], errors: [] });
      expect(await standing()).toEqual([]);
      expect(valueOf(await bench.sage.operation(key))).toEqual({ kind: 'absent' });
    });

    it('previews what Sage would refuse, with the field', async () => {
      const { kind, operationKey: key, document: sent } = operation({}, { vendorNumber: '999' });
      const preview = valueOf(await bench.sage.preview({ kind, operationKey: key, document: sent }));

      expect(preview.errors).toContainEqual(expect.objectContaining({ code: '12802', field: 'vendorNumber' }));
    });

    it('commits a document and reads every field of it back', async () => {
      const state = await run(operation());

      expect(state).toMatchObject({ kind: 'committed', attempt: 1, record: { number: 'SC-700', voided: false } });
      expect(state.kind === 'committed' && state.record.fields).toMatchObject(document);
    });

    it('finds a committed record by its number and by its operation key', async () => {
      const { operationKey: key } = operation();
      await run(operation());

      expect(await standing()).toHaveLength(1);
      expect(valueOf(await bench.sage.findByOperationKey('subcontracts', key))).toEqual(await standing());
      expect(valueOf(await bench.sage.findByOperationKey('subcontracts', operationKey('other')))).toEqual([]);
    });

    it('counts what it committed in the totals of the job, to the cent', async () => {
      await run(operation());

      const totals = valueOf(await bench.sage.jobTotals('70'));
      expect(totals).toContainEqual(
        expect.objectContaining({
          costCode: '7500.000',
          costType: 4,
          revisedBudgetCents: 50_000_00,
          committedCents: 12_345_67,
          invoicedCents: 0,
        }),
      );
    });

    it('takes the same key, document and attempt for the same operation', async () => {
      await run(operation());

      expect(await run(operation())).toMatchObject({ kind: 'committed', attempt: 1 });
      expect(await standing()).toHaveLength(1);
    });

    it('writes a committed key never again, whatever the attempt', async () => {
      await run(operation());
      await run(operation({ attempt: 2 }));

      expect(await standing()).toHaveLength(1);
    });

    it('turns away another document under the same key', async () => {
      await run(operation());
      const other = await bench.sage.submit(operation({ attempt: 2 }, { number: 'SC-701' }));

      expect(failureOf(other).kind).toBe('key_conflict');
      expect(await standing('SC-701')).toEqual([]);
    });

    it('refuses a number that stands in the company, and takes it again once that record is void', async () => {
      const first = await run(operation());
      const second = operation({ operationKey: operationKey('op-701') });
      expect(await outcomeOf(second)).toBe('refused');

      if (first.kind === 'committed') await bench.books.voidSubcontract(first.record.key);
      expect(await run({ ...second, attempt: 2 })).toMatchObject({ kind: 'committed', attempt: 2 });
      expect((await standing()).map(({ voided }) => voided).sort()).toEqual([false, true]);
    });

    it('runs a refused key again only under a higher attempt', async () => {
      const sent = operation({}, { vendorNumber: '701' });
      expect(await outcomeOf(sent)).toBe('refused');
      await bench.books.addVendor('701', 'Late Vendor');

      expect(await outcomeOf(sent)).toBe('refused');
      expect(await outcomeOf({ ...sent, attempt: 2 })).toBe('committed');
    });

    it('bars a closed attempt for ever, also of a key it never heard of', async () => {
      const sent = operation();
      expect(valueOf(await bench.sage.close(sent.operationKey, 1))).toEqual({ kind: 'closed', attempt: 1 });

      expect(failureOf(await bench.sage.submit(sent)).kind).toBe('key_conflict');
      await bench.settle();
      expect(await standing()).toEqual([]);
      expect(await run({ ...sent, attempt: 2 })).toMatchObject({ kind: 'committed', attempt: 2 });
    });

    it('answers a close with the record when the operation is committed', async () => {
      const sent = operation();
      await run(sent);

      expect(valueOf(await bench.sage.close(sent.operationKey, 1))).toMatchObject({ kind: 'committed', attempt: 1 });
      expect(await standing()).toHaveLength(1);
    });

    it('answers absent for a key it never heard of', async () => {
      expect(valueOf(await bench.sage.operation(operationKey('never')))).toEqual({ kind: 'absent' });
    });

    /** A refusal may come at once or after Sage was asked; both mean that nothing was written. */
    async function outcomeOf(sent: Operation): Promise<string> {
      const taken = await bench.sage.submit(sent);
      await bench.settle();
      if (!taken.ok) return ['needs_fix', 'duplicate'].includes(taken.failure.kind) ? 'refused' : taken.failure.kind;
      return valueOf(await bench.sage.operation(sent.operationKey)).kind;
    }
  });
}

function valueOf<T, F>(result: Result<T, F>): T {
  expect(result).toMatchObject({ ok: true });
  return (result as Ok<T>).value;
}

function failureOf<T, F>(result: Result<T, F>): F {
  expect(result).toMatchObject({ ok: false });
  return (result as Failed<F>).failure;
}
