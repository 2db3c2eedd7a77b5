import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../src/shared/dates.ts';
import { recordId } from '../../src/shared/ids.ts';
import { cents, type BasisPoints } from '../../src/shared/money.ts';
import { groundSentences } from '../../src/chat/words/ground-check-words.ts';
import { invoiceSentences } from '../../src/chat/words/invoice-check-words.ts';
import { checkCodes, type CheckCode } from '../../src/transfers/check.ts';
import type { World } from '../fakes/bot.ts';
import { procoreLine, procoreVendor, settings } from '../builders.ts';
import { checksOf, lookedAt, offeredAs, type Surroundings } from './looked-at.ts';
import { document } from '../transfers/transfer-builders.ts';

const one = (changes: Parameters<typeof procoreLine>[0]): Surroundings => ({
  record: { lines: [procoreLine(changes)] },
});
const other = (otherwise: (world: World) => void): Surroundings => ({ otherwise });
const sageVendor = { key: '217', number: '217', name: 'Ridgeline', active: true, insuranceExpires: undefined };
const expired = other(({ sage }) =>
  sage.books.vendors.set('217', { ...sageVendor, insuranceExpires: '2026-05-31' as CalendarDate }),
);
const jobIn = (status: number): Surroundings =>
  other(({ sage }) => sage.books.jobs.set('1042', { key: '1042', number: '1042', name: 'Harbor', status }));
const budget = (amount: number): Surroundings =>
  other(({ sage }) => sage.books.addBudget('1042', '3300.000', 4, amount));

const cases: readonly (readonly [CheckCode, string, Surroundings])[] = [
  ['amount_too_large', 'an amount has more digits than Sage holds', one({ amount: cents(-10_000_000_000) })],
  ['code_missing', 'a line has no cost code', one({ costCode: undefined })],
  ['code_unknown', 'Sage does not have the code', one({ costCode: '9999' })],
  ['code_unknown', 'the code cannot be one of Sage', one({ costCode: '01-500' })],
  ['contract_date_missing', 'there is no contract date', { record: { contractDate: undefined } }],
  ['insurance_expired', 'the insurance ended yesterday', expired],
  ['job_closed', 'the job is a bid', jobIn(1)],
  ['job_closed', 'the job was refused', jobIn(2)],
  ['job_closed', 'the job is closed', jobIn(6)],
  ['job_complete', 'the job is complete', jobIn(5)],
  ['job_gone', 'the linked job is not there', other(({ sage }) => sage.books.jobs.clear())],
  [
    'job_not_linked',
    'the job is not linked',
    other(({ procore }) => (procore.project = { ...procore.project, originId: undefined })),
  ],
  [
    'line_text_missing',
    'neither the line nor its code has words',
    {
      ...one({ description: ' \u200b' }),
      ...other(({ sage }) => sage.books.costCodes.set('3300.000', { code: '3300.000', name: '' })),
    },
  ],
  ['line_text_too_long', 'a description is too long', one({ description: 'x'.repeat(31) })],
  ['lines_missing', 'there is no line', { record: { lines: [] } }],
  ['not_executed', 'the contract is not executed', { record: { executed: false } }],
  ['number_missing', 'there is no number', { record: { number: ' ' } }],
  ['number_taken', 'the number stands in Sage', other(({ sage }) => sage.books.enterByHand(document))],
  ['number_too_long', 'the number is too long', { record: { number: 'SC-0000000012' } }],
  ['over_budget', 'a code is exceeded', budget(29_999_99)],
  ['retainage_unusable', 'retainage is above 99.99 %', { record: { retainage: 10_000 as BasisPoints } }],
  ['retainage_unusable', 'retainage is below zero', { record: { retainage: -1 as BasisPoints } }],
  [
    'sage_refuses',
    'Sage would refuse it',
    other(({ sage }) => (sage.books.previewErrors = [{ code: '1', field: 'date', message: 'no' }])),
  ],
  [
    'sage_unavailable',
    'Sage cannot be asked',
    other(({ sage }) => (sage.down = { kind: 'unreachable', retryAfterMs: undefined })),
  ],
  [
    'sage_warns',
    'Sage would ask',
    other(({ sage }) => (sage.books.previewWarnings = [{ code: '2', field: '', message: 'sure?' }])),
  ],
  ['sum_differs', 'lines and header are a cent apart', { record: { total: cents(40_000_01) } }],
  ['tax_present', 'a line has a tax code', one({ taxCode: 'TX' })],
  ['title_missing', 'there is no title', { record: { title: '' } }],
  ['title_too_long', 'the title is too long', { record: { title: 'x'.repeat(31) } }],
  ['type_missing', 'a line has no cost type', one({ costType: undefined })],
  ['type_unknown', 'the cost type is not mapped', one({ costType: 'Z' })],
  ['type_unknown', 'the cost type is mapped to one Sage lacks', { settings: { costTypes: new Map([['S', 7]]) } }],
  ['unbudgeted', 'a code has no budget', one({ costCode: '3350', costType: 'M' })],
  ['unbudgeted', 'the budget of a code is zero', budget(0)],
  ['vendor_gone', 'the linked vendor is not there', other(({ sage }) => sage.books.vendors.clear())],
  [
    'vendor_inactive',
    'the vendor is inactive in Sage',
    other(({ sage }) => sage.books.vendors.set('217', { ...sageVendor, active: false })),
  ],
  [
    'vendor_inactive',
    'the vendor is inactive in Procore',
    other(({ procore }) => procore.vendors.set('3001', procoreVendor({ active: false }))),
  ],
  ['vendor_missing', 'no company is named', { record: { vendor: undefined } }],
  [
    'vendor_not_linked',
    'the vendor is not linked',
    other(({ procore }) => procore.vendors.set('3001', procoreVendor({ originId: undefined }))),
  ],
  ['vendor_not_linked', 'the vendor cannot be read', other(({ procore }) => procore.vendors.clear())],
];

