import { chatControl, platformSays } from '../calls.ts';
import type { Desk } from '../desk.tsx';
import type { SlackMessage } from '../world.ts';

/** Presses the button, or the checkbox, with that label, as the visitor. */
export function pressed({ act, say, you }: Desk, message: SlackMessage, label: string): Promise<boolean> {
  return act(async () => {
    const { channel, ts } = message;
    const seen = await chatControl('slack/click', { user: you.role, channel, ts, label });
    say(platformSays(seen));
  });
}
