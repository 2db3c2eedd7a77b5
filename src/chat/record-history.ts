import { personId } from '../shared/ids.ts';
import type { LedgerEntry } from '../ports/store.ts';
import { memoryKey } from '../transfers/keys.ts';
import type { State } from '../transfers/transfer.ts';
import type { KnownRecord } from './find-records.ts';
import { timeZoneOf, type Talk } from './talk.ts';
import { when } from './when.ts';
import { nameOf } from './words/lead-words.ts';
import { capitalised, kindNames, stateLabels } from './words/terms.ts';
import { transferId } from '../shared/ids.ts';

/** Everything the ledger says about a record, oldest first. */
export async function historyParagraphs(talk: Talk, { memory }: KnownRecord): Promise<readonly string[]> {
  const name = `${capitalised(kindNames[memory.kind])} ${memory.number}`;
  const rounds = await talk.store.find({
    index: 'transfers.record',
    key: memoryKey(memory.company, memory.kind, memory.record),
  });
  const lines: string[] = [];
  for (const row of rounds.items) {
    const page = await talk.store.history({ company: memory.company, transfer: transferId(row.id), limit: 50 });
    lines.push(...page.items.map((entry) => line(talk, memory.company, entry)));
  }
  return lines.length === 0
    ? [`${name}: nothing was decided or done yet.`]
    : [`${name}, from the ledger:`, ...lines.slice(-40)];
}

function line(talk: Talk, company: KnownRecord['memory']['company'], { entry }: LedgerEntry): string {
  const { at, round, from, to, person, detail } = entry;
  const label = stateLabels[to as State];
  const who = person === undefined ? 'the bot' : nameOf(talk.people(), personId(person));
  const what = from === to ? `${deedOf(detail)} (${label})` : label;
  const reason = typeof detail?.['reason'] === 'string' ? `: ${detail['reason']}` : '';
  return `${when(at, timeZoneOf(talk, company))}, round ${round}: ${what}, by ${who}${reason}`;
}

const deeds: { readonly [decision: string]: string } = {
  approve: 'One seat filled',
  accept: 'One seat accepted the difference',
  choose: 'Another period or number chosen',
};

function deedOf(detail: LedgerEntry['entry']['detail']): string {
  if (detail?.['afterPosting'] === 'undone') return 'As it was posted again';
  if (detail?.['afterPosting'] !== undefined) return 'Otherwise than when it was posted';
  if (detail?.['byHand'] !== undefined) return 'Retainage seen to be released';
  return deeds[String(detail?.['decision'])] ?? 'Looked at again';
}
