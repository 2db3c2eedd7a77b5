import type { Authors } from '../people/authors.ts';
import type { Instant } from '../shared/dates.ts';
import { canonicalJson, sha256Hex } from '../shared/fingerprint.ts';
import type { SageKind } from '../ports/sage-kinds.ts';
import type { Fingerprint, RecordId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import type { Cents } from '../shared/money.ts';
import { tickOf, warnings, type Check } from './check.ts';
import type { Input } from './input.ts';
import type { Value } from './value.ts';

/** What is shown to an approver: built from a look at both systems, stored, and drawn as often as needed. */
export interface Offer {
  readonly subject: Subject;
  /** Missing while the document cannot be built yet; then the offer has blocking checks. */
  readonly fingerprint?: Fingerprint;
  readonly checks: readonly Check[];
  readonly facts: readonly Fact[];
  readonly table: LineTable;
  /** The amount that decides the band, never negative. */
  readonly bandCents: Cents;
  readonly authors: Authors;
  /** The natural key in Sage, normalised: reserved from opening to end. */
  readonly target: string;
  /** The collection of the bridge that is written, where it is not the usual one of the workflow. */
  readonly collection?: SageKind;
  /** The record that must be in Sage before this one. */
  readonly buildsOn?: Ground;
  /** What an approver may choose of the document, as it stands now. */
  readonly inputs?: readonly Input[];
  /** What is left to a person in Sage once the document is there, or in its place. */
  readonly byHand?: ByHand;
  /** Names fingerprint and warnings together: what a button was pressed on. */
  readonly terms: string;
  /** When the record last changed in its own system, as that system says. */
  readonly sourceUpdatedAt: Instant;
}

/** A record on which others build: a commitment under its change orders and invoices. */
export interface Ground {
  readonly kind: Kind;
  readonly record: RecordId;
}

/** Retainage that a person releases on invoices which stand in Sage: the bot changes none. */
export interface ByHand {
  readonly vendor: string;
  readonly commitment: string;
  /** What is to be released. */
  readonly release: Cents;
  /** What Sage holds before the release, with what this document holds, and after it. */
  readonly before: Cents;
  readonly after: Cents;
  /** Invoices in Sage on which something is held. */
  readonly invoices: readonly { readonly number: string; readonly held: Cents }[];
}

export type CompleteOffer = Offer & { readonly fingerprint: Fingerprint };

export interface Subject {
  readonly number: string;
  readonly title: string;
  readonly amount: Cents;
  readonly jobNumber: string;
  readonly jobName: string;
  readonly counterparty: string;
  /** No amount and no counterparty in a channel. */
  readonly private: boolean;
  readonly link: string;
}

export const factNames = [
  'vendor',
  'amount',
  'job',
  'number_in_sage',
  'retainage',
  'contract_date',
  'executed',
  'budget_left_after',
  'insurance',
  'invoice_number',
  'net_due',
  'gross',
  'retainage_held',
  'retainage_released',
  'subcontract',
  'contract_amount',
  'billed_before',
  'left_after',
  'invoice_date',
  'posting_period',
  'due_date',
  'books_agree',
  'delivery',
  'terms',
  'tax',
  'rounding',
  'contract_change',
  'commitment',
  'budget_effect',
  'billed_to_date',
  'reason',
] as const;
export type FactName = (typeof factNames)[number];

export interface Fact {
  readonly name: FactName;
  readonly value: Value;
}

/** On a phone only the first three are in sight. */
export const columnNames = [
  'line',
  'description',
  'amount',
  'cost_code',
  'cost_type',
  'budget_left_after',
  'gross',
  'retainage_held',
  'code_and_type',
  'account',
  'billed_before',
  'left_after',
  'quantity',
  'unit_cost',
  'sage_line',
  'before',
  'change',
  'after',
  'billed',
] as const;
export type ColumnName = (typeof columnNames)[number];

/** The first lines of the document; the document has them all. */
export interface LineTable {
  readonly columns: readonly ColumnName[];
  readonly rows: readonly (readonly Value[])[];
  /** The line reference of each row, so that a difference can be told by what the row begins with. */
  readonly refs: readonly string[];
  readonly total: number;
}

/** What stands in the column `sage_line` where the document adds a line. */
export const newSageLine = 'new';

/** How many lines a card shows: a phone's screen and no more. */
export const shownLines = 8;

export function termsOf(fingerprint: Fingerprint | undefined, checks: readonly Check[]): string {
  const shown = warnings(checks)
    .map((check) => canonicalJson({ ...tickOf(check) }))
    .sort();
  return sha256Hex(canonicalJson([fingerprint ?? '', ...shown])).slice(0, 16);
}

export function isComplete(offer: Offer): offer is CompleteOffer {
  return offer.fingerprint !== undefined && offer.checks.every((check) => check.severity === 'warns');
}
