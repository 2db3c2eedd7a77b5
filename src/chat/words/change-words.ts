import { shortened } from '../../shared/text.ts';
import { warnings } from '../../transfers/check.ts';
import type { FactName } from '../../transfers/offer.ts';
import type { Transfer } from '../../transfers/transfer.ts';
import { usd } from '../usd.ts';
import { valueText } from './value-words.ts';

/** What a person confirms before a change order goes: the change, the contract before and after, and the budget. */
export function changeConfirmText({ offer }: Transfer): string {
  const { subject, checks, facts } = offer;
  const fact = (name: FactName, length: number): string => {
    const found = facts.find((one) => one.name === name);
    return found === undefined ? 'not known' : shortened(valueText(found.value), length);
  };
  const what = subject.private
    ? `Private commitment ${fact('commitment', 30)}`
    : `${shortened(subject.counterparty, 40)}: ${usd(subject.amount)} on ${fact('commitment', 30)}, contract ${fact('contract_change', 45)}, budget ${fact('budget_effect', 55)}`;
  const accepted = warnings(checks).length;
  return [
    `${what}.`,
    `Job ${shortened(subject.jobNumber, 20)}. The bot cannot undo it.`,
    ...(accepted === 0 ? [] : [`Warnings accepted: ${accepted}.`]),
  ].join(' ');
}