const warned: ReadonlySet<CheckCode> = new Set([
  ...(['insurance_expired', 'job_complete', 'not_executed', 'over_budget', 'sage_warns', 'unbudgeted'] as const),
]);

describe('a contract with nothing wrong', () => {
  it('has no check that fails, and a document', async () => {
    const { offer, document: written } = await offeredAs();

    expect(offer.checks).toEqual([]);
    expect(written).toEqual(document);
  });
});

/** Tested beside the workflows that raise them. */
const ofOtherKinds: ReadonlySet<CheckCode> = new Set([
  ...['extension_differs', 'goes_as_lump_sum', 'order_amount_based', 'price_missing', 'price_too_fine'],
  ...['below_billed', 'budget_counted_twice', 'change_number_missing'],
  ...['line_mismatch', 'line_unmapped', 'negative_new_line', 'no_amounts', 'order_closed'],
] as CheckCode[]);

describe('a check', () => {
  it.each(cases)('%s fails alone when %s', async (code, _when, surroundings) => {
    const checks = await checksOf(surroundings);

    expect(checks.map((check) => [check.code, check.severity])).toEqual([
      [code, warned.has(code) ? 'warns' : 'blocks'],
    ]);
  });

  it('is tested for every code that the workflow can raise', () => {
    const tested = new Set(cases.map(([code]) => code));

    // a number that is reserved, and a choice that is being looked at, are the engine's own
    const others = (code: CheckCode): boolean => code in invoiceSentences || code in groundSentences;
    const left = checkCodes.filter((code) => !tested.has(code) && !others(code) && !ofOtherKinds.has(code));
    expect(left).toEqual(['choice_pending', 'number_reserved']);
  });

  it.each([
    ['executedContract', 'not_executed', { record: { executed: false } }],
    ['jobComplete', 'job_complete', jobIn(5)],
    ['insuranceExpired', 'insurance_expired', expired],
    ['unbudgetedLine', 'unbudgeted', budget(0)],
  ] as const)('blocks or warns as %s says', async (setting, code, surroundings) => {
    const severities = await Promise.all(
      (['warn', 'block'] as const).map(async (value) => {
        const checks = await checksOf({ ...surroundings, settings: { [setting]: value } });
        return checks.find((check) => check.code === code)?.severity;
      }),
    );

    expect(severities).toEqual(['warns', 'blocks']);
  });

  it.each([
    ['subcontractNumber', 'number', 'number_too_long', { number: 'SC-12' }],
    ['subcontractTitle', 'title', 'title_too_long', { title: 'Steel' }],
    ['lineDescription', 'lineDescription', 'line_text_too_long', { lines: [procoreLine({ description: 'Steel' })] }],
  ] as const)(
    'takes the limit of %s from the profile, else from the settings',
    async (limit, fallback, code, record) => {
      const limited = (fromProfile: number | undefined, fromSettings: number) =>
        checksOf({
          record,
          settings: { fallbackLimits: { ...settings.fallbackLimits, [fallback]: fromSettings } },
          otherwise: ({ sage: { books } }) => {
            books.profile = { ...books.profile, limits: { ...books.profile.limits, [limit]: fromProfile } };
          },
        });

      expect((await limited(5, 4)).map((check) => check.code)).toEqual([]);
      expect((await limited(4, 5)).map((check) => check.code)).toEqual([code]);
      expect((await limited(undefined, 4)).map((check) => check.code)).toEqual([code]);
      expect((await limited(undefined, 5)).map((check) => check.code)).toEqual([]);
    },
  );

  it('counts characters as people do, so that an emoji is one', async () => {
    expect(await checksOf({ record: { title: '🏗'.repeat(30) } })).toEqual([]);
  });

  it('B16: names both totals and what is between them', async () => {
    const [check] = await checksOf({ record: { total: cents(40_000_01) } });

    expect(check).toMatchObject({ cents: 1, values: { header: { cents: 40_000_01 }, lines: { cents: 40_000_00 } } });
  });

  it('names a code that Sage lacks once, however many lines use it, and each other line that lacks something', async () => {
    const lines = [1, 2, 3].map((position) =>
      procoreLine({ id: recordId(`8${position}`), position, costCode: '9999', description: position === 1 ? 'x' : '' }),
    );

    const checks = await checksOf({ record: { lines } });

    expect(checks.map(({ code, line }) => `${code} ${line}`)).toEqual([
      ...['code_unknown 1', 'line_text_missing 2', 'line_text_missing 3'],
    ]);
  });

  it('does not take our own record for a number that is taken, nor one that is void', async () => {
    const ours = await checksOf(other(({ sage }) => sage.books.insert(document, 'op-1' as never)));
    const voided = await checksOf(
      other(({ sage }) => {
        sage.books.change(sage.books.enterByHand(document).key, { voided: true });
      }),
    );

    expect([ours, voided]).toEqual([[], []]);
  });

  it('finds a number that is taken also under characters that nobody sees', async () => {
    const checks = await checksOf({
      record: { number: ' SC\u200b-004 ' },
      otherwise: ({ sage }) => sage.books.enterByHand(document),
    });

    expect(checks.map(({ code }) => code)).toEqual(['number_taken']);
  });

  it('takes the day of the insurance in the company’s own time zone', async () => {
    const until = (date: string) =>
      other(({ sage, clock }) => {
        clock.advance(14 * 3_600_000);
        sage.books.vendors.set('217', { ...sageVendor, insuranceExpires: date as CalendarDate });
      });

    // 02:00 in UTC on June 2nd is still June 1st in Chicago
    expect(await checksOf(until('2026-06-01'))).toEqual([]);
    expect(await checksOf(until('2026-05-31'))).toMatchObject([{ code: 'insurance_expired' }]);
  });
});

