import type { Form } from '../../ports/card.ts';
import type { Kind } from '../../shared/kinds.ts';
import { shortened } from '../../shared/text.ts';
import { sendBackTargets, type SendBackTo, type Transfer } from '../../transfers/transfer.ts';
import type { PressName } from '../command.ts';
import { backTo, capitalised, kindNames } from './terms.ts';

export const buttonLabels: { readonly [N in PressName]: string } = {
  approve: 'Approve',
  send_back: 'Send back',
  retry_transfer: 'Retry',
  check_again: 'Check again',
  accept: 'Accept as it stands',
  unlink: 'Unlink',
  choose: 'Change',
};

export function unlinkConfirm(transfer: Transfer): { title: string; text: string; ok: string; cancel: string } {
  return {
    title: 'End this link?',
    text: `${shortened(transfer.offer.subject.number, 30)} is void or gone in Sage. The round ends here, and the record in Procore may be offered again.`,
    ok: 'Unlink',
    cancel: 'Not now',
  };
}

function targetWords(target: SendBackTo, kind: Kind): string {
  if (target === 'project_manager') return 'To the project manager: a message, Procore stays as it is';
  return `Reopen in Procore: set back${backTo(kind)} so that it can be edited`;
}

/** Shortest and longest reason that is taken. */
export const reasonLength = { min: 10, max: 500 } as const;

const reasonField = {
  type: 'text',
  id: 'reason',
  label: 'Reason',
  minLength: reasonLength.min,
  maxLength: reasonLength.max,
} as const;

export function sendBackForm(transfer: Transfer, action: string, value: string): Form {
  const { number } = transfer.offer.subject;
  return {
    title: 'Send back',
    intro: `${capitalised(kindNames[transfer.kind])} ${number} will not go to Sage. The author reads your reason, so say what must change.`,
    submit: 'Send back',
    cancel: 'Cancel',
    action,
    value,
    fields: [
      { ...reasonField, hint: 'At least ten characters. It is kept in the audit log.' },
      {
        type: 'choice',
        id: 'to',
        label: 'Where to',
        options: sendBackTargets.map((target) => ({ value: target, label: targetWords(target, transfer.kind) })),
        initial: 'project_manager',
      },
    ],
  };
}

export function acceptForm(transfer: Transfer, action: string, value: string): Form {
  return {
    title: 'Accept as it stands',
    intro: `What stands in Sage for ${transfer.offer.subject.number} differs from what was approved. Accepting makes it good as it is; nothing is written again.`,
    submit: 'Accept',
    cancel: 'Cancel',
    action,
    value,
    fields: [
      { ...reasonField, hint: 'At least ten characters: why the difference is right. It is kept in the audit log.' },
    ],
  };
}

export const reasonTooShort = 'Please give a reason of at least ten characters: the author must know what to change.';
export const reasonTooLong = 'Please keep the reason under 500 characters.';
