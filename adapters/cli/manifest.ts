import { writeFileSync } from 'node:fs';
import { appManifest } from '../slack/app-manifest.ts';
import { productVersion } from '../system/version.ts';
import { placeholderPages, teamsManifest, type DeveloperPages } from '../teams/app-manifest.ts';
import { teamsPackage } from '../teams/app-package.ts';
import { complain, say } from './say.ts';

export interface SlackManifestOptions {
  /** Where the bot is reached from outside. */
  readonly url?: string;
  readonly socket: boolean;
}

export interface TeamsManifestOptions extends Partial<DeveloperPages> {
  readonly url?: string;
  readonly appId?: string;
  /** The zip to be written; without it the manifest is printed. */
  readonly out?: string;
}

const origin = '--url must be an https address without a path, such as https://countersign.example.com.';

/** `countersign manifest slack`: prints what Slack makes the app from. */
export function manifestSlack({ url, socket }: SlackManifestOptions): number {
  if (socket && url !== undefined) {
    return refuse('In Socket Mode Slack calls no address: leave out --url, or leave out --socket.');
  }
  if (!socket && url === undefined) {
    return refuse('Give --url with the address at which Slack reaches the bot, or --socket for Socket Mode.');
  }
  const address = url === undefined ? undefined : publicOrigin(url);
  if (address === null) return refuse(origin);
  say(JSON.stringify(appManifest({ url: address }), null, 2));
  return 0;
}

/** `countersign manifest teams`: prints the manifest of the Teams app, or packs what Teams takes. */
export function manifestTeams({ url, appId, out, ...given }: TeamsManifestOptions, version = productVersion()): number {
  if (url === undefined) return refuse('Give --url with the address at which Teams reaches the bot.');
  if (appId === undefined) return refuse('Give --app-id with the Microsoft App ID of the Azure Bot.');
  const address = publicOrigin(url);
  if (address === null) return refuse(origin);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId)) {
    return refuse(
      '--app-id must be a GUID, as the Azure portal shows it, such as 0f8fad5b-d9cb-469f-a165-70867728950e.',
    );
  }
  const pages = { ...placeholderPages, ...given };
  for (const [name, page] of Object.entries(pages)) {
    // Teams' own schema lets http pass, and Teams does not
    if (!isHttps(page)) return refuse(`--${name} must be an https address, such as https://www.example.com/${name}.`);
  }
  if (out !== undefined && !out.endsWith('.zip')) return refuse('--out must name a .zip file, which Teams takes.');
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    return refuse(`The version of this product is "${version}", and Teams takes only three numbers such as 1.2.3.`);
  }
  const manifest = teamsManifest({ appId: appId.toLowerCase(), url: address, version, pages });
  if (out === undefined) say(JSON.stringify(manifest, null, 2));
  else return pack(manifest, out);
  return 0;
}

function pack(manifest: object, out: string): number {
  const packed = teamsPackage(manifest);
  try {
    writeFileSync(out, packed);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse(`${out} could not be written: ${code}.`);
  }
  say(`${out} is packed: upload it in the Teams admin center.`);
  return 0;
}

function refuse(why: string): number {
  complain(why);
  return 2;
}

/** Neither platform calls anything but https; a path would be lost, for the bot serves its routes at the root. */
function publicOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isHttps(text) && plain ? url.origin : null;
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
