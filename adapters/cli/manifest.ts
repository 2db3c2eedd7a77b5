import { appManifest } from '../slack/app-manifest.ts';
import { complain, say } from './say.ts';

export interface ManifestOptions {
  /** Where the bot is reached from outside. */
  readonly url?: string;
  readonly socket: boolean;
}

/** `countersign manifest slack`: prints what Slack makes the app from. */
export function manifestSlack({ url, socket }: ManifestOptions): number {
  if (socket && url !== undefined) {
    complain('In Socket Mode Slack calls no address: leave out --url, or leave out --socket.');
    return 2;
  }
  if (!socket && url === undefined) {
    complain('Give --url with the address at which Slack reaches the bot, or --socket for Socket Mode.');
    return 2;
  }
  const origin = url === undefined ? undefined : publicOrigin(url);
  if (origin === null) {
    complain('--url must be an https address without a path, such as https://countersign.example.com.');
    return 2;
  }
  say(JSON.stringify(appManifest({ url: origin }), null, 2));
  return 0;
}

/** Slack calls nothing but https; a path would be lost, for the bot serves its routes at the root. */
function publicOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return url.protocol === 'https:' && plain ? url.origin : null;
}
