import { shortened } from '../../shared/text.ts';
import { warnings } from '../../transfers/check.ts';
import type { FactName } from '../../transfers/offer.ts';
import type { Transfer } from '../../transfers/transfer.ts';
import { valueText } from './value-words.ts';

/** What a person confirms before an invoice goes: at most 300 characters, whatever names are in it. */
export function invoiceConfirmText({ offer }: Transfer): string {
  const { subject, checks, facts } = offer;
  const fact = (name: FactName, length: number): string => {
    const found = facts.find((one) => one.name === name);
    return found === undefined ? 'not known' : shortened(valueText(found.value), length);
  };
  const who = subject.private
    ? 'Private commitment'
    : `${shortened(subject.counterparty, 50)}: gross ${fact('gross', 20)}, retainage ${fact('retainage_held', 20)}, net ${fact('net_due', 20)}`;
  const where = `Job ${shortened(subject.jobNumber, 20)}, subcontract ${fact('subcontract', 30)}, period ${fact('posting_period', 10)}`;
  const accepted = warnings(checks).length;
  return [
    `${who}.`,
    `${where}.`,
    'It creates a payable in Sage, and the bot cannot undo it.',
    ...(accepted === 0 ? [] : [`Warnings accepted: ${accepted}.`]),
  ].join(' ');
}
