import type { Card } from '../../src/ports/card.ts';
import type { Answer, SubmissionAnswer } from '../../src/ports/conversation.ts';
import type { Person } from '../../src/people/people.ts';
import type { Act } from '../../src/transfers/decide.ts';
import { instant } from '../../src/shared/dates.ts';
import { policy, start } from '../builders.ts';
import type { Bot } from './bot.ts';
import type { FakeChat, ShownMessage } from './fake-chat.ts';

/** Somebody who presses now in Slack, under the usual policy. */
export function actOf(person: Person, changes: Partial<Act> = {}): Act {
  return { person, platform: 'slack', at: instant(start), policy: policy(), ...changes };
}

export function lastMessage(chat: FakeChat): ShownMessage {
  const message = chat.messages.at(-1);
  if (message === undefined) throw new Error('nothing was posted');
  return message;
}

/** Every warning's tick on a card. */
export function ticksOn(card: Card): readonly string[] {
  return card.notices.flatMap(({ tick }) => (tick === undefined ? [] : [tick.id]));
}

interface Pressing {
  readonly message?: ShownMessage;
  /** The card as the person sees it, when it is not the one that stands there now. */
  readonly card?: Card;
  readonly ticks?: readonly string[];
  readonly user?: string;
  /** The name of the request. */
  readonly delivery?: string;
}

/** Presses the button with that label, everything ticked. */
export function press(bot: Bot, person: Person, label: string, pressing: Pressing = {}): Promise<Answer> {
  const { card, place, value, action } = buttonOn(bot, label, pressing);
  return bot.application.conversation.press({
    actor: { platform: 'slack', user: pressing.user ?? person.slack ?? '' },
    message: place,
    action,
    value,
    ticks: pressing.ticks ?? ticksOn(card),
    ...deliveredBy(pressing),
  });
}

/** Fills in the form behind the button with that label. */
export function submit(
  bot: Bot,
  person: Person,
  label: string,
  fields: { readonly [id: string]: string } = { reason: 'The retainage is wrong' },
  pressing: Pressing = {},
): Promise<SubmissionAnswer> {
  const { place, value, action } = buttonOn(bot, label, pressing);
  const actor = { platform: 'slack', user: person.slack ?? '' } as const;
  return bot.application.conversation.submit({
    actor,
    message: place,
    action,
    value,
    fields,
    ...deliveredBy(pressing),
  });
}

function deliveredBy({ delivery }: Pressing): Pick<Pressing, 'delivery'> {
  return delivery === undefined ? {} : { delivery };
}

function buttonOn(bot: Bot, label: string, { message = lastMessage(bot.chat), card = message.card }: Pressing) {
  const button = card.buttons.find((candidate) => candidate.label === label);
  if (button === undefined) throw new Error(`no button ${label}: ${card.buttons.map((each) => each.label).join(', ')}`);
  return { card, place: message.place, value: button.value, action: button.action };
}

/** What a person was told, on one line. */
export function said(answer: Answer | SubmissionAnswer): string {
  return answer.kind === 'note' ? answer.note.paragraphs.join(' ') : answer.kind;
}

/** The card as somebody still sees it who has not looked since. */
export function snapshot(bot: Bot): { readonly card: Card; readonly message: ShownMessage } {
  const { place, card } = lastMessage(bot.chat);
  return { card, message: { place, card, replies: [], deleted: false } };
}
