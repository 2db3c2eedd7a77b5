export interface SocketHealth {
  readonly connected: boolean;
  /** When Slack was last heard, be it a ping; `undefined` before the first hello. Milliseconds of the host's clock. */
  readonly lastHeardAt: number | undefined;
  /** How often a connection was made. */
  readonly connections: number;
  /** Since when there is none, and the last reason. */
  readonly deafSince: number | undefined;
  readonly reason: string | undefined;
}

/** How the connection fares, for whoever asks whether the bot is ready. */
export function socketNote({ connected, lastHeardAt, deafSince, reason }: SocketHealth): string {
  const heard = lastHeardAt === undefined ? 'never heard' : `last heard at ${iso(lastHeardAt)}`;
  if (connected) return `Slack is connected over a socket, ${heard}.`;
  return `Slack is not connected since ${iso(deafSince ?? 0)} (${reason ?? 'unknown'}), ${heard}: no press and no command reaches the bot.`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
