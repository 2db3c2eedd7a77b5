import type { SubmitFailure } from '../../src/ports/sage.ts';
import { instant } from '../../src/shared/dates.ts';
import { procoreUserId, type RecordId } from '../../src/shared/ids.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { cents } from '../../src/shared/money.ts';
import { company, harbor, procoreLine } from '../builders.ts';
import type { SubmitTrouble } from '../fakes/fake-sage.ts';
import { lastRound } from '../fakes/reading.ts';
import type { Deed, Edited, Event, SageTrouble } from './history.ts';
import { contracts, everybody, type Play } from './history-world.ts';

/** Makes one event happen. */
export async function happen(play: Play, event: Event): Promise<void> {
  const bot = play.bot();
  switch (event.does) {
    case 'edit':
      play.clock.advance(1_000);
      return edit(play, contractOf(event.record), event.what, event.n);
    case 'hint': {
      const ref = { project: harbor, record: contractOf(event.record) };
      const { user, delivery } = event;
      const at = instant(play.clock.now());
      await bot.application.hint({
        company: company().id,
        kind: 'subcontract',
        ref,
        delivery: `d${delivery}`,
        user,
        at,
      });
      return;
    }
    case 'poll':
      await bot.application.poll(company().id);
      return;
    case 'press': {
      const shown = play.chat.painted.findLast(({ card }) => card.metadata.record === contractOf(event.record));
      if (shown !== undefined) await play.press(event.person, shown, event.way);
      return;
    }
    case 'press_old': {
      const shown = play.chat.painted[event.card % Math.max(1, play.chat.painted.length)];
      if (shown !== undefined) await play.press(event.person, shown, event.way);
      return;
    }
    case 'type_retry': {
      const user = everybody.all[event.person]?.slack ?? '';
      const number = play.procore.record(contractOf(event.record))?.number ?? 'SC-004';
      const actor = { platform: 'slack', user } as const;
      await bot.application.conversation.ask({ actor, channel: 'C-accounting', text: `retry ${number}` });
      return;
    }
    case 'sage':
      return troubleSage(play, event.trouble, event.n);
    case 'accountant':
      return account(play, event.deed, contractOf(event.record));
    case 'procore_down':
      play.procore.trouble = event.on ? { kind: 'unavailable', retryAfterMs: undefined } : undefined;
      return;
    case 'chat_down':
      play.chat.down = event.on ? { kind: 'unknown' } : undefined;
      return;
    case 'disk_full':
      play.disk.full = event.on;
      return;
    case 'chat':
      play.chat.troubles.push({ failure: { kind: 'unknown' }, done: event.done });
      return;
    case 'advance':
      return play.clock.advance(event.ms);
    case 'work':
      if (!play.disk.full) await bot.work();
      return;
    case 'crash':
      play.disk.full = false;
      return play.crash(event.after, async (dying) => {
        if (event.during === 'press') {
          const shown = play.chat.painted.findLast(({ card }) => card.metadata.record === contractOf(event.record));
          if (shown !== undefined) await pressDying(dying, shown);
        }
        await dying.application.poll(company().id);
        await dying.work();
      });
  }
}

async function pressDying(
  bot: ReturnType<Play['bot']>,
  { place, card }: Play['chat']['painted'][number],
): Promise<void> {
  const [button] = card.buttons;
  if (button === undefined) return;
  const { action, value } = button;
  const ticks = card.notices.flatMap(({ tick }) => (tick === undefined ? [] : [tick.id]));
  const actor = { platform: 'slack', user: 'U-conny' } as const;
  await bot.application.conversation.press({ actor, message: place, action, value, ticks });
}

function contractOf(index: number): RecordId {
  return contracts[index] as RecordId;
}

const amounts = [40_000_00, 49_999_99, 50_000_00, 61_000_00];

