import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../../src/ports/log.ts';

/**
 * What Slack's libraries say, without what they say it about: their lines may quote a request. Only the first
 * argument is kept, shortened and without a parser's quotation, and debug lines, which hold bodies, are dropped.
 */
export function slackLogger(log: Log): Logger {
  const said = (args: readonly unknown[]): { readonly said: string } => ({
    said: String(args[0])
      .replace(/ \(error: [\s\S]*/, '')
      .slice(0, 200),
  });
  return {
    debug: () => {},
    info: () => {},
    warn: (...args) => log.warn('slack.library', said(args)),
    error: (...args) => log.error('slack.library', said(args)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
