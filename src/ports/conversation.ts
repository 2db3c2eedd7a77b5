import type { Form, Note } from './card.ts';
import type { MessageRef, Platform } from './chat.ts';
import type { Home } from './home.ts';

/**
 * What chat adapters call when a person does something. Nothing here calls another system: an answer is given as soon
 * as the decision is on disk, and what follows from it is done by the worker.
 */
export interface Conversation {
  press(press: Press): Promise<Answer>;
  submit(submission: Submission): Promise<SubmissionAnswer>;
  /** A typed command; the answer goes to the person alone unless `public` says that the channel may see it. */
  ask(typed: Typed): Promise<TypedAnswer>;
  /** The person's own page. */
  home(actor: Actor): Promise<Home>;
}

/** The platform's id of the person, from a request whose signature holds. */
export interface Actor {
  readonly platform: Platform;
  readonly user: string;
}

/**
 * Names one request among all that a workspace or tenant ever sends, platform and workspace included. What was decided
 * by a request is not decided by it again, also after a restart. Absent where the platform gives nothing to name it by.
 */
export interface Delivered {
  readonly delivery?: string;
}

export interface Press extends Delivered {
  readonly actor: Actor;
  readonly message: MessageRef;
  readonly action: string;
  readonly value: string;
  /** Ids of the warnings that this person has ticked. */
  readonly ticks: readonly string[];
}

export interface Submission extends Delivered {
  readonly actor: Actor;
  /** The message under which the form was opened. */
  readonly message: MessageRef;
  readonly action: string;
  readonly value: string;
  readonly fields: { readonly [id: string]: string };
}

export interface Typed extends Delivered {
  readonly actor: Actor;
  readonly channel: string;
  readonly text: string;
}

export type Answer =
  | { readonly kind: 'nothing' }
  /** Told to this person alone. */
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'form'; readonly form: Form };

export type SubmissionAnswer =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'note'; readonly note: Note }
  /** The form stays open and shows a sentence at the field. */
  | { readonly kind: 'errors'; readonly errors: { readonly [fieldId: string]: string } };

export interface TypedAnswer {
  readonly note: Note;
  readonly public: boolean;
}
