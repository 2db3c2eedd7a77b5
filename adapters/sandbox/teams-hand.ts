import { z } from 'zod';
import { given, readCall, type ChatHand } from './control-call.ts';
import type { Hands } from './teams/hands.ts';

const user = z.string().min(1);
const conversation = z.string().min(1);
const inputs = z.record(z.string(), z.union([z.string(), z.boolean().transform(String)]));

const Typed = z.strictObject({ user, conversation: conversation.optional(), text: z.string() });
const Press = z.strictObject({
  user,
  conversation: conversation.optional(),
  activityId: z.string().optional(),
  label: z.string().min(1),
  inputs: inputs.optional(),
});
const Somewhere = z.strictObject({ conversation });

/** The hands of the people in Teams, and of its administrator, as the control interface moves them. */
export function teamsHand(hands: Hands): ChatHand {
  return {
    message: (body) => hands.message(given(readCall(Typed, body))),
    click: (body) => hands.click(given(readCall(Press, body))),
    remove: (body) => hands.remove(readCall(Somewhere, body)),
    install: (body) => Promise.resolve(hands.install(readCall(Somewhere, body))),
  };
}
