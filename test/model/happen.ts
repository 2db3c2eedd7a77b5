import { instant } from '../../src/shared/dates.ts';
import { recordId } from '../../src/shared/ids.ts';
import { company, harbor } from '../builders.ts';
import { collectionOf } from '../fakes/standing-books.ts';
import { standing } from './expected.ts';
import type { Billing, DrawnPart, Event, Trouble } from './history.ts';
import type { Play } from './play.ts';
import { publish, setStatus } from './publish.ts';
import { invoiceId, subjects, type Sheet, type Subject } from './sheets.ts';

/** The one that a drawn number names, in turn. */
function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}

/** Makes one event happen. */
export async function happen(play: Play, event: Event): Promise<void> {
  const { world, sheets } = play;
  world.clock.advance(1_000);
  switch (event.does) {
    case 'bill':
    case 'edit_bill': {
      const sheet = pick(
        sheets.filter(({ kind }) => kind === 'subcontract'),
        event.sheet,
      );
      return sheet === undefined ? undefined : bill(play, sheet, event);
    }
    case 'change':
      return change(play, pick(sheets, event.sheet), event.parts);
    case 'edit_change':
    case 'edit_line':
    case 'edit_late':
      return edit(play, pick(sheets, event.sheet), event);
    case 'status': {
      const subject = pick(subjects(sheets), event.record);
      if (subject === undefined) return;
      // what went to Sage is seldom set back, and then both sides are apart
      const late = isWritten(play, subject);
      if (late && (event.approved || event.n > 0)) return;
      if (late) play.apart.add(subject.sheet);
      return setStatus(world, subject, event.approved, event.n);
    }
    case 'hint':
      return hint(play, pick(subjects(sheets), event.record), event);
    case 'press': {
      const message = pick(world.chat.messages, event.card);
      return message === undefined ? undefined : play.press(event.person, message, event.way);
    }
    case 'approve_all':
      return play.approveAll();
    case 'poll':
      return play.bot().poll();
    case 'work':
      return play.bot().work();
    case 'void':
      return voidInSage(play, pick(subjects(sheets), event.record));
    case 'sage':
      return trouble(play, event.trouble);
    case 'procore_down':
      world.procore.trouble = event.on ? { kind: 'unavailable', retryAfterMs: undefined } : undefined;
      return;
    case 'chat_down':
      world.chat.down = event.on ? { kind: 'unknown' } : undefined;
      return;
    case 'advance':
      return world.clock.advance(event.ms);
    case 'crash':
      return play.crash(event.after);
  }
}

function isWritten(play: Play, subject: Subject): boolean {
  return play.mayStand(subject) || standing(play, subject) !== undefined;
}

/** One period more, or the last one as it should have been. */
function bill(play: Play, sheet: Sheet, { does, line, work, stored, rate }: Event & Billing & { line: number }): void {
  const last = sheet.periods.length;
  if (does === 'bill' && last >= 4) return;
  const id = invoiceId(sheet.id, last);
  if (does === 'edit_bill' && (last === 0 || isWritten(play, { kind: 'invoice', id, sheet, ordinal: last }))) return;
  const held = (amount: number): number => Math.floor((amount * rate + 5_000) / 10_000);
  const [first, second] = sheet.lines;
  const extra = pick(
    sheet.changes.flatMap(({ parts }) => parts),
    line,
  );
  const period = {
    lines: {
      [first?.ref ?? '']: { work, held: held(work), stored, storedRetained: held(stored) },
      ...(second === undefined ? {} : { [second.ref]: { work: 77_07, held: held(77_07) } }),
      ...(extra === undefined || line === 3 ? {} : { [extra.ref]: { work: 10_29, held: held(10_29) } }),
    },
  };
  sheet.periods = [...(does === 'bill' ? sheet.periods : sheet.periods.slice(0, -1)), period];
  publish(play.world, sheet);
}

function change({ world }: Play, sheet: Sheet | undefined, parts: readonly DrawnPart[]): void {
  if (sheet === undefined || sheet.changes.length >= 3) return;
  const at = sheet.changes.length + 1;
  const written = parts.map(({ quantity, price, on }, index) => {
    const of = on === undefined || sheet.kind === 'purchase_order' ? undefined : pick(sheet.lines, on)?.ref;
    return { ref: `7${sheet.id}${at}${index}`, quantity, price, on: of };
  });
  sheet.changes = [...sheet.changes, { id: recordId(`6${sheet.id}${at}`), number: String(at), parts: written }];
  publish(world, sheet);
}

/** Another price on a line of the commitment, or of its last change. */
function edit(play: Play, sheet: Sheet | undefined, event: Extract<Event, { place: number }>): void {
  const last = sheet?.changes.at(-1);
  if (sheet === undefined) return;
  const ofChange = event.does === 'edit_change' || (event.does === 'edit_late' && event.place > 1);
  if (ofChange && last === undefined) return;
  const subject: Subject =
    ofChange && last !== undefined
      ? { kind: 'change_order', id: last.id, sheet, change: last }
      : { kind: sheet.kind, id: sheet.id, sheet };
  if (isWritten(play, subject)) {
    if (event.does !== 'edit_late') return;
    play.apart.add(sheet);
  }
  const repriced = <L extends { readonly price: number }>(lines: readonly L[]): readonly L[] =>
    lines.map((line, index) => (index === event.place % lines.length ? { ...line, price: event.price } : line));
  if (ofChange && last !== undefined) last.parts = repriced(last.parts);
  else sheet.lines = repriced(sheet.lines);
  publish(play.world, sheet);
}

/** A webhook; Procore has none for invoices. */
async function hint(
  play: Play,
  subject: Subject | undefined,
  { delivery, user }: Extract<Event, { does: 'hint' }>,
): Promise<void> {
  if (subject === undefined || subject.kind === 'invoice') return;
  const { kind, id: record } = subject;
  const about = { company: company().id, kind, ref: { project: harbor, record } };
  const at = instant(play.world.clock.now());
  await play.bot().application.hint({ ...about, delivery: `d${delivery}`, user, at });
}

/** The accountant voids a record on which nothing stands. Lines that were added to an order are no record to be voided. */
function voidInSage(play: Play, subject: Subject | undefined): void {
  const record = subject === undefined ? undefined : standing(play, subject);
  if (record === undefined || subject === undefined || collectionOf(record.fields) === 'purchase-order-lines') return;
  const above = subjects([subject.sheet]).filter(({ id }) => id !== subject.id);
  const carries = subject.kind === subject.sheet.kind && above.some((one) => isWritten(play, one));
  if (!carries) play.sage.books.change(record.key, { voided: true });
}

function trouble({ sage }: Play, what: Trouble): void {
  const problems = [{ code: '1', field: '', message: 'no' }];
  switch (what) {
    case 'unreachable':
      sage.down = { kind: 'unreachable', retryAfterMs: undefined };
      return;
    case 'up':
      sage.down = undefined;
      return;
    case 'busy': {
      const failure = { kind: 'busy', reason: 'no licence', retryAfterMs: undefined } as const;
      return void sage.troubles.push({ kind: 'turned_away', failure });
    }
    case 'refuses':
      return void sage.troubles.push({ kind: 'ends', ending: { kind: 'refused', problems } });
    case 'late':
    case 'very_late':
      return void sage.troubles.push({ kind: 'late', calls: what === 'late' ? 7 : 150 });
    default:
      return void sage.troubles.push({ kind: what });
  }
}
