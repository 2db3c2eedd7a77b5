import type { CheckCode } from '../../transfers/check.ts';
import type { Said } from './said.ts';

/** What the rules of subcontractors' invoices say when they do not hold. */
export const invoiceSentences = {
  account_has_subs: ({ of }) =>
    `Not sent. Account ${of('account')} of ${of('vendor')} has sub accounts in Sage, so this invoice cannot be expensed. Set one without a sub account in 4-4 Vendors, Invoice Defaults, then press Check again.`,
  account_missing: ({ of }) =>
    `Not sent. ${of('vendor')} has no usable ledger account in Sage, so this invoice cannot be expensed. Set one without a sub account in 4-4 Vendors, Invoice Defaults, then press Check again.`,
  account_unknown: ({ of }) =>
    `Not sent. Ledger account ${of('account')} is not in Sage, so this invoice cannot be expensed. Correct it in 4-4 Vendors, Invoice Defaults, or in the settings, then press Check again.`,
  before_differs: ({ of, amount }) =>
    `Not sent. The lines say that ${of('ours')} was billed before, the invoice before it ends at ${of('theirs')}: ${amount} apart in Procore itself. Open and save this invoice in Procore, or ask for a new one.`,
  billing_date_missing: () =>
    'Not sent. The billing date is missing, and it is the invoice date in Sage. Fill it in in Procore.',
  books_differ: ({ of, amount }) =>
    `Not sent. Before this invoice Procore shows ${of('procore')} billed on ${of('subcontract')} and Sage shows ${of('sage')}: ${amount} apart. An invoice was skipped, voided or entered by hand: compare the list below before anything more is posted. In Sage: ${of('invoices')}.`,
  books_differ_on_line: ({ of, amount }) =>
    `Not sent. On line ${of('sageLine')} of ${of('subcontract')} (${of('code')}) Procore shows ${of('procore')} billed before and Sage shows ${of('sage')}: ${amount} apart, though the totals agree. Correct the line in Sage, then press Check again. In Sage: ${of('invoices')}.`,
  books_unreadable: ({ of }) =>
    `Not sent. The bridge does not say what Sage has billed and held on ${of('subcontract')}, so it cannot be compared. An administrator must update the bridge.`,
  change_not_posted: ({ at, of }) =>
    `Waiting. ${at} bills ${of('change') || 'a change order'}, which is not in Sage yet. Approve ${of('change') || 'it'} first; this invoice continues by itself.`,
  commitment_gone: () =>
    'Not sent. The subcontract of this invoice is not in Procore any more. Void the invoice there, or restore the subcontract.',
  credit: ({ amount }) =>
    `Not sent. This invoice is a credit of ${amount}, and credits are not posted from here. Enter it in Sage by hand, or lower the next invoice.`,
  due_differs: ({ of, amount }) =>
    `Not sent. The lines come to ${of('ours')}, Procore says that ${of('theirs')} is due: ${amount} apart. Open and save the invoice in Procore; if it stays so, enter it in Sage by hand.`,
  earlier_invoice: ({ of }) =>
    `Waiting. Invoice ${of('number')} of ${of('subcontract')} comes first and is not in Sage yet. Post it, or have it corrected; this invoice continues by itself.`,
  figure_missing: ({ at, line, of }) =>
    `Not sent. Procore's answer lacks "${of('field')}"${line === '' ? '' : ` on ${at.toLowerCase()}`}, and nothing is guessed. Open and save the invoice in Procore, then press Check again.`,
  invoice_look_alike: ({ of }) =>
    `Sage has invoice ${of('number')} from ${of('vendor')} of ${of('date')} over the same ${of('amount')}, job ${of('job')}, ${of('status')}. Make sure that this is not the same bill.`,
  invoice_number_taken: ({ of }) =>
    `Not sent. Sage already has invoice ${of('number')} from ${of('vendor')}: ${of('date')}, ${of('amount')}, job ${of('job')}, ${of('status')}. If it is the same bill, do not send it again; if not, give this one another number in Procore.`,
  invoice_of_nothing: () =>
    'Not sent. This invoice bills nothing, so there is nothing to post. Leave it as it is, or correct it in Procore.',
  invoice_taxed: () =>
    'Not sent. This invoice carries tax, and tax is not posted from here. Remove it in Procore, or enter this invoice in Sage by hand.',
  item_unusable: ({ at, of }) =>
    `Not sent. ${at} is billed as "${of('type')}", which is not posted from here: it names no single line of the subcontract. Enter this invoice in Sage by hand.`,
  line_below_zero: ({ at, of, amount }) =>
    `Not sent. ${at} takes back more than was billed: ${of('billed')} is billed in Sage, and ${amount} would be below zero. Have the project manager correct the line.`,
  line_not_in_sage: ({ at, of }) =>
    `Not sent. ${at} bills a line that Sage's ${of('subcontract')} does not have, or that cannot be told apart there. Compare both, correct the one that is wrong, then press Check again.`,
  on_purchase_order: () =>
    'Not sent. Invoices on purchase orders are not posted from here. Enter this one in 4-2 Payable Invoices with its order by hand.',
  over_subcontract: ({ at, of }) =>
    `Not sent. ${at} bills ${of('bills')}, but ${of('left')} is left on subcontract ${of('subcontract')}. Post the missing CCO first, or have the project manager lower the line.`,
  parts_differ: ({ at, of, amount }) =>
    `Not sent. ${at} bills ${of('ours')} by its totals and ${of('theirs')} by its parts: ${amount} apart in Procore itself. Open and save the line in Procore.`,
  period_closed: ({ of }) =>
    `Not sent. Period ${of('period')} is closed to the bot and nothing was moved. The controller can open it in Sage or choose an open period here; then it needs approval again.`,
  period_fixed: ({ of }) =>
    `Not sent. Period ${of('period')} was chosen, and this Sage takes no period but the one it posts to by itself. Choose that one here, or enter the invoice in Sage by hand.`,
  release_above_held: ({ of }) =>
    `Not sent. It releases ${of('released')} of retainage, and only ${of('before')} is held. Correct the release in Procore.`,
  release_by_hand: ({ of }) =>
    `It releases ${of('released')} of retainage. The bot posts the work only: after it is in Sage, release ${of('released')} there by hand. The next invoice waits until ${of('after')} is held in Sage.`,
  release_only: ({ of }) =>
    `Not sent, and nothing is to be sent: this invoice only releases ${of('released')} of retainage. Release it in Sage by hand; ${of('before')} is held before and ${of('after')} after. The card closes by itself when Sage shows that.`,
  released_too_much: ({ at, of }) =>
    `Not sent. ${at} releases ${of('ours')} of retainage, and only ${of('theirs')} is held on it. Correct the release in Procore.`,
  retainage_before_differs: ({ of, amount }) =>
    `Not sent. The lines say that ${of('ours')} of retainage was held before, the invoice before it ends at ${of('theirs')}: ${amount} apart in Procore itself. Open and save this invoice in Procore.`,
  retainage_differs: ({ of, amount }) =>
    `Not sent. Before this invoice Procore shows ${of('procore')} of retainage held on ${of('subcontract')} and Sage shows ${of('sage')}: ${amount} apart. A release is missing, or an invoice holds another amount: compare the list below before anything more is posted. In Sage: ${of('invoices')}.`,
  retainage_released: ({ of }) =>
    `Not sent. It releases ${of('released')} of retainage, and the bot changes no invoice that stands in Sage. Take the release out in Procore and do it in Sage by hand, or let an administrator set releasedRetainage to "task".`,
  terms_unusable: ({ of }) =>
    `Not sent. The terms of ${of('vendor')} in Sage are "${of('terms')}", from which no due date follows. Set a number of days such as 30DY in 4-4 Vendors, Invoice Defaults, then press Check again.`,
} as const satisfies { readonly [C in CheckCode]?: (said: Said) => string };

/** What the tick box of a warning says. */
export const invoiceTicks = {
  invoice_look_alike: ({ of }) => `Accept: not the bill ${of('number')} of ${of('date')}`,
  over_subcontract: ({ of, amount }) => `Accept: ${amount} over subcontract ${of('subcontract')}`,
  release_by_hand: ({ of }) => `I see to it that ${of('released')} is released in Sage`,
} as const satisfies { readonly [C in CheckCode]?: (said: Said) => string };
