import { shortened } from '../../shared/text.ts';
import type { Check, CheckCode } from '../../transfers/check.ts';
import type { Kind } from '../../shared/kinds.ts';
import type { Value } from '../../transfers/value.ts';
import { groundSentences } from './ground-check-words.ts';
import { invoiceSentences, invoiceTicks } from './invoice-check-words.ts';
import type { Said } from './said.ts';
import { kindNames } from './terms.ts';
import { valueText } from './value-words.ts';

/** What each rule says when it does not hold: what is the matter, and what to do about it. */
const sentences: { readonly [C in CheckCode]: (said: Said) => string } = {
  ...invoiceSentences,
  ...groundSentences,
  amount_too_large: ({ of }) =>
    `An amount is larger than the ${of('limit')} that Sage can hold. Split the contract in Procore.`,
  choice_pending: () =>
    'What was chosen here is being checked in both systems. Nothing is to be done; the card continues by itself.',
  code_missing: ({ at }) => `${at} has no cost code. Choose one in Procore.`,
  code_unknown: ({ at, of }) =>
    `${at} uses cost code ${of('code')}, which Sage does not have. Choose another code in Procore, or add it in 6-5 Cost Codes.`,
  below_billed: ({ at, of, amount }) =>
    `${at}: Sage line ${of('sageLine')} would stand at ${of('after')}, but ${of('floor')} are billed or on their way, ${amount} more. Lower the deduction in Procore, or have the bill corrected first.`,
  budget_counted_twice: ({ of, amount }) =>
    `Budget changes in Sage moved code ${of('code')}, type ${of('type')} by ${of('earlier')} already, and this change could move it by ${amount} again. Accept it if that is other money; if not, take one of the two back.`,
  change_number_missing: () => 'The change order has no number. Give it one in Procore.',
  contract_date_missing: () => 'The contract date is missing, and Sage requires one. Fill it in in Procore.',
  extension_differs: ({ at, of }) =>
    of('made') === ''
      ? `${at} comes to ${of('amount')}, and quantity times unit cost ends at half a cent, which this Sage rounds in a way that is not known. Change the unit cost in Procore, or have an administrator allow lump sum lines.`
      : `${at} comes to ${of('amount')} in Procore, and Sage would make ${of('made')} of quantity and unit cost. Correct the line in Procore.`,
  goes_as_lump_sum: ({ at, of }) =>
    `${at} goes to Sage as one lump sum of ${of('amount')}, because Sage cannot make that amount of its quantity and unit cost.`,
  insurance_expired: ({ of }) =>
    `Sage says that the insurance of ${of('vendor')} ended on ${of('date')}. Ask for a new certificate, or accept it here.`,
  job_closed: ({ of }) =>
    `Job ${of('job')} does not take commitments in Sage in its present status. Change its status in 3-5 Jobs, or use another job.`,
  job_complete: ({ of, it }) => `Job ${of('job')} is complete in Sage. Make sure that this ${it} still belongs to it.`,
  job_gone: ({ of }) =>
    `Job ${of('job')} is linked to a Sage job that is not there any more. An administrator must link it again.`,
  job_not_linked: ({ of }) =>
    `Job ${of('job')} is not linked to a Sage job, so the commitment has nowhere to go. Link the job first.`,
  line_text_missing: ({ at }) => `${at} has no description, and Sage requires one. Fill it in in Procore.`,
  line_text_too_long: ({ at, of }) =>
    `The description of ${at.toLowerCase()} is longer than the ${of('limit')} characters Sage holds. Shorten it in Procore; nothing is cut.`,
  line_mismatch: ({ at, of }) =>
    `${at} uses ${of('code')}, type ${of('type')}, and the line it changes is ${of('sageCode')}, type ${of('sageType')} in Sage. Give both the same code in Procore.`,
  line_unmapped: ({ at, of }) =>
    `${at} changes a line of ${of('commitment')} that has no place in Sage that could be told for certain. Compare the lines of both; a changed line needs the code, type and amount it was posted with.`,
  lines_missing: () => 'There is no schedule of values line. Add at least one in Procore.',
  negative_new_line: ({ at, of }) =>
    `${at} deducts ${of('amount')} without naming the line of the contract it is taken from, so it becomes a new negative line in Sage. Name the line in Procore, or accept it.`,
  no_amounts: () => 'No line has an amount, so there is nothing to post. Enter the amounts in Procore, or void it.',
  not_executed: ({ it }) => `The ${it} is not marked as executed in Procore. Accept that, or have it signed first.`,
  number_missing: ({ it }) => `The ${it} has no number. Give it one in Procore.`,
  number_reserved: ({ of, it }) =>
    `Another ${it} with number ${of('number')} is on its way to Sage or stands there. Give this one another number in Procore.`,
  number_taken: ({ of, it }) =>
    `Sage already has a ${it} ${of('number')}, and numbers there count for all jobs. If it is the same ${it}, do not send it again; if not, give this one another number in Procore.`,
  number_too_long: ({ of }) =>
    `Number ${of('number')} is longer than the ${of('limit')} characters Sage holds. Shorten it in Procore; nothing is cut.`,
  order_amount_based: ({ at }) =>
    `${at} is an amount, and purchase orders in Sage are quantities with unit costs. Set the accounting method to unit and quantity in Procore.`,
  order_closed: ({ of }) =>
    `Purchase order ${of('commitment')} is closed or void in Sage, so nothing can be added to it. Open it in 6-6-1 Purchase Orders, or put the change on another order.`,
  over_budget: ({ at, of, amount }) =>
    `${at}: code ${of('code')}, type ${of('type')} would be ${amount} over budget (budget ${of('budget')}, committed before ${of('committed')}, this ${of('amount')}).`,
  price_missing: ({ at }) => `${at} has no quantity or no unit cost. Fill both in in Procore.`,
  price_too_fine: ({ at, of }) =>
    `${at} has a quantity of ${of('quantity')} at ${of('price')}, more decimals than Sage holds. Round them in Procore so that the amount stays ${of('amount')}.`,
  retainage_unusable: () => 'The retainage is not between 0 and 99.99 %. Correct it in Procore.',
  sage_refuses: ({ of }) =>
    `Sage would refuse it: ${of('message')} Correct it in Procore or in Sage, then press Check again.`,
  sage_unavailable: ({ of }) =>
    of('reason') === 'denied'
      ? 'The Sage bridge refuses our access, so nothing can be checked or approved. An administrator must look; this card continues by itself.'
      : 'Sage cannot be asked at the moment, so nothing can be checked or approved. This card continues by itself when Sage answers.',
  sage_warns: ({ of }) => `Sage warns: ${of('message')}`,
  sum_differs: ({ of, amount, it }) =>
    `The lines add up to ${of('lines')}, the ${it} says ${of('header')}: ${amount} apart. Correct it in Procore.`,
  tax_present: ({ at, it }) =>
    `${at} has a tax code, and tax is not posted from here. Remove it in Procore, or enter this ${it} in Sage by hand.`,
  title_missing: ({ it }) => `The ${it} has no title, and Sage requires one. Fill it in in Procore.`,
  title_too_long: ({ of }) =>
    `The title is longer than the ${of('limit')} characters Sage holds. Shorten it in Procore; nothing is cut.`,
  type_missing: ({ at }) => `${at} has no cost type. Choose one in Procore.`,
  type_unknown: ({ at, of }) =>
    `${at} uses cost type ${of('type')}, which is not mapped to a Sage cost type. An administrator adds it to the settings.`,
  unbudgeted: ({ at, of }) =>
    `${at}: code ${of('code')}, type ${of('type')} has no budget in Sage; ${of('amount')} would be committed without one.`,
  vendor_gone: ({ of }) =>
    `${of('vendor')} is linked to a Sage vendor that is not there any more. Link the vendor again.`,
  vendor_inactive: ({ of }) =>
    `${of('vendor')} is inactive in ${of('where')}. Make the vendor active there, or use another one.`,
  vendor_missing: ({ it }) => `The ${it} names no company. Choose one in Procore.`,
  vendor_not_linked: ({ of }) =>
    `${of('vendor')} is not linked to a Sage vendor, so the commitment has nobody to post to. Link the vendor first.`,
};

