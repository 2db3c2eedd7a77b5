import type { Chat } from '../../src/ports/chat.ts';
import type { Conversation } from '../../src/ports/conversation.ts';
import type { Procore } from '../../src/ports/procore.ts';
import type { Sage } from '../../src/ports/sage.ts';
import type { Commit, Store } from '../../src/ports/store.ts';
import { crashSteps, type CrashStep } from './crash-steps.ts';

/** Where the process ends itself: before or after the call that makes a step. */
export interface CrashAt {
  readonly step: CrashStep;
  readonly side: 'before' | 'after';
}

/** Reads `COUNTERSIGN_CRASH_AT`, such as `submit:before`; `undefined` when it names no point. */
export function crashAt(text: string): CrashAt | undefined {
  const [name, side] = text.split(':');
  const step = crashSteps.find((known) => known === name);
  return step !== undefined && (side === 'before' || side === 'after') ? { step, side } : undefined;
}

/** Wraps ports so that the process ends at one point of a transfer's way, for tests of what a crash leaves behind. */
export interface CrashPoints {
  store(store: Store): Store;
  sage(sage: Sage): Sage;
  procore(procore: Procore): Procore;
  chat(chat: Chat): Chat;
  conversation(conversation: Conversation): Conversation;
}

export function crashPoints({ step, side }: CrashAt, end: () => never): CrashPoints {
  /** The state that the last recorded change brought; calls count only on the way of a transfer that was approved. */
  let reached = '';

  const around = async <T>(here: CrashStep | undefined, act: () => Promise<T>): Promise<T> => {
    if (here === step && side === 'before') end();
    const answer = await act();
    if (here === step && side === 'after') end();
    return answer;
  };
  const when = (states: readonly string[], name: CrashStep): CrashStep | undefined =>
    states.includes(reached) ? name : undefined;

  return {
    store: (store) => ({
      ...store,
      commit: async (commit) => {
        const to = stateOf(commit);
        const answer = await around(commitStep(commit, to, reached), () => store.commit(commit));
        if (answer.ok && to !== undefined && decided.has(to)) reached = to;
        return answer;
      },
    }),
    conversation: (conversation) => ({
      ...conversation,
      press: (press) => around('press', () => conversation.press(press)),
    }),
    procore: (procore) => ({
      ...procore,
      subcontract: (project, id) => around(when(['approved'], 'reread'), () => procore.subcontract(project, id)),
      stamp: (stamp) => around('stamp', () => procore.stamp(stamp)),
    }),
    sage: (sage) => ({
      ...sage,
      preview: (request) => around(when(['approved'], 'check'), () => sage.preview(request)),
      findByNumber: (kind, number) => around(when(['sending'], 'look'), () => sage.findByNumber(kind, number)),
      submit: (operation) => around('submit', () => sage.submit(operation)),
      operation: async (key) => {
        const first = reached === 'sending' ? 'ask' : undefined;
        const answer = await around(first, () => sage.operation(key));
        // the record as Sage has it comes with this answer
        const read = answer.ok && answer.value.kind === 'committed' ? 'readback' : undefined;
        return around(read, () => Promise.resolve(answer));
      },
      close: (key, attempt) => around('close', () => sage.close(key, attempt)),
    }),
    chat: (chat) => ({
      ...chat,
      update: (message, card) => around(paintStep(card.metadata.state), () => chat.update(message, card)),
    }),
  };
}

/** Other transfers may be offered meanwhile. */
const decided: ReadonlySet<string> = new Set(['approved', 'sending', 'unconfirmed', 'posted', 'synced']);

function paintStep(state: string): CrashStep | undefined {
  if (state === 'approved' || state === 'sending') return 'paint_sending';
  return state === 'synced' ? 'paint_synced' : undefined;
}

function stateOf(commit: Commit): string | undefined {
  const transfer = commit.put?.find(({ collection }) => collection === 'transfers');
  const state = transfer?.value['state'];
  return typeof state === 'string' ? state : undefined;
}

function commitStep(commit: Commit, to: string | undefined, reached: string): CrashStep | undefined {
  switch (to) {
    case 'approved':
      return 'record_decision';
    case 'sending':
      return 'record_intent';
    case 'posted':
      return 'record_result';
    case 'synced':
      return 'record_stamp';
    default: {
      const painted = commit.put?.some(({ collection }) => collection === 'copies') === true;
      return painted && reached === 'synced' ? 'record_paint' : undefined;
    }
  }
}
