import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../src/shared/dates.ts';
import { recordId } from '../../src/shared/ids.ts';
import type { World } from '../fakes/bot.ts';
import {
  firstBill,
  footings,
  invoiceChecksOf,
  invoiceLookedAt,
  invoiceOffered,
  standingInvoice,
  type Billed,
} from './billed-at.ts';
import type { Period } from './pay-application.ts';

const other = (otherwise: (world: World) => void): Billed => ({ otherwise });

describe('an invoice with nothing wrong', () => {
  it('has no check that fails, and a document to the cent', async () => {
    const { offer, document } = await invoiceOffered();

    expect(offer.checks).toEqual([]);
    expect(document).toEqual({
      number: 'SC-004-01',
      vendorNumber: '217',
      jobNumber: '1042',
      subcontractNumber: 'SC-004',
      description: 'Concrete',
      date: '2026-05-25',
      dueDate: '2026-06-24',
      period: { year: 2026, period: 6 },
      status: 1,
      retainageCents: 1_000_00,
      taxCents: 0,
      lines: [
        {
          ...{ lineRef: footings, commitmentLine: 1, description: `Line ${footings}` },
          ...{ costCode: '3300.000', costType: 4, account: '5200', cents: 10_000_00 },
        },
      ],
    });
  });

  it('is named by the subcontractor’s own number, and reserved for its vendor', async () => {
    const { offer } = await invoiceOffered({ bill: { invoiceNumber: ' INV-0077 ' } });

    expect(offer.subject.number).toBe('INV-0077');
    expect(offer.target).toBe('217/inv0077');
  });

  it('takes a number that is void in Sage, or another vendor’s', async () => {
    const taken = other(({ sage: { books } }) => {
      books.uniqueNumbers = false;
      const voided = books.enterByHand(standingInvoice({ number: 'SC-004-01' }));
      books.change(voided.key, { voided: true });
      books.enterByHand(standingInvoice({ number: 'SC-004-01', vendorNumber: '218' }));
    });

    expect(await invoiceChecksOf(taken)).toEqual([]);
  });
});

describe('what stops an invoice before anything else', () => {
  it('is a commitment that is gone in Procore', async () => {
    const gone = other(({ procore }) => procore.remove(recordId('4401')));

    expect((await invoiceChecksOf(gone)).map((check) => check.code)).toContain('commitment_gone');
  });

  it('is a release of more than is held, whatever the settings say', async () => {
    const billed = {
      periods: [firstBill, { lines: { [footings]: { work: 10_00, released: 1_000_01 } } }],
      settings: { releasedRetainage: 'task' },
    } as const;

    expect((await invoiceChecksOf(billed)).map((check) => check.code)).toEqual([
      'released_too_much',
      'release_above_held',
    ]);
  });

  it.each(['draft', 'under_review', 'revise_and_resubmit', 'pending_owner_approval'])(
    'is the status %s',
    async (status) => {
      expect(await invoiceLookedAt({ bill: { status } })).toMatchObject({ kind: 'not_ready', why: 'status' });
    },
  );

  it('is a key that Procore carries already', async () => {
    expect(await invoiceLookedAt({ bill: { originId: 'X' } })).toMatchObject({ kind: 'not_ready', why: 'linked' });
  });

  it('is a commitment whose own write is not over', async () => {
    const standing = { state: 'unconfirmed' } as const;

    expect((await invoiceChecksOf({ standing })).map((check) => check.code)).toEqual(['commitment_not_linked']);
  });

  it('is not an earlier one that bills nothing', async () => {
    const idle: Period = { lines: { [footings]: {} } };
    const billed: Billed = {
      periods: [idle, firstBill],
      ...other(({ procore }) => {
        const before = procore.requisitions.get('9001');
        if (before !== undefined) procore.requisitions.set('9001', { ...before, originId: undefined });
      }),
    };

    expect(await invoiceChecksOf(billed)).toEqual([]);
  });

  it('is not an invoice that is dated elsewhere: the posting period is the open current one', async () => {
    const { document } = await invoiceOffered({ bill: { billingDate: '2026-03-31' as CalendarDate } });

    expect(document).toMatchObject({ date: '2026-03-31', dueDate: '2026-04-30', period: { year: 2026, period: 6 } });
  });
});
