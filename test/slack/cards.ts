import type { Card, Form, Note } from '../../src/ports/card.ts';

/** A card as it waits for approval; a test names only what it is about. */
export function card(changes: Partial<Card> = {}): Card {
  return {
    metadata: {
      transfer: 'tr_1',
      kind: 'subcontract',
      record: '4401',
      number: 'SC-004',
      round: 1,
      state: 'awaiting',
      revision: 1,
    },
    title: 'Subcontract SC-004 · $48,500.00',
    stateLabel: 'Waiting for approval',
    text: 'Subcontract SC-004 for $48,500.00 on job 1042: Waiting for approval.',
    lead: ['A controller or a clerk must approve it before it goes to Sage.'],
    facts: [
      { label: 'Vendor', value: 'Ridgeline Concrete LLC (Sage 217)' },
      { label: 'Amount', value: '$48,500.00' },
      { label: 'Job', value: '1042 Harbor Street Medical Office' },
      { label: 'Retainage', value: '10 %' },
    ],
    changes: [],
    notices: [
      {
        level: 'warn',
        text: 'Line 2 goes $1,500.00 over the budget of 03-300/S.',
        tick: { id: 'over_budget:2', label: 'Line 2 is over budget' },
      },
      {
        level: 'warn',
        text: 'The insurance ends on 2025-08-31.',
        tick: { id: 'insurance', label: 'Insurance ends soon' },
      },
      { level: 'info', text: 'The contract was executed on 2025-07-01.' },
    ],
    table: {
      caption: 'Schedule of values, 2 lines',
      columns: [
        { label: '#', align: 'right' },
        { label: 'Description', align: 'left' },
        { label: 'Code', align: 'left' },
        { label: 'Amount', align: 'right' },
      ],
      rows: [
        ['1', 'Footings and grade beams', '03-300/S', '$30,000.00'],
        ['2', 'Slab on grade', '03-300/S', '$18,500.00'],
      ],
      more: undefined,
    },
    seats: ['Controller or clerk: open'],
    steps: [
      { label: 'Checked', status: 'done' },
      { label: 'Approval', status: 'now' },
      { label: 'Sage', status: 'todo' },
    ],
    links: [{ label: 'Open in Procore', url: 'https://app.procore.com/1/project/commitments/4401' }],
    buttons: [
      {
        label: 'Approve',
        accessibilityLabel: 'Approve subcontract SC-004',
        action: 'approve',
        value: 'tr_1.1',
        tone: 'primary',
        confirm: {
          title: 'Approve SC-004?',
          text: 'Ridgeline Concrete LLC, $48,500.00, job 1042. It commits the budget in Sage.',
          ok: 'Approve',
          cancel: 'Not yet',
        },
      },
      {
        label: 'Send back',
        accessibilityLabel: 'Send subcontract SC-004 back',
        action: 'send_back',
        value: 'tr_1.1',
        tone: 'danger',
      },
    ],
    ...changes,
  };
}

export function note(text: string): Note {
  return { text, paragraphs: [text] };
}

export const sendBackForm: Form = {
  title: 'Send back SC-004',
  intro: 'The record goes back to its author in Procore.',
  submit: 'Send back',
  cancel: 'Cancel',
  action: 'send_back',
  value: 'tr_1.1',
  fields: [
    { type: 'text', id: 'reason', label: 'Reason', hint: 'The author reads it.', minLength: 10, maxLength: 500 },
    {
      type: 'choice',
      id: 'period',
      label: 'Posting period',
      options: [
        { value: '7', label: 'July 2025' },
        { value: '8', label: 'August 2025' },
      ],
      initial: '7',
    },
  ],
};
