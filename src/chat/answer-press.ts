import type { Answer, Press, Submission, SubmissionAnswer } from '../ports/conversation.ts';
import type { MessageRef } from '../ports/chat.ts';
import type { Commit } from '../ports/store.ts';
import { personByChat } from '../people/people.ts';
import { unreachable, type Result } from '../shared/result.ts';
import { characterCount } from '../shared/text.ts';
import {
  actAccept,
  actApprove,
  actCheckAgain,
  actChoose,
  actRetry,
  actSendBack,
  type ActFailure,
} from '../transfers/act.ts';
import { isChoosable } from '../transfers/choose.ts';
import { isAcceptable, mayAct, type Act } from '../transfers/decide.ts';
import { readTransfer } from '../transfers/memory.ts';
import { onceOnly } from '../transfers/once.ts';
import { sendBackTargets, type Transfer } from '../transfers/transfer.ts';
import { copiesOf, copyAt, copyPut, paintJob } from './copies.ts';
import { askUnlink } from './answer-retry.ts';
import { answerShow, showPressed } from './answer-show.ts';
import { parsePressed, type Pressed } from './command.ts';
import { note, timeZoneOf, type Talk } from './talk.ts';
import { forms, termsShown } from './transfer-card.ts';
import { reasonLength, reasonTooLong, reasonTooShort } from './words/button-words.ts';
import { staleCopyParagraphs } from './words/card-words.ts';
import { lookingAgain } from './words/answer-words.ts';
import { oldButtonParagraphs, refusalParagraphs, strangerParagraphs } from './words/refusal-words.ts';

/** Answers a press. The decision is on disk when this resolves; nothing outside was asked. */
export async function answerPress(talk: Talk, press: Press): Promise<Answer> {
  const show = showPressed(press.action);
  const command = parsePressed(press.action, press.value);
  if (command === undefined && show === undefined) return told(oldButtonParagraphs);
  const act = actOf(talk, press);
  if (act === undefined) return told(strangerParagraphs);
  if (show !== undefined) {
    const paragraphs = await answerShow(talk, show, press, act);
    return paragraphs === undefined ? nothing : told(paragraphs);
  }
  if (command === undefined) return told(oldButtonParagraphs);
  const live = await liveCopy(talk, press.message, command);
  if (live !== undefined) return (await isNew(talk, act)) ? live : nothing;

  switch (command.name) {
    case 'approve':
      return answered(
        talk,
        command,
        act,
        await actApprove(talk, command.transfer, { terms: command.terms, ticks: press.ticks }, act),
      );
    case 'retry_transfer':
      return answered(talk, command, act, await actRetry(talk, command.transfer, act));
    case 'unlink':
      return answered(talk, command, act, await askUnlink(talk, command.transfer, act));
    case 'check_again': {
      const asked = await actCheckAgain(talk, command.transfer, act);
      return asked.ok ? told(lookingAgain) : answered(talk, command, act, asked);
    }
    case 'send_back':
    case 'accept':
    case 'choose':
      return (await isNew(talk, act)) ? openForm(talk, command, act, press) : nothing;
    default:
      return unreachable(command.name);
  }
}

/** Answers a form that was filled in; what was typed is checked here again, whatever the platform checked. */
export async function answerSubmission(talk: Talk, submission: Submission): Promise<SubmissionAnswer> {
  const command = parsePressed(submission.action, submission.value);
  if (command === undefined || forms[command.name] === undefined) return told(oldButtonParagraphs);
  const act = actOf(talk, submission);
  if (act === undefined) return told(strangerParagraphs);
  const live = await liveCopy(talk, submission.message, command);
  if (live !== undefined) return (await isNew(talk, act)) ? live : nothing;
  if (command.name === 'choose')
    return answered(talk, command, act, await actChoose(talk, command.transfer, submission.fields, act));
  const reason = (submission.fields['reason'] ?? '').trim();
  if (characterCount(reason) < reasonLength.min) return { kind: 'errors', errors: { reason: reasonTooShort } };
  if (characterCount(reason) > reasonLength.max) return { kind: 'errors', errors: { reason: reasonTooLong } };
  const to = sendBackTargets.find((target) => target === submission.fields['to']) ?? 'project_manager';
  const outcome =
    command.name === 'accept'
      ? await actAccept(talk, command.transfer, { terms: command.terms, reason }, act)
      : await actSendBack(talk, command.transfer, to, reason, act);
  return answered(talk, command, act, outcome);
}

function actOf(talk: Talk, { actor: { platform, user }, delivery }: Press | Submission): Act | undefined {
  const person = personByChat(talk.people(), platform, user);
  if (person === undefined) {
    talk.log.warn('person.unknown', { platform, user });
    return undefined;
  }
  const act = { person, platform, at: talk.clock.now(), policy: talk.policy() };
  return delivery === undefined ? act : { ...act, delivery };
}

