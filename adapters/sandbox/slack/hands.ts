import type { JsonObject } from '../../../src/shared/json.ts';
import { ControlError } from '../emulator.ts';
import { findPlace } from './chat-methods.ts';
import type { Deliver } from './deliver.ts';
import { isObject, objectOf, parsed, textOf } from '../json-value.ts';
import { fillIn, shownModal } from './modal-form.ts';
import { observed, showCommandAnswer, showPressAnswer, type Seen } from './observe.ts';
import { blockActions, commandFields, homeOpened, viewSubmission } from './payloads.ts';
import { findPressable, pressables, stateValues, toggle, type Pressable } from './pressable.ts';
import type { SlackContext } from './slack-context.ts';
import { replaceView } from './view-methods.ts';
import { sees, type Message, type Person } from './workspace.ts';

export interface Click {
  readonly user: string;
  readonly channel?: string;
  /** The newest message with such a button where it is left out. */
  readonly ts?: string;
  readonly label: string;
}

/** What people do with their hands in Slack. `user` is a role or an id; the channel is `accounting` unless told. */
export interface Hands {
  command(typed: { readonly user: string; readonly channel?: string; readonly text: string }): Promise<Seen>;
  /** Presses a button, its confirm included, or toggles the checkbox with that label. */
  click(click: Click): Promise<Seen>;
  /** Opens the app's own page; what it then shows is `view`, `null` while nothing was published. */
  home(who: { readonly user: string }): Promise<Seen & { readonly view: JsonObject | null }>;
  /** Sends the person's open modal; values by field id or label. */
  submit(form: { readonly user: string; readonly values?: { readonly [field: string]: string } }): Promise<Seen>;
  /** Closes the person's modal without sending it; the app is told nothing, for none of its views asks to be. */
  close(who: { readonly user: string }): Promise<{ readonly closed: boolean }>;
}

const nothingSent = { delivered: false, status: 0, ms: 0, seen: [] } as const;

export function createHands(context: SlackContext, deliver: Deliver): Hands {
  return {
    async command({ user, channel, text }) {
      const person = findPerson(context, user);
      const place = findChannel(context, channel);
      const fields = commandFields(context, person, place, text);
      return observed(context, person, async () => {
        const delivery = await deliver.send({ type: 'slash_commands', payload: fields });
        const shown = showCommandAnswer(context, person, place.id, fields['command'] ?? '', delivery);
        return { delivery, shown };
      });
    },

    async click({ user, channel, ts, label }) {
      const person = findPerson(context, user);
      const { message, pressed } = findButton(context, person, findChannel(context, channel).id, ts, label);
      const url = textOf(pressed.element['url']);
      if (url !== undefined) return { ...nothingSent, url };

      const action = pressedAction(context, person, message, pressed);
      const payload = blockActions(context, person, message, action, stateValues(context.workspace, person, message));
      const seen = await observed(context, person, async () => {
        const delivery = await deliver.send({ type: 'interactive', payload });
        return { delivery, shown: showPressAnswer(person, message.channel, delivery) };
      });
      const { confirm } = pressed.element;
      return isObject(confirm) ? { ...seen, confirm: textsOf(confirm) } : seen;
    },

    async home({ user }) {
      const person = findPerson(context, user);
      const seen = await observed(context, person, async () => {
        return { delivery: await deliver.sendEvent(homeOpened(context, person)) };
      });
      return { ...seen, view: context.workspace.homes.get(person.id)?.view ?? null };
    },

    async submit({ user, values = {} }) {
      const person = findPerson(context, user);
      const modal = context.workspace.modals.get(person.id);
      if (modal === undefined) throw new ControlError('no_modal', `${person.name} has no modal open.`);
      const filled = fillIn(modal, values);
      if (Object.keys(filled.errors).length > 0) {
        return { ...nothingSent, modal: shownModal(modal), errors: filled.errors };
      }

      let errors: { readonly [fieldId: string]: string } | undefined;
      const seen = await observed(context, person, async () => {
        const payload = viewSubmission(context, person, modal, filled.values);
        const delivery = await deliver.send({ type: 'interactive', payload });
        if (delivery.delivered && delivery.status === 200) {
          const answer = objectOf(parsed(delivery.body));
          if (answer['response_action'] === 'errors') errors = answer['errors'] as { readonly [id: string]: string };
          else if (answer['response_action'] === 'update') replaceView(context, modal, answer['view']);
          else context.workspace.modals.delete(person.id);
        }
        return { delivery, shown: showPressAnswer(person, '', delivery) };
      });
      return errors === undefined ? seen : { ...seen, errors };
    },

    async close({ user }) {
      return { closed: context.workspace.modals.delete(findPerson(context, user).id) };
    },
  };
}

function findPerson({ workspace }: SlackContext, user: string): Person {
  const person = workspace.people.find(({ role, id }) => role === user || id === user);
  if (person === undefined) throw new ControlError('no_user', `There is nobody called "${user}" in Slack.`);
  return person;
}

function findChannel(context: SlackContext, channel = 'accounting'): { readonly id: string; readonly name: string } {
  const place = findPlace(context, channel);
  if (place === 'channel_not_found') throw new ControlError('no_channel', `There is no channel "${channel}" in Slack.`);
  const known = context.workspace.channels.find(({ id, name }) => id === channel || name === channel);
  return known ?? { id: typeof place === 'string' ? channel : place.channel, name: 'directmessage' };
}

function findButton(
  { workspace }: SlackContext,
  person: Person,
  channel: string,
  ts: string | undefined,
  label: string,
): { readonly message: Message; readonly pressed: Pressable } {
  const messages = workspace.messages.filter(
    (message) => message.channel === channel && (ts === undefined || message.ts === ts) && sees(person, message),
  );
  for (const message of messages.toReversed()) {
    const pressed = findPressable(message, label);
    if (pressed !== undefined) return { message, pressed };
  }
  const labels = messages.flatMap((message) => pressables(message).map((one) => one.label));
  const where = ts === undefined ? 'channel' : 'message';
  throw new ControlError('no_button', `There is no button "${label}" in this ${where}.`, {
    labels: [...new Set(labels)],
  });
}

function pressedAction(context: SlackContext, person: Person, message: Message, pressed: Pressable): JsonObject {
  const { element, block } = pressed;
  const base = { type: element['type'] ?? '', action_id: element['action_id'] ?? '', block_id: block };
  if (pressed.option !== undefined) {
    return { ...base, selected_options: [...toggle(context.workspace, person, message, pressed)] };
  }
  return {
    ...base,
    text: element['text'] ?? null,
    ...(element['value'] === undefined ? {} : { value: element['value'] }),
  };
}

function textsOf(confirm: JsonObject): JsonObject {
  return Object.fromEntries(
    ['title', 'text', 'confirm', 'deny'].map((name) => [name, textOf(objectOf(confirm[name])['text']) ?? '']),
  );
}
