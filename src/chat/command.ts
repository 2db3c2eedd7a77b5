import { centsFromDecimal, type Cents } from '../shared/money.ts';
import { transferId, type TransferId } from '../shared/ids.ts';

/** Everything a person can ask for. A button press and a typed line become the same Command. */
export type Command = Typed | Pressed;

export type Typed =
  | { readonly name: 'queue' }
  | { readonly name: 'help' }
  /** Words that are no command; `nearest` is what was probably meant. */
  | { readonly name: 'unknown'; readonly word: string; readonly nearest: string | undefined }
  | { readonly name: 'status'; readonly about: string }
  | { readonly name: 'why' | 'history' | 'retry' | 'unlink'; readonly number: string }
  /** Who would have to approve; without an amount that can be read, how to ask. */
  | { readonly name: 'policy'; readonly amount: Cents | undefined; readonly job: string };

export type Pressed = { readonly name: PressName; readonly transfer: TransferId; readonly terms: string };

export const pressNames = [
  'approve',
  'send_back',
  'retry_transfer',
  'check_again',
  'accept',
  'unlink',
  'choose',
] as const;
export type PressName = (typeof pressNames)[number];

/** The words that can be typed, for the help text and for guessing what was meant. */
export const typedCommands = [
  { word: 'help', usage: 'help' },
  { word: 'queue', usage: 'queue' },
  { word: 'status', usage: 'status [number, job or vendor]' },
  { word: 'why', usage: 'why <number>' },
  { word: 'history', usage: 'history <number>' },
  { word: 'retry', usage: 'retry <number>' },
  { word: 'unlink', usage: 'unlink <number>' },
  { word: 'policy', usage: 'policy test <amount> [job]' },
] as const;

/** Reads what was typed after `/sage`. Only the verb's case is ignored: ids keep theirs. */
export function parseTyped(line: string): Typed {
  const plain = line
    .replace(/[\u2018\u2019\u201c\u201d"']/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  if (plain === '') return { name: 'queue' };
  const [verb = '', ...rest] = plain.split(' ');
  const word = verb.toLowerCase();
  const argument = rest.join(' ');
  switch (word) {
    case 'help':
    case 'queue':
      return { name: word };
    case 'status':
      return { name: 'status', about: argument };
    case 'why':
    case 'history':
    case 'retry':
    case 'unlink':
      return argument === '' ? { name: 'help' } : { name: word, number: argument };
    case 'policy': {
      const [test = '', amount = '', ...job] = rest;
      const told = test.toLowerCase() === 'test' ? typedAmount(amount) : undefined;
      return { name: 'policy', amount: told, job: job.join(' ') };
    }
    default:
      return { name: 'unknown', word: verb.slice(0, 40), nearest: nearestWord(word) };
  }
}

/** Dollars as people type them: 50000, 50,000.00, $50,000. */
export function typedAmount(text: string): Cents | undefined {
  const grouped = /^\$?\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?$/.test(text);
  const amount = centsFromDecimal(grouped ? text.replace(/[$,]/g, '') : text.replace(/^\$/, ''));
  return amount === undefined || amount < 0 ? undefined : amount;
}

/** What a button carries; `parsePressed` gives the command back. Nothing in it is believed but the two names. */
export function buttonValue(command: Pick<Pressed, 'transfer' | 'terms'>): string {
  return `${command.transfer}.${command.terms}`;
}

/** `undefined` for a button of another version. */
export function parsePressed(action: string, value: string): Pressed | undefined {
  const name = pressNames.find((known) => known === action);
  const match = /^([A-Za-z0-9]{1,64})\.([0-9a-f]{16})$/.exec(value);
  if (name === undefined || match === null) return undefined;
  const [, id = '', terms = ''] = match;
  return { name, transfer: transferId(id), terms };
}

function nearestWord(word: string): string | undefined {
  const ranked = typedCommands
    .map((command) => ({ word: command.word, distance: editDistance(word, command.word) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.word.length / 2)) ? best.word : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, from] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, to] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (from === to ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
