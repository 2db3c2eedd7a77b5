import { z } from 'zod';
import { given, readCall, type ChatHand } from './control-call.ts';
import type { Hands } from './slack/hands.ts';

const user = z.string().min(1);
const channel = z.string().min(1).optional();

const Typed = z.strictObject({ user, channel, text: z.string() });
const Click = z.strictObject({ user, channel, ts: z.string().optional(), label: z.string().min(1) });
const Opening = z.strictObject({ user });
const Submission = z.strictObject({ user, values: z.record(z.string(), z.string()).optional() });

/** The hands of the people in Slack as the control interface moves them. */
export function slackHand(hands: Hands): ChatHand {
  return {
    command: (body) => hands.command(given(readCall(Typed, body))),
    click: (body) => hands.click(given(readCall(Click, body))),
    home: (body) => hands.home(readCall(Opening, body)),
    submit: (body) => hands.submit(given(readCall(Submission, body))),
    close: (body) => hands.close(readCall(Opening, body)),
  };
}