describe('Sage’s own word', () => {
  const warning = { code: 'over_budget', field: 'lines', message: 'Over budget by 1.00.' };

  it('is shown once where we say the same with amounts, and ours answers for both', async () => {
    const checks = await checksOf({
      otherwise: ({ sage: { books } }) => {
        books.addBudget('1042', '3300.000', 4, 29_999_00);
        books.previewWarnings = [warning];
      },
    });

    expect(checks).toMatchObject([{ code: 'over_budget', cents: 1_00, values: { warning: { text: 'over_budget' } } }]);
  });

  it('is shown by itself otherwise, and its code can be accepted', async () => {
    const checks = await checksOf(other(({ sage }) => (sage.books.previewWarnings = [{ ...warning, code: 'X9' }])));

    expect(checks).toMatchObject([{ code: 'sage_warns', line: 'lines', values: { warning: { text: 'X9' } } }]);
  });

  it('is not asked for while anything of ours blocks', async () => {
    const asked: number[] = [];
    await checksOf({
      record: { contractDate: undefined },
      otherwise: ({ sage }) => sage.before.set('preview', () => asked.push(1)),
    });

    expect(asked).toEqual([]);
  });

  it('blocks as away when only the preview fails', async () => {
    const checks = await checksOf(
      other(({ sage }) =>
        sage.before.set('preview', () => (sage.down = { kind: 'busy', reason: 'x', retryAfterMs: undefined })),
      ),
    );

    expect(checks).toMatchObject([
      { code: 'sage_unavailable', severity: 'blocks', values: { reason: { text: 'busy' } } },
    ]);
  });
});

describe('a contract that is not looked at further', () => {
  it.each([
    ['status', { record: { status: 'Draft' } }],
    ['linked', { record: { originId: '77' } }],
    ['erp_integrated', other(({ procore }) => (procore.project = { ...procore.project, erpIntegrated: true }))],
  ] as const)('says %s', async (why, surroundings) => {
    expect(await lookedAt(surroundings)).toMatchObject({ kind: 'not_ready', why, number: 'SC-004' });
  });

  it('is gone when Procore has it no more, and unread when Procore cannot say', async () => {
    const gone = await lookedAt(other(({ procore }) => procore.remove(recordId('4401'))));
    const unread = await lookedAt(other(({ procore }) => (procore.trouble = { kind: 'denied' })));

    expect(gone).toEqual({ kind: 'gone' });
    expect(unread).toEqual({ kind: 'unread', failure: { kind: 'denied' } });
  });
});
