import type { Entry } from '../../src/ports/store.ts';
import type { Variables } from '../config/variables.ts';
import type { CompanyEntry } from '../store/ledger/line.ts';
import { readLedger } from './read-ledger.ts';

export interface AuditExportChoices {
  readonly variables: Variables;
  readonly format: 'json' | 'csv';
}

/** `countersign audit export`: prints every entry that holds; ends like `audit verify` when one does not. */
export async function auditExport({ variables, format }: AuditExportChoices): Promise<number> {
  if (format === 'csv') await print(csvLine([...columns]));
  const read = await readLedger(variables, async (entries) => {
    if (entries.length > 0) await print(entries.map((entry) => lineOf(entry, format)).join(''));
  });
  return typeof read === 'number' ? read : 0;
}

const columns = [
  'n',
  'at',
  'company',
  'transfer',
  'kind',
  'record',
  'round',
  'from',
  'to',
  'fingerprint',
  'operationKey',
  'person',
] as const;

function lineOf({ n, text }: CompanyEntry, format: 'json' | 'csv'): string {
  const entry = JSON.parse(text) as Entry;
  const told = { ...entry, n, at: new Date(entry.at).toISOString() };
  if (format === 'csv') return csvLine(columns.map((column) => String(told[column] ?? '')));
  return `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, told[column]])))}\n`;
}

/** One line of RFC 4180. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => quoted(harmless(field))).join()}\r\n`;
}

/** A spreadsheet takes a field that begins like this for a formula; with an apostrophe in front it is text. */
function harmless(field: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(field) ? `'${field}` : field;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Waits until the reader of the output has room: a ledger may be larger than memory. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}