/** What a warning's tick box says: the same in few words. The sentence stands above it. */
const ticks: { readonly [C in CheckCode]?: (said: Said) => string } = {
  ...invoiceTicks,
  insurance_expired: ({ of }) => `Accept: insurance ended on ${of('date')}`,
  job_complete: ({ of }) => `Accept: job ${of('job')} is complete`,
  not_executed: () => 'Accept: contract not executed',
  budget_counted_twice: ({ of, amount }) => `Accept: ${amount} on ${of('code')}, type ${of('type')} is other money`,
  goes_as_lump_sum: ({ at, of }) => `Accept: ${at.toLowerCase()} as a lump sum of ${of('amount')}`,
  negative_new_line: ({ at, of }) => `Accept: ${at.toLowerCase()} as a new line of ${of('amount')}`,
  over_budget: ({ of, amount }) => `Accept: ${amount} over budget on ${of('code')}, type ${of('type')}`,
  unbudgeted: ({ of }) => `Accept: ${of('amount')} without budget on ${of('code')}, type ${of('type')}`,
};

export function tickLabel(check: Check, kind: Kind, hidden = false): string {
  const words = ticks[check.code];
  return shortened(
    words === undefined ? `Accept: ${checkSentence(check, kind, hidden)}` : words(saidOf(check, kind, hidden)),
    75,
  );
}

/** `hidden` keeps amounts and the counterparty of a private record out of a channel. */
export function checkSentence(check: Check, kind: Kind, hidden = false): string {
  return sentences[check.code](saidOf(check, kind, hidden));
}

function saidOf(check: Check, kind: Kind, hidden: boolean): Said {
  const it = kindNames[kind];
  const of = (name: string): string => {
    const value: Value | undefined = check.values[name];
    if (value === undefined) return '';
    if (hidden && name === 'vendor') return 'The vendor';
    // Sage's own words can name amounts and the vendor
    if (hidden && name === 'message') return 'what it says is private.';
    return hidden && value.type === 'money' ? hiddenAmount : valueText(value);
  };
  const at = check.line === '' ? `The ${it}` : `Line ${check.line}`;
  const amount = hidden ? hiddenAmount : valueText({ type: 'money', cents: check.cents });
  return { line: check.line, at, amount, it, of };
}

const hiddenAmount = '(private)';
