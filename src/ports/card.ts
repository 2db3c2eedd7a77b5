import type { Json } from '../shared/json.ts';

/** A message both chats can draw. All text is finished: amounts and dates are formatted, nothing is markup. */
export interface Card {
  /** What the platform keeps beside the message for scripts; the bot never reads it back as truth. */
  readonly metadata: CardMetadata;
  /** Kind, number and amount. */
  readonly title: string;
  /** Where it stands, in the fixed words of `stateLabels`. */
  readonly stateLabel: string;
  /** One full sentence with item, amount and state, for notifications and screen readers. */
  readonly text: string;
  /** What happened, what it means, what to do; one paragraph each. */
  readonly lead: readonly string[];
  readonly facts: readonly CardFact[];
  /** What differs from an earlier version, line by line. */
  readonly changes: readonly CardChange[];
  readonly notices: readonly CardNotice[];
  readonly table: CardTable | undefined;
  readonly seats: readonly string[];
  readonly steps: readonly CardStep[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly buttons: readonly CardButton[];
}

/** One message that stands for many records whose cards were not posted. All text is finished. */
export interface Summary {
  readonly title: string;
  /** One full sentence for notifications and screen readers. */
  readonly text: string;
  readonly lead: readonly string[];
  /** The records that wait longest. */
  readonly table: CardTable | undefined;
  readonly buttons: readonly CardButton[];
  /** Grows with each change of what is shown. */
  readonly revision: number;
}

export interface CardMetadata {
  readonly transfer: string;
  readonly kind: string;
  readonly record: string;
  readonly number: string;
  readonly round: number;
  readonly state: string;
  readonly revision: number;
}

export interface CardFact {
  readonly label: string;
  readonly value: string;
}

export interface CardChange {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface CardNotice {
  readonly level: 'info' | 'warn' | 'error';
  readonly text: string;
  /** A warning that an approver must tick; the id comes back with the press. */
  readonly tick?: { readonly id: string; readonly label: string };
}

export interface CardTable {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
  /** Said when there are more lines than rows. */
  readonly more: string | undefined;
}

export interface CardStep {
  readonly label: string;
  readonly status: 'done' | 'now' | 'todo' | 'problem';
}

export interface CardButton {
  readonly label: string;
  /** Says the whole action for a screen reader: "Approve subcontract SC-004". */
  readonly accessibilityLabel: string;
  /** The name of the command; with `value` it comes back when pressed. */
  readonly action: string;
  readonly value: string;
  readonly tone: 'primary' | 'danger' | 'plain';
  readonly confirm?: { readonly title: string; readonly text: string; readonly ok: string; readonly cancel: string };
  /**
   * What the press asks for. A platform that opens forms may leave it out: the answer to the press brings the form, with
   * the person's right to it checked. One that draws forms into the card submits its fields without a press before.
   */
  readonly form?: Form;
}

/** Asked before an action is carried out. */
export interface Form {
  readonly title: string;
  readonly intro: string;
  readonly submit: string;
  readonly cancel: string;
  /** Come back with the submission. */
  readonly action: string;
  readonly value: string;
  readonly fields: readonly FormField[];
}

export type FormField =
  | {
      readonly type: 'text';
      readonly id: string;
      readonly label: string;
      readonly hint: string;
      readonly minLength: number;
      readonly maxLength: number;
      /** What stands in it when it is opened. */
      readonly initial?: string;
    }
  | {
      readonly type: 'choice';
      readonly id: string;
      readonly label: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly initial: string;
    };

/** What is answered to one person, or said under a card. All text is finished. */
export interface Note {
  /** One full sentence for notifications. */
  readonly text: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly CardFact[];
  readonly table?: CardTable;
  readonly links?: readonly { readonly label: string; readonly url: string }[];
}

export type CardMetadataJson = { readonly [K in keyof CardMetadata]: Json };
