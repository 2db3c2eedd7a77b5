import type { Card } from '../../src/ports/card.ts';
import { card } from '../slack/cards.ts';

export interface NamedCard {
  readonly name: string;
  readonly card: Card;
}

const lines: readonly (readonly string[])[] = [
  ['1', 'Mobilization and layout', '01-500', 'S', '$3,200.00', '$1,800.00'],
  ['2', 'Footings and grade beams, building A', '03-300', 'S', '$21,450.00', '$4,550.00'],
  ['3', 'Slab on grade, 5 inch with vapor barrier', '03-300', 'S', '$16,100.00', '-$1,500.00'],
  ['4', 'Site walls and mow strips', '03-350', 'S', '$5,250.00', '$750.00'],
  ['5', 'Testing and clean-up', '01-700', 'S', '$2,500.00', '$0.00'],
];

const waiting: Card = card({
  metadata: { ...card().metadata, round: 2, revision: 3 },
  title: 'Subcontract SC-004 Concrete · $48,500.00',
  text: 'Subcontract SC-004 Concrete for $48,500.00 on job 1042: Waiting for approval.',
  lead: ['Needs 2 approvals: a controller or clerk first, then an administrator. Nothing is in Sage yet.'],
  facts: [
    { label: 'Vendor', value: 'Ridgeline Concrete & Masonry LLC (Sage 217)' },
    { label: 'Amount', value: '$48,500.00' },
    { label: 'Job', value: '1042 Harbor Street Medical Office' },
    { label: 'Number in Sage', value: 'SC-004' },
    { label: 'Retainage', value: '10 %' },
    { label: 'Contract date', value: 'Jul 1, 2025, executed' },
    { label: 'Budget left after', value: '$5,600.00' },
    { label: 'Insurance', value: 'ends Aug 31, 2025' },
  ],
  changes: [{ what: 'Line 3, amount', before: '$14,600.00', after: '$16,100.00' }],
  notices: [
    {
      level: 'warn',
      text: 'Line 3 commits $1,500.00 more than is left in the budget of 03-300, type S. Sage will warn and still take it.',
      tick: { id: 'over_budget:3', label: 'Line 3 is $1,500.00 over budget' },
    },
    {
      level: 'warn',
      text: "The vendor's general liability insurance ends on Aug 31, 2025, before the work is done.",
      tick: { id: 'insurance', label: 'Insurance ends Aug 31, 2025' },
    },
    {
      level: 'warn',
      text: 'Procore does not say who changed the contract last, so one more person must approve.',
      tick: { id: 'unknown_editor', label: 'Last editor is unknown' },
    },
  ],
  table: {
    caption: 'Schedule of values, 5 lines, $48,500.00',
    columns: [
      { label: '#', align: 'right' },
      { label: 'Description', align: 'left' },
      { label: 'Code', align: 'left' },
      { label: 'Type', align: 'left' },
      { label: 'Amount', align: 'right' },
      { label: 'Budget left', align: 'right' },
    ],
    rows: lines,
    more: undefined,
  },
  seats: ['Controller or clerk: Carla Contreras approved, Jul 8, 10:02 AM', 'Administrator: open'],
  steps: [
    { label: 'Checked', status: 'done' },
    { label: 'Approval (1 of 2)', status: 'now' },
    { label: 'Sage', status: 'todo' },
    { label: 'Stamped in Procore', status: 'todo' },
  ],
  links: [{ label: 'Open in Procore', url: 'https://app.procore.com/1/project/commitments/4401' }],
});

const blocked: Card = {
  ...waiting,
  stateLabel: 'Blocked',
  text: 'Subcontract SC-004 Concrete for $48,500.00 on job 1042: Blocked.',
  lead: [
    'Waiting. Ridgeline Concrete & Masonry LLC is not linked to a Sage vendor, so the commitment has nobody to post to.',
    'Link the existing vendor or send a new one below.',
  ],
  changes: [],
  notices: [
    { level: 'error', text: 'The vendor is not linked to Sage.' },
    { level: 'info', text: 'Two vendors in Sage look alike: 217 Ridgeline Concrete, 388 Ridgeline Paving.' },
  ],
  seats: [],
  steps: [
    { label: 'Checks', status: 'problem' },
    { label: 'Approval', status: 'todo' },
    { label: 'Sage', status: 'todo' },
  ],
  buttons: [
    {
      label: 'Check again',
      accessibilityLabel: 'Check SC-004 again',
      action: 'check',
      value: 'tr_1.3',
      tone: 'primary',
    },
    { label: 'Link vendor', accessibilityLabel: 'Link the vendor', action: 'link', value: 'tr_1.3', tone: 'plain' },
    {
      label: 'Send back',
      accessibilityLabel: 'Send SC-004 back',
      action: 'send_back',
      value: 'tr_1.3',
      tone: 'danger',
    },
  ],
};

const synced: Card = {
  ...waiting,
  stateLabel: 'Synced',
  text: 'Subcontract SC-004 Concrete for $48,500.00 on job 1042: Synced.',
  lead: ['In Sage as subcontract 1042-004 and stamped in Procore. Every field was read back and agrees.'],
  changes: [],
  notices: [],
  table: undefined,
  seats: ['Carla Contreras approved, Jul 8, 10:02 AM', 'Adam Ames approved, Jul 8, 10:15 AM'],
  steps: [
    { label: 'Checked', status: 'done' },
    { label: 'Approved', status: 'done' },
    { label: 'In Sage', status: 'done' },
    { label: 'Stamped in Procore', status: 'done' },
  ],
  buttons: [],
};

const held: Card = {
  ...synced,
  stateLabel: 'Needs a person',
  text: 'Subcontract SC-004 Concrete for $48,500.00 on job 1042: Needs a person.',
  lead: [
    'Sage has SC-004, but one field differs from what was approved. Nothing more is written until a person decides.',
    'A controller compares both and either takes over what stands in Sage or corrects it there.',
  ],
  changes: [{ what: 'Retainage', before: '10 % approved', after: '5 % in Sage' }],
  notices: [{ level: 'error', text: 'Retainage in Sage is 5 %, approved was 10 %.' }],
  steps: [
    { label: 'Approved', status: 'done' },
    { label: 'In Sage', status: 'problem' },
    { label: 'Stamped in Procore', status: 'todo' },
  ],
};

export const cards: readonly NamedCard[] = [
  { name: 'waiting', card: waiting },
  { name: 'blocked', card: blocked },
  { name: 'synced', card: synced },
  { name: 'held', card: held },
];
