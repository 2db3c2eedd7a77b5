import type { Kind } from '../../shared/kinds.ts';
import { shortened } from '../../shared/text.ts';
import { warnings } from '../../transfers/check.ts';
import type { Transfer } from '../../transfers/transfer.ts';
import { usd } from '../usd.ts';
import { changeConfirmText } from './change-words.ts';
import { invoiceConfirmText } from './invoice-words.ts';
import { kindNames } from './terms.ts';
import { percent } from './value-words.ts';

/** What a person confirms: everything that will stand in the books, and what cannot be undone. */
export function approveConfirm(transfer: Transfer): { title: string; text: string; ok: string; cancel: string } {
  const text = confirmTexts[transfer.kind] ?? confirmText;
  return {
    title: `Approve ${kindNames[transfer.kind]} ${shortened(transfer.offer.subject.number, 30)}?`,
    text: text(transfer),
    ok: 'Approve',
    cancel: 'Not now',
  };
}

/** Kinds that say more than what holds for every one. A confirm holds 300 characters on every platform, whatever names are in it. */
const confirmTexts: { readonly [K in Kind]?: (transfer: Transfer) => string } = {
  subcontract: commitmentConfirmText,
  purchase_order: commitmentConfirmText,
  change_order: changeConfirmText,
  invoice: invoiceConfirmText,
};

function confirmText(transfer: Transfer): string {
  return [`${whatAndWhere(transfer)}.`, 'The bot cannot undo it.', ...acceptedWarnings(transfer)].join(' ');
}

function commitmentConfirmText(transfer: Transfer): string {
  const retainage = transfer.offer.facts.find(({ name }) => name === 'retainage')?.value;
  const held = retainage?.type === 'percent' ? percent(retainage.basisPoints) : 'none';
  return [
    `${whatAndWhere(transfer)}, retainage ${held}.`,
    `It commits the job's budget, and the bot cannot undo it.`,
    ...acceptedWarnings(transfer),
  ].join(' ');
}

function whatAndWhere({ kind, offer: { subject } }: Transfer): string {
  const job = shortened(subject.jobNumber, 30);
  const who = subject.private
    ? `Private ${kindNames[kind]}`
    : `${shortened(subject.counterparty, 80)}, ${usd(subject.amount)}`;
  return `${who}, job ${job}, as ${shortened(subject.number, 30)} in Sage`;
}

function acceptedWarnings({ offer }: Transfer): readonly string[] {
  const accepted = warnings(offer.checks).length;
  return accepted === 0 ? [] : [`Warnings accepted: ${accepted}.`];
}
