import type { Card, CardButton, CardFact, CardNotice, CardTable, Form } from '../ports/card.ts';
import type { People } from '../people/people.ts';
import type { Policy } from '../people/policy.ts';
import { displayText, shortened } from '../shared/text.ts';
import { tickId } from '../transfers/check.ts';
import { isChoosable } from '../transfers/choose.ts';
import { isAcceptable } from '../transfers/decide.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { isVoided } from '../transfers/unlink.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { buttonValue, type PressName } from './command.ts';
import { differenceRows } from './difference-rows.ts';
import { seatLines } from './seat-lines.ts';
import { stepper } from './stepper.ts';
import { usd } from './usd.ts';
import { acceptForm, buttonLabels, sendBackForm, unlinkConfirm } from './words/button-words.ts';
import { chooseForm, chooseLabel } from './words/input-words.ts';
import { checkSentence, tickLabel } from './words/check-words.ts';
import { approveConfirm } from './words/confirm-words.ts';
import { leadParagraphs } from './words/lead-words.ts';
import { nextStep } from './words/next-steps.ts';
import { capitalised, columnLabels, factLabels, kindNames, stateLabels } from './words/terms.ts';
import { valueText } from './words/value-words.ts';

export interface CardContext {
  readonly people: People;
  readonly policy: Policy;
  readonly timeZone: string;
  readonly workflow: Workflow;
}

/** The picture of a stored transfer. Pure: the same state always gives the same card. */
export function transferCard(transfer: Transfer, context: CardContext): Card {
  const { subject } = transfer.offer;
  const name = `${capitalised(kindNames[transfer.kind])} ${subject.number}`;
  const label = stateLabels[transfer.state];
  const seats = seatLines(transfer, context);
  return {
    metadata: {
      transfer: transfer.id,
      kind: transfer.kind,
      record: transfer.record,
      number: subject.number,
      round: transfer.round,
      state: transfer.state,
      revision: transfer.revision,
    },
    title: subject.private ? `${name} · private` : `${name} · ${usd(subject.amount)}`,
    stateLabel: label,
    text: `${label}: ${name}${openly(transfer)}, job ${subject.jobNumber}. ${nextStep(transfer)}`,
    lead: leadParagraphs(transfer, { ...context, openRoles: seats.openRoles }),
    facts: facts(transfer),
    changes: differenceRows(shownDifferences(transfer), subject.private, transfer.offer.table),
    notices: notices(transfer),
    table: table(transfer),
    seats: seats.lines,
    steps: stepper(transfer, context.workflow),
    links: [{ label: 'Open in Procore', url: subject.link }],
    buttons: buttons(transfer),
  };
}

/** Vendor and amount, where the channel may see them. A name that reads like a state would say two states at once. */
function openly({ offer: { subject } }: Transfer): string {
  if (subject.private) return '';
  const vendor = shortened(displayText(subject.counterparty), 80);
  const says = Object.values(stateLabels).some((label) => vendor.toLowerCase().includes(label.toLowerCase()));
  return `${vendor === '' || says ? '' : `, ${vendor}`}, ${usd(subject.amount)}`;
}

/** A held record shows what Sage has otherwise, a synced one what Procore has otherwise since; else the card shows what changed since the round before. */
function shownDifferences(transfer: Transfer): Parameters<typeof differenceRows>[0] {
  if (transfer.state === 'held') return transfer.differences;
  const drift = transfer.state === 'synced' ? transfer.drift?.differences : undefined;
  return drift ?? transfer.previous?.differences ?? [];
}

/** No amount and no counterparty of a private record. */
function isHidden({ name, value }: Transfer['offer']['facts'][number]): boolean {
  return name === 'vendor' || value.type === 'money';
}

function facts({ offer }: Transfer): readonly CardFact[] {
  const shown = offer.facts.filter((fact) => !(offer.subject.private && isHidden(fact)));
  const title: CardFact = { label: 'Title', value: shortened(offer.subject.title, 120) };
  return [...shown.map(({ name, value }) => ({ label: factLabels[name], value: valueText(value) })), title];
}

