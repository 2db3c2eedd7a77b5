import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { viewProblems } from './block-rules.ts';
import { isObject, listOf, objectOf, textOf } from '../json-value.ts';
import { refused, type Method } from './method.ts';
import type { SlackContext } from './slack-context.ts';
import { withId, type Modal } from './workspace.ts';

/** The `views.*` methods. A person has one modal open at a time; opening another replaces it. */
export const viewMethods: { readonly [name: string]: Method } = {
  'views.open'(context, args) {
    const problems = viewProblems(args['view']);
    if (problems.length > 0) return refused('invalid_arguments', problems);
    const trigger = context.triggers.take(textOf(args['trigger_id']) ?? '');
    if (typeof trigger === 'string') return refused(trigger);

    const modal = openModal(context, trigger.user, args['view']);
    return { ok: true, view: viewOf(context, modal) };
  },

  'views.update'(context, args) {
    const problems = viewProblems(args['view']);
    if (problems.length > 0) return refused('invalid_arguments', problems);
    const modal = [...context.workspace.modals.values()].find(({ id }) => id === args['view_id']);
    if (modal === undefined) return refused('not_found');
    if (args['hash'] !== undefined && args['hash'] !== modal.hash) return refused('hash_conflict');

    replaceView(context, modal, args['view']);
    return { ok: true, view: viewOf(context, modal) };
  },

  'views.publish'(context, args) {
    const problems = viewProblems(args['view']);
    if (problems.length > 0) return refused('invalid_arguments', problems);
    const user = textOf(args['user_id']) ?? '';
    if (objectOf(args['view'])['type'] !== 'home')
      return refused('invalid_arguments', ['must be home [json-pointer:/view/type]']);
    if (!context.workspace.people.some(({ id }) => id === user)) return refused('user_not_found');
    const before = context.workspace.homes.get(user);
    if (args['hash'] !== undefined && args['hash'] !== before?.hash) return refused('hash_conflict');
    const home = before ?? { id: context.workspace.nextId('V'), user, view: {}, hash: '' };
    context.workspace.homes.set(user, home);
    replaceView(context, home, args['view']);
    return { ok: true, view: viewOf(context, home) };
  },
};

function openModal(context: SlackContext, user: string, view: Json | undefined): Modal {
  const { workspace } = context;
  const modal: Modal = { id: workspace.nextId('V'), user, view: named(context, view), hash: workspace.nextId('h') };
  workspace.modals.set(user, modal);
  return modal;
}

export function replaceView(context: SlackContext, modal: Modal, view: Json | undefined): void {
  modal.view = named(context, view);
  modal.hash = context.workspace.nextId('h');
}

function named({ workspace }: SlackContext, view: Json | undefined): JsonObject {
  const blocks = listOf(objectOf(view)['blocks'])
    .filter(isObject)
    .map((block) => withId(block, workspace.nextId));
  return { ...objectOf(view), blocks };
}

/** The view as Slack hands it out, which is more than what was sent in. */
export function viewOf({ options }: SlackContext, { id, view, hash }: Modal): JsonObject {
  return {
    private_metadata: '',
    callback_id: '',
    ...view,
    id,
    hash,
    root_view_id: id,
    team_id: options.teamId,
    app_id: options.appId,
    bot_id: options.botId,
  };
}
