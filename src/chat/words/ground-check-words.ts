import type { CheckCode } from '../../transfers/check.ts';
import type { State } from '../../transfers/transfer.ts';
import type { Said } from './said.ts';
import { stateLabels } from './terms.ts';

type GroundCode = Extract<
  CheckCode,
  | 'change_differs'
  | 'commitment_is_another'
  | 'commitment_not_in_sage'
  | 'commitment_not_linked'
  | 'ground_changed'
  | 'ground_deleted'
>;

/** What stands in the way of a change order or an invoice in the commitment on which it builds. */
export const groundSentences: { readonly [C in GroundCode]: (said: Said) => string } = {
  change_differs: ({ at, of, it }) =>
    `Waiting. ${at} bills ${of('change')}, which is otherwise now than when it was posted. Its card shows what: put it right, or unlink it once it is void in Sage; this ${it} then continues by itself.`,
  ground_changed: ({ of, it }) =>
    `Waiting. ${of('record')} was changed in Procore after it was posted, so this ${it} has no sure ground. The card of ${of('record')} shows what changed: undo it in Procore, or void ${of('record')} in Sage and unlink it; this ${it} then continues by itself.`,
  ground_deleted: ({ of, it }) =>
    `Waiting. ${of('record')} was deleted in Procore after it was posted, so this ${it} has no sure ground. Restore it in Procore, or void it in Sage and unlink it; this ${it} then continues by itself.`,
  commitment_is_another: ({ of }) =>
    `Not sent. The Sage record linked to ${of('subcontract')} belongs to another vendor or job. An administrator must link it again.`,
  commitment_not_in_sage: ({ of, it }) =>
    `Not sent. ${of('subcontract')} is linked to a Sage record that is void or gone. Unlink it and send it again, or restore it in Sage; this ${it} then continues by itself.`,
  commitment_not_linked: ({ of, it }) =>
    `Waiting. ${of('subcontract')} is not in Sage yet (${stateOf(of('state'))}), so this ${it} has nothing to go on. ${nextStep(of('state'), of('subcontract'))} This ${it} continues by itself after that.`,
};

/** How far the record is that another one waits for; it has no state before it was ever offered. */
function stateOf(state: string): string {
  return state in stateLabels ? stateLabels[state as State].toLowerCase() : 'not offered yet';
}

function nextStep(state: string, commitment: string): string {
  switch (state) {
    case 'awaiting':
      return `Approve ${commitment} first, on its own card.`;
    case 'approved':
    case 'sending':
    case 'unconfirmed':
      return `${commitment} is on its way; nothing is to be done.`;
    case 'blocked':
    case 'held':
    case 'refused':
      return `The card of ${commitment} says what stands in the way.`;
    default:
      return `Approve ${commitment} first: it needs to be approved in Procore, and then on its own card.`;
  }
}
