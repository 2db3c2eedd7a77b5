import { shortened } from '../../shared/text.ts';
import type { Check, CheckCode } from '../../transfers/check.ts';
import type { Value } from '../../transfers/value.ts';
import { invoiceSentences, invoiceTicks } from './invoice-check-words.ts';
import type { Said } from './said.ts';
import { valueText } from './value-words.ts';

/** What each rule says when it does not hold: what is the matter, and what to do about it. */
const sentences: { readonly [C in CheckCode]: (said: Said) => string } = {
  ...invoiceSentences,
  amount_too_large: ({ of }) =>
    `An amount is larger than the ${of('limit')} that Sage can hold. Split the contract in Procore.`,
  code_missing: ({ at }) => `${at} has no cost code. Choose one in Procore.`,
  code_unknown: ({ at, of }) =>
    `${at} uses cost code ${of('code')}, which Sage does not have. Choose another code in Procore, or add it in 6-5 Cost Codes.`,
  contract_date_missing: () => 'The contract date is missing, and Sage requires one. Fill it in in Procore.',
  insurance_expired: ({ of }) =>
    `Sage says that the insurance of ${of('vendor')} ended on ${of('date')}. Ask for a new certificate, or accept it here.`,
  job_closed: ({ of }) =>
    `Job ${of('job')} does not take commitments in Sage in its present status. Change its status in 3-5 Jobs, or use another job.`,
  job_complete: ({ of }) => `Job ${of('job')} is complete in Sage. Make sure that this contract still belongs to it.`,
  job_gone: ({ of }) =>
    `Job ${of('job')} is linked to a Sage job that is not there any more. An administrator must link it again.`,
  job_not_linked: ({ of }) =>
    `Job ${of('job')} is not linked to a Sage job, so the commitment has nowhere to go. Link the job first.`,
  line_text_missing: ({ at }) => `${at} has no description, and Sage requires one. Fill it in in Procore.`,
  line_text_too_long: ({ at, of }) =>
    `The description of ${at.toLowerCase()} is longer than the ${of('limit')} characters Sage holds. Shorten it in Procore; nothing is cut.`,
  lines_missing: () => 'There is no schedule of values line. Add at least one in Procore.',
  not_executed: () => 'The contract is not marked as executed in Procore. Accept that, or have it signed first.',
  number_missing: () => 'The contract has no number. Give it one in Procore.',
  number_reserved: ({ of }) =>
    `Another contract with number ${of('number')} is on its way to Sage or stands there. Give this one another number in Procore.`,
  number_taken: ({ of }) =>
    `Sage already has a subcontract ${of('number')}, and numbers there count for all jobs. If it is the same contract, do not send it again; if not, give this one another number in Procore.`,
  number_too_long: ({ of }) =>
    `Number ${of('number')} is longer than the ${of('limit')} characters Sage holds. Shorten it in Procore; nothing is cut.`,
  over_budget: ({ at, of, amount }) =>
    `${at}: code ${of('code')}, type ${of('type')} would be ${amount} over budget (budget ${of('budget')}, committed before ${of('committed')}, this ${of('amount')}).`,
  retainage_unusable: () => 'The retainage is not between 0 and 99.99 %. Correct it in Procore.',
  sage_refuses: ({ of }) =>
    `Sage would refuse it: ${of('message')} Correct it in Procore or in Sage, then press Check again.`,
  sage_unavailable: ({ of }) =>
    of('reason') === 'denied'
      ? 'The Sage bridge refuses our access, so nothing can be checked or approved. An administrator must look; this card continues by itself.'
      : 'Sage cannot be asked at the moment, so nothing can be checked or approved. This card continues by itself when Sage answers.',
  sage_warns: ({ of }) => `Sage warns: ${of('message')}`,
  sum_differs: ({ of, amount }) =>
    `The lines add up to ${of('lines')}, the contract says ${of('header')}: ${amount} apart. Correct it in Procore.`,
  tax_present: ({ at }) =>
    `${at} has a tax code, and tax is not posted from here. Remove it in Procore, or enter this contract in Sage by hand.`,
  title_missing: () => 'The contract has no title, and Sage requires one. Fill it in in Procore.',
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
  vendor_missing: () => 'The contract names no company. Choose one in Procore.',
  vendor_not_linked: ({ of }) =>
    `${of('vendor')} is not linked to a Sage vendor, so the commitment has nobody to post to. Link the vendor first.`,
};

/** What a warning's tick box says: the same in few words. The sentence stands above it. */
const ticks: { readonly [C in CheckCode]?: (said: Said) => string } = {
  ...invoiceTicks,
  insurance_expired: ({ of }) => `Accept: insurance ended on ${of('date')}`,
  job_complete: ({ of }) => `Accept: job ${of('job')} is complete`,
  not_executed: () => 'Accept: contract not executed',
  over_budget: ({ of, amount }) => `Accept: ${amount} over budget on ${of('code')}, type ${of('type')}`,
  unbudgeted: ({ of }) => `Accept: ${of('amount')} without budget on ${of('code')}, type ${of('type')}`,
};

export function tickLabel(check: Check, hidden = false): string {
  const words = ticks[check.code];
  return shortened(words === undefined ? `Accept: ${checkSentence(check, hidden)}` : words(saidOf(check, hidden)), 75);
}

/** `hidden` keeps amounts and the counterparty of a private record out of a channel. */
export function checkSentence(check: Check, hidden = false): string {
  return sentences[check.code](saidOf(check, hidden));
}

function saidOf(check: Check, hidden: boolean): Said {
  const of = (name: string): string => {
    const value: Value | undefined = check.values[name];
    if (value === undefined) return '';
    if (hidden && name === 'vendor') return 'The vendor';
    // Sage's own words can name amounts and the vendor
    if (hidden && name === 'message') return 'what it says is private.';
    return hidden && value.type === 'money' ? hiddenAmount : valueText(value);
  };
  const at = check.line === '' ? 'The contract' : `Line ${check.line}`;
  const amount = hidden ? hiddenAmount : valueText({ type: 'money', cents: check.cents });
  return { line: check.line, at, amount, of };
}

const hiddenAmount = '(private)';
