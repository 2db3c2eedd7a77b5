import type { DocumentOf, WrittenKind } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { Books, Undated } from './books.ts';

/** How Sage takes documents of one kind, and what it keeps of them. */
export interface KindRules<Document = never, Kept = never> {
  /** Everything Sage would say against the document, in the order in which it looks; `ownKey` may stand under the number. */
  errors(books: Books, document: Document, ownKey?: string): Problem[];
  /** What Sage would ask a person about, and an API cannot answer for him. */
  warnings(books: Books, document: Document): Problem[];
  /** Whether somebody entered the number meanwhile. */
  taken(books: Books, document: Document): boolean;
  /** The record as Sage will keep it. Nothing is saved yet. */
  record(books: Books, document: Document, operationKey: string): Undated<Kept>;
  save(books: Books, record: Undated<Kept>): void;
  /** The record of an operation: by the trace field, or where there is none by what nobody else can have. */
  find(books: Books, operationKey: string, document: Document | undefined): Kept | undefined;
  /** The record as it stands now; `undefined` when it is gone. */
  standing(books: Books, record: Kept): Kept | undefined;
}

/** What every record that the bridge writes has. */
export interface WrittenRecord {
  readonly key: string;
  readonly id: string;
  readonly number: string;
  readonly status: number;
  readonly voided: boolean;
  readonly operationKey?: string | undefined;
  readonly changedAt: string;
  readonly description?: string;
  readonly lines: readonly { readonly lineRef: string; readonly cents: number }[];
}

export type WrittenDocument = DocumentOf<WrittenKind>;