const nothing = { kind: 'nothing' } as const;

/** Takes note of a request that decides nothing by itself; a store that cannot be written to is no reason for silence. */
async function isNew(talk: Talk, act: Act, more: Pick<Commit, 'enqueue'> = {}): Promise<boolean> {
  const once = onceOnly(act);
  if (once.unique === undefined && more.enqueue === undefined) return true;
  const noted = await talk.store.commit({ ...once, ...more });
  return noted.ok || noted.failure.kind !== 'duplicate';
}

type Told = { readonly kind: 'note'; readonly note: ReturnType<typeof note> };

function told(paragraphs: readonly string[]): Told {
  return { kind: 'note', note: note(paragraphs) };
}

/** Refusals that somebody may want to look into: a press by one who may not. */
const rights: ReadonlySet<string> = new Set(['no_right', 'nobody_may', 'author', 'author_unknown']);

/** Success shows on the card itself; a refusal is told, and the card painted anew in case that was missed. */
async function answered(
  talk: Talk,
  command: Pressed,
  act: Act,
  outcome: Result<Transfer, ActFailure>,
): Promise<Told | typeof nothing> {
  if (outcome.ok || outcome.failure.kind === 'replayed') return nothing;
  const { kind: reason } = outcome.failure;
  const { value: transfer } = await readTransfer(talk.store, command.transfer);
  const missed = transfer !== undefined && ['already', 'stale'].includes(reason);
  const paint = missed ? { enqueue: [paintJob({ transfer: transfer.id }, talk.clock.now(), true)] } : {};
  if (!(await isNew(talk, act, paint))) return nothing;
  const asked = { transfer: command.transfer, pressed: command.name, person: act.person.id, reason };
  talk.log[rights.has(reason) ? 'warn' : 'info']('decision.refused', asked);
  const timeZone = transfer === undefined ? 'UTC' : timeZoneOf(talk, transfer.company);
  return told(refusalParagraphs(outcome.failure, { people: talk.people(), timeZone }));
}

async function openForm(talk: Talk, command: Pressed, act: Act, press: Press): Promise<Answer> {
  const { value: transfer } = await readTransfer(talk.store, command.transfer);
  if (transfer === undefined)
    return told(refusalParagraphs({ kind: 'unknown' }, { people: talk.people(), timeZone: 'UTC' }));
  const asked = { people: talk.people(), timeZone: timeZoneOf(talk, transfer.company) };
  const refusal = mayAct(transfer, act);
  if (refusal !== undefined) return told(refusalParagraphs(refusal, asked));
  if (!isOpenTo(command, transfer)) return told(refusalParagraphs({ kind: 'already', transfer }, asked));
  if (command.name === 'accept' && command.terms !== termsShown(transfer))
    return told(refusalParagraphs({ kind: 'stale', transfer }, asked));
  const form = forms[command.name];
  return form === undefined
    ? told(oldButtonParagraphs)
    : { kind: 'form', form: form(transfer, press.action, press.value) };
}

function isOpenTo({ name }: Pressed, transfer: Transfer): boolean {
  if (name === 'accept') return transfer.state === 'held' && isAcceptable(transfer);
  return name === 'choose' ? isChoosable(transfer) : returnable.has(transfer.state);
}

const returnable: ReadonlySet<string> = new Set(['blocked', 'awaiting', 'approved', 'refused']);

/** A card that was posted twice has one live copy; a press on the other is answered with the way to it. */
async function liveCopy(talk: Talk, place: MessageRef, command: Pressed): Promise<Told | undefined> {
  // where a card stands may be recorded in this very moment, so its copies are read once and compared
  const copies = (await copiesOf(talk.store, command.transfer))
    .map(({ copy }) => copy)
    .filter(({ platform, channel }) => platform === place.platform && channel === place.channel);
  const here = copies.find(({ message }) => message === place.message) ?? (await copyAt(talk.store, place))?.copy;
  if (here !== undefined && !here.stale) return undefined;
  const standing = copies.find(({ stale }) => !stale);
  // its answer may still be on the way: then this is the live one
  if (standing?.message === undefined) return undefined;
  if (here === undefined) {
    const { platform, channel, message } = place;
    const id = `${command.transfer}-${platform}-${channel}-${message.replace(/[^A-Za-z0-9]/g, '-')}`;
    const twin = { ...place, id, transfer: command.transfer, shown: 0, posting: 1, stale: true };
    await talk.store.commit({ put: [copyPut(twin)], enqueue: [paintJob({ copy: id }, talk.clock.now())] });
  }
  const url = standing.permalink;
  return {
    kind: 'note',
    note: note(staleCopyParagraphs, url === undefined ? {} : { links: [{ label: 'Open the live card', url }] }),
  };
}