function edit({ procore }: Play, id: RecordId, what: Edited, n: number): void {
  const record = procore.record(id);
  if (record === undefined) return;
  const amount = cents(amounts[n] ?? 0);
  switch (what) {
    case 'amount':
      return procore.edit(id, { lines: [procoreLine({ amount })], total: amount });
    case 'line': {
      const more = procoreLine({
        id: `88${100 + n}` as RecordId,
        position: 9,
        costCode: '3350',
        amount: cents(100 + n),
      });
      const total = cents(record.total + more.amount);
      return record.lines.some((line) => line.id === more.id)
        ? undefined
        : procore.edit(id, { lines: [...record.lines, more], total });
    }
    case 'title':
      return procore.edit(id, { title: `Concrete ${n}` });
    case 'status':
      return procore.edit(id, { status: n === 0 ? 'Draft' : 'Approved' });
    case 'executed':
      return procore.edit(id, { executed: n !== 0 });
    case 'number':
      return procore.edit(id, { number: `SC-00${4 + n}` });
    case 'touch':
      return procore.edit(id, { createdBy: procoreUserId('503') });
    case 'delete':
      return n === 0 ? procore.remove(id) : undefined;
  }
}

function troubleSage({ sage }: Play, trouble: SageTrouble, n: number): void {
  const next = (submit: SubmitTrouble): void => void sage.troubles.push(submit);
  const away = (failure: SubmitFailure): void => next({ kind: 'turned_away', failure });
  const problems = [{ code: '14050', field: 'description', message: 'Invalid data' }];
  switch (trouble) {
    case 'unreachable':
      sage.down = { kind: 'unreachable', retryAfterMs: undefined };
      return;
    case 'busy':
    case 'denied':
      sage.down = { kind: trouble, reason: 'no licence', ...{ retryAfterMs: undefined } };
      return;
    case 'up':
      sage.down = undefined;
      return;
    case 'turned_away':
      return away({ kind: 'busy', reason: 'no licence', retryAfterMs: undefined });
    case 'needs_fix':
      return away({ kind: 'needs_fix', problems });
    case 'late':
      return next({ kind: 'late', calls: 1 + n * 6 });
    case 'untold_written':
    case 'untold_unwritten':
      return next({ kind: 'ends', ending: { kind: 'untold', written: trouble === 'untold_written' } });
    case 'refuses':
      return next({ kind: 'ends', ending: { kind: 'refused', problems } });
    case 'alters':
      return next({ kind: 'ends', ending: { kind: 'altered', fields: { retainageBasisPoints: 500 } } });
    case 'lost_before':
    case 'lost_after':
    case 'forgets':
      return next({ kind: trouble });
    case 'mute':
      for (const { operationKey } of sage.books.creates) sage.journal.mute.add(operationKey);
      return;
    case 'speak':
      return sage.journal.mute.clear();
    case 'warns':
      sage.books.previewWarnings = n % 2 === 0 ? [] : [{ code: 'over', field: '', message: 'Over a limit.' }];
      return;
  }
}

function stands({ byNumber }: Play['sage']['books'], document: JsonObject): boolean {
  return byNumber(String(document['number'])).some(({ voided }) => !voided);
}

/** The document of the last round, when it has one. */
async function wouldBeWritten({ store }: Play, record: RecordId): Promise<readonly JsonObject[]> {
  const { offer, company: of } = await lastRound(store, record);
  const row = await store.get('documents', `${of}/${offer.fingerprint ?? ''}`);
  return row === undefined ? [] : [row.value];
}

async function account(play: Play, deed: Deed, record: RecordId): Promise<void> {
  const { sage, procore } = play;
  const { books } = sage;
  const number = procore.record(record)?.number ?? '';
  const standing = books.byNumber(number).find(({ voided }) => !voided);
  switch (deed) {
    case 'enter_same':
    case 'enter_other': {
      const [written] = await wouldBeWritten(play, record);
      if (written === undefined || stands(books, written)) return;
      books.enterByHand(deed === 'enter_same' ? written : { ...written, description: 'By hand' });
      return;
    }
    case 'enter_meanwhile':
      // between the checks and the write, which begins with a look into the journal
      for (const created of await wouldBeWritten(play, record))
        sage.before.set('operation', () => {
          if (!stands(books, created)) books.enterByHand(created);
        });
      return;
    case 'void':
      // without our key in the record a void one tells nothing, and nobody could say whose it was
      if (standing !== undefined && books.profile.traceField !== undefined)
        books.change(standing.key, { voided: true });
      return;
    case 'remove_held':
      if (standing !== undefined && (await lastRound(play.store, record)).state === 'held') books.remove(standing.key);
      return;
    case 'correct': {
      const fields: JsonObject = { ...standing?.fields, retainageBasisPoints: 1_000 };
      if (standing !== undefined) books.change(standing.key, { fields });
      return;
    }
    case 'forget_journal':
      return sage.forget();
  }
}