function notices(transfer: Transfer): readonly CardNotice[] {
  if (!['blocked', 'awaiting'].includes(transfer.state)) return [];
  const hidden = transfer.offer.subject.private;
  return transfer.offer.checks.map((check) => {
    const text = checkSentence(check, transfer.kind, hidden);
    if (check.severity === 'blocks') return { level: 'error', text };
    if (transfer.state !== 'awaiting') return { level: 'warn', text };
    return { level: 'warn', text, tick: { id: tickId(check), label: tickLabel(check, transfer.kind, hidden) } };
  });
}

function table({ offer, state }: Transfer): CardTable | undefined {
  const ended = ['superseded', 'withdrawn', 'sent_back'].includes(state);
  if (offer.subject.private || ended || offer.table.rows.length === 0) return undefined;
  const { columns, rows, total } = offer.table;
  const right = new Set<string>([
    ...['change', 'before', 'after', 'billed', 'quantity', 'unit_cost'],
    'amount',
    'budget_left_after',
    'gross',
    'retainage_held',
    'billed_before',
    'left_after',
  ]);
  return {
    caption: 'Schedule of values',
    columns: columns.map((name) => ({ label: columnLabels[name], align: right.has(name) ? 'right' : 'left' })),
    rows: rows.map((row) => row.map((value) => shortened(valueText(value), 60))),
    more:
      total > rows.length
        ? `and ${total - rows.length} more lines, ${total} in all; every line is in Procore`
        : undefined,
  };
}

/** What can be done in this state, and nothing that cannot. */
function buttons(transfer: Transfer): readonly CardButton[] {
  switch (transfer.state) {
    case 'awaiting':
      return [
        button(transfer, 'approve', 'primary', approveConfirm(transfer)),
        ...chooseButton(transfer),
        button(transfer, 'send_back', 'danger'),
      ];
    case 'blocked':
      return [
        button(transfer, 'check_again', 'plain'),
        ...chooseButton(transfer),
        button(transfer, 'send_back', 'danger'),
      ];
    case 'approved':
      return [button(transfer, 'send_back', 'danger')];
    case 'refused':
      return [
        button(transfer, 'retry_transfer', 'primary'),
        ...chooseButton(transfer),
        button(transfer, 'send_back', 'danger'),
      ];
    case 'synced': {
      if (transfer.drift === undefined) return isLeftToDo(transfer) ? [button(transfer, 'check_again', 'plain')] : [];
      const again = button(transfer, 'check_again', 'plain');
      return isVoided(transfer) ? [again, button(transfer, 'unlink', 'danger', unlinkConfirm(transfer))] : [again];
    }
    case 'unconfirmed':
      return [button(transfer, 'check_again', 'plain')];
    case 'held': {
      const again = button(transfer, 'check_again', 'plain');
      if (transfer.why === 'voided') return [again, button(transfer, 'unlink', 'danger', unlinkConfirm(transfer))];
      return isAcceptable(transfer) ? [again, button(transfer, 'accept', 'danger')] : [again];
    }
    default:
      return [];
  }
}

function isLeftToDo({ offer, byHand }: Extract<Transfer, { state: 'synced' }>): boolean {
  return offer.byHand !== undefined && byHand === undefined;
}

function chooseButton(transfer: Transfer): readonly CardButton[] {
  return isChoosable(transfer) ? [button(transfer, 'choose', 'plain')] : [];
}

function button(
  transfer: Transfer,
  name: PressName,
  tone: CardButton['tone'],
  confirm?: CardButton['confirm'],
): CardButton {
  const label = name === 'choose' ? chooseLabel(transfer.offer.inputs ?? []) : buttonLabels[name];
  const value = buttonValue({ transfer: transfer.id, terms: termsShown(transfer) });
  const form = forms[name];
  return {
    label,
    accessibilityLabel: shortened(`${label} ${kindNames[transfer.kind]} ${transfer.offer.subject.number}`, 75),
    action: name,
    value,
    tone,
    ...(confirm === undefined ? {} : { confirm }),
    ...(form === undefined ? {} : { form: form(transfer, name, value) }),
  };
}

/** The buttons that ask for something before they do anything. */
export const forms: { readonly [N in PressName]?: (transfer: Transfer, action: string, value: string) => Form } = {
  send_back: sendBackForm,
  accept: acceptForm,
  choose: chooseForm,
};

/** What a press on this card is bound to. */
export function termsShown(transfer: Transfer): string {
  return transfer.state === 'held' ? transfer.terms : transfer.offer.terms;
}
