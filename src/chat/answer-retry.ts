import type { Typed } from '../ports/conversation.ts';
import type { Person } from '../people/people.ts';
import type { TransferId } from '../shared/ids.ts';
import { actCheckAgain, actRetry, actUnlink } from '../transfers/act.ts';
import { mayAct, type Act } from '../transfers/decide.ts';
import { lookJob } from '../transfers/look-job.ts';
import { memoryKey } from '../transfers/keys.ts';
import { readMemory } from '../transfers/memory.ts';
import { onceOnly } from '../transfers/once.ts';
import { memoryPut } from '../transfers/record-change.ts';
import type { KnownRecord } from './find-records.ts';
import { timeZoneOf, type Talk } from './talk.ts';
import { askedAgain, lookingAgain, nothingToUnlink, retryNotPossible, unlinked } from './words/answer-words.ts';
import { refusalParagraphs } from './words/refusal-words.ts';
import { stateLabels } from './words/terms.ts';

/** `/sage retry`: a refused record is tried again, one that was sent back is asked for, anything stuck is looked at. */
export async function answerRetry(
  talk: Talk,
  records: readonly KnownRecord[],
  person: Person,
  typed: Typed,
): Promise<readonly string[]> {
  return forEach(talk, records, person, typed, (record, act) => retryOne(talk, record, act));
}

/** `/sage unlink`: ends the link of what is void in Sage; of anything else Sage is asked again. */
export async function answerUnlink(
  talk: Talk,
  records: readonly KnownRecord[],
  person: Person,
  typed: Typed,
): Promise<readonly string[]> {
  return forEach(talk, records, person, typed, async (record, act) => {
    const { transfer } = record;
    if (transfer?.state !== 'synced' && transfer?.state !== 'held') return nothingToUnlink(transfer);
    return answer(talk, record, await askUnlink(talk, transfer.id, act), unlinked);
  });
}

/** What stands in Sage as far as it was seen there is looked at once more. */
export async function askUnlink(talk: Talk, id: TransferId, act: Act): ReturnType<typeof actUnlink> {
  const outcome = await actUnlink(talk, id, act);
  const { delivery: _once, ...again } = act;
  if (!outcome.ok && outcome.failure.kind === 'stands_in_sage') await actCheckAgain(talk, id, again);
  return outcome;
}

async function forEach(
  talk: Talk,
  records: readonly KnownRecord[],
  person: Person,
  { actor: { platform }, delivery }: Typed,
  answerOne: (record: KnownRecord, act: Act) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const act = { person, platform, at: talk.clock.now(), policy: talk.policy() };
  const answers = await Promise.all(
    // one line may name several records, and counts once for each of them
    records.map((record) => {
      const { company, kind, record: id } = record.memory;
      const once = delivery === undefined ? {} : { delivery: `${delivery}/${memoryKey(company, kind, id)}` };
      return answerOne(record, { ...act, ...once });
    }),
  );
  return answers.flat();
}

async function retryOne(talk: Talk, record: KnownRecord, act: Act): Promise<readonly string[]> {
  const { transfer } = record;
  switch (transfer?.state) {
    case 'refused':
      return answer(talk, record, await actRetry(talk, transfer.id, act), lookingAgain);
    case 'blocked':
    case 'held':
    case 'unconfirmed':
      return answer(talk, record, await actCheckAgain(talk, transfer.id, act), lookingAgain);
    case 'sent_back':
      return askAgain(talk, record, act);
    default:
      return transfer === undefined ? retryNotPossible('not offered') : retryNotPossible(stateLabels[transfer.state]);
  }
}

function answer(
  talk: Talk,
  { memory }: KnownRecord,
  outcome: Awaited<ReturnType<typeof actRetry>>,
  done: readonly string[],
): readonly string[] {
  if (outcome.ok) return done;
  return refusalParagraphs(outcome.failure, { people: talk.people(), timeZone: timeZoneOf(talk, memory.company) });
}

async function askAgain(talk: Talk, { memory, transfer }: KnownRecord, act: Act): Promise<readonly string[]> {
  const { company, kind, project, record } = memory;
  const refusal = transfer === undefined ? undefined : mayAct(transfer, act);
  const asked = { people: talk.people(), timeZone: timeZoneOf(talk, company) };
  if (refusal !== undefined) return refusalParagraphs(refusal, asked);
  const now = await readMemory(talk.store, company, kind, record);
  const committed = await talk.store.commit({
    expect: [{ collection: 'records', id: memoryKey(company, kind, record), rev: now.rev }],
    put: [memoryPut({ ...(now.value ?? memory), askedAgain: true })],
    enqueue: [lookJob(company, kind, { project, record }, talk.clock.now())],
    ...onceOnly(act),
  });
  if (committed.ok) return askedAgain;
  return refusalParagraphs({ kind: committed.failure.kind === 'duplicate' ? 'replayed' : 'not_recorded' }, asked);
}
