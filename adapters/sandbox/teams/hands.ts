import type { JsonObject } from '../../../src/shared/json.ts';
import { ControlError } from '../emulator.ts';
import { textOf } from '../json-value.ts';
import { cardActivity, messageActivity } from './activities.ts';
import { buttonsIn, findButton, type CardButton } from './card-buttons.ts';
import { fillIn } from './card-form.ts';
import type { Deliver } from './deliver.ts';
import type { Installations } from './installations.ts';
import { observed, showMessageAnswer, showPressAnswer, type Seen } from './observe.ts';
import { findPerson, findPlace, type Place, type TeamsContext } from './teams-context.ts';
import { sees, type Conversation, type Message, type Person } from './tenant.ts';

export interface Press {
  readonly user: string;
  readonly conversation?: string;
  /** The newest message with such a button where it is left out. */
  readonly activityId?: string;
  readonly label: string;
  /** By input id or label; what is left out stays as the card has it. */
  readonly inputs?: { readonly [input: string]: string };
}

export interface Typed {
  readonly user: string;
  readonly conversation?: string;
  readonly text: string;
}

/**
 * What people do with their hands in Teams. `user` is a role or an id; `conversation` an id or a name, `personal` for the
 * person's own chat with the bot, and `accounting` unless told.
 */
export interface Hands {
  /** Writes to the bot, which is mentioned where it hears nothing else. */
  message(typed: Typed): Promise<Seen>;
  /** Presses a button; one that asks first, or that opens a form with one button, is answered in the same act. */
  click(press: Press): Promise<Seen>;
  /** An administrator takes the bot out of a conversation, or puts it there again. */
  remove(where: { readonly conversation: string }): Promise<{ readonly removed: true }>;
  install(where: { readonly conversation: string }): { readonly installed: true };
}

const nothingSent = { delivered: false, status: 0, ms: 0, seen: [] } as const;

export function createHands(context: TeamsContext, deliver: Deliver, installations: Installations): Hands {
  return {
    async message({ user, conversation: name, text }) {
      const person = personCalled(context, user);
      const { conversation, thread } = placeCalled(context, name, person);
      mustBeThere(context, conversation);
      const { bot } = context.options;
      const mentioned = conversation.kind === 'personal' || text.includes(`@${bot.name}`);
      return observed(context, person, async () => {
        const message = context.tenant.add({
          ...{ conversation: conversation.id, from: person },
          text: mentioned ? text : `@${bot.name} ${text}`,
          ...(thread === undefined ? {} : { replyTo: thread }),
        });
        const delivery = await deliver.send(messageActivity(context, message, conversation));
        return { delivery, shown: showMessageAnswer(person, message, delivery) };
      });
    },

    async click({ user, conversation: name, activityId, label, inputs = {} }) {
      const person = personCalled(context, user);
      const { conversation } = placeCalled(context, name, person);
      mustBeThere(context, conversation);
      const { message, button } = buttonCalled(context, person, conversation, activityId, label);
      const url = textOf(button.action['url']);
      if (url !== undefined) return { ...nothingSent, url };

      const { values, errors } = fillIn(button.inputs, inputs);
      if (Object.keys(errors).length > 0) return { ...nothingSent, errors };
      return observed(context, person, async () => {
        const pressed: { action: JsonObject; inputs: JsonObject } = { action: button.action, inputs: values };
        const delivery = await deliver.send(cardActivity(context, person, message, conversation, pressed));
        return { delivery, shown: showPressAnswer(context, person, message, delivery) };
      });
    },

    async remove({ conversation }) {
      await installations.remove(placeCalled(context, conversation, undefined).conversation);
      return { removed: true };
    },

    install({ conversation }) {
      installations.add(placeCalled(context, conversation, undefined).conversation);
      return { installed: true };
    },
  };
}

function mustBeThere({ tenant }: TeamsContext, { id, name }: Conversation): void {
  if (tenant.presence.get(id) === 'removed') throw new ControlError('no_bot', `The bot is not in "${name}" any more.`);
}

function personCalled(context: TeamsContext, user: string): Person {
  const person = findPerson(context, user);
  if (person === undefined) throw new ControlError('no_user', `There is nobody called "${user}" in Teams.`);
  return person;
}

function placeCalled(context: TeamsContext, name = 'accounting', person: Person | undefined): Place {
  const named = context.tenant.conversations.find((known) =>
    name === 'personal' ? known.person !== undefined && known.person === person : known.name === name,
  );
  const place: Place | undefined =
    named === undefined ? findPlace(context, name) : { conversation: named, thread: undefined };
  if (place === undefined) throw new ControlError('no_conversation', `There is no conversation "${name}" in Teams.`);
  const owner = place.conversation.person;
  if (person !== undefined && owner !== undefined && owner !== person) {
    throw new ControlError('no_conversation', `${person.name} is not in the conversation "${name}".`);
  }
  return place;
}

function buttonCalled(
  { tenant }: TeamsContext,
  person: Person,
  { id }: Conversation,
  activityId: string | undefined,
  label: string,
): { readonly message: Message; readonly button: CardButton } {
  const messages = tenant.messages.filter(
    (one) =>
      one.conversation === id && (activityId === undefined || one.activityId === activityId) && sees(person, one),
  );
  for (const message of messages.toReversed()) {
    const button = findButton(message.card, label);
    if (button !== undefined) return { message, button };
  }
  const labels = messages.flatMap(({ card }) => buttonsIn(card).map((button) => button.label));
  const where = activityId === undefined ? 'conversation' : 'message';
  throw new ControlError('no_button', `There is no button "${label}" in this ${where}.`, {
    labels: [...new Set(labels)],
  });
}
