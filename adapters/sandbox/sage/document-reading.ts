import { documents, type WrittenKind } from '../../sage/protocol/documents.ts';
import type { Problem } from '../../sage/protocol/operations.ts';
import type { Books } from './books.ts';
import type { WrittenDocument } from './kind-rules.ts';
import { whole } from './numbers.ts';

/** What the bridge itself has against a document, before Sage is asked. */
export function documentProblems(kind: WrittenKind, document: unknown): Problem[] {
  const read = documents[kind].safeParse(document);
  if (!read.success) {
    return read.error.issues.map(({ path, message }) => ({
      code: 'document',
      field: path.map(String).join('.'),
      message,
    }));
  }
  const refs = read.data.lines.map(({ lineRef }) => lineRef);
  const twice = refs.filter((ref, index) => refs.indexOf(ref) !== index);
  const problems = twice.map((ref) => ({ code: 'document', field: `lines.${ref}`, message: 'The line stands twice.' }));
  if (refs.length === 0) problems.push({ code: 'document', field: 'lines', message: 'There is no line.' });
  return problems;
}

export interface ResolvedNames {
  readonly vendor: string | null;
  readonly job: string | null;
  readonly costCodes: { readonly [code: string]: string };
}

/** The names behind the document's numbers, as Sage has them; a number without a record has none. */
export function resolvedNames(books: Books, document: WrittenDocument | undefined): ResolvedNames {
  const codes = (document?.lines ?? []).map(({ costCode }) => books.get('cost-codes', costCode));
  const vendor = document !== undefined && 'vendorNumber' in document ? document.vendorNumber : '';
  return {
    vendor: books.get('vendors', whole(vendor))?.name ?? null,
    job: books.get('jobs', whole(document?.jobNumber ?? ''))?.name ?? null,
    costCodes: Object.fromEntries(codes.flatMap((code) => (code === undefined ? [] : [[code.number, code.name]]))),
  };
}
