import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { manifestTeams, type TeamsManifestOptions } from '../../adapters/cli/manifest.ts';
import { teamsManifest } from '../../adapters/teams/app-manifest.ts';
import { productVersion } from '../../adapters/system/version.ts';
import { parseTyped, typedCommands } from '../../src/chat/command.ts';
import { openTeamsRoom, type TeamsRoom } from './adapter-room.ts';
import { accounting, channelMessage, tenant } from './activities.ts';

interface Manifest {
  readonly version: string;
  readonly id: string;
  readonly developer: { readonly websiteUrl: string; readonly privacyUrl: string; readonly termsOfUseUrl: string };
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly commandLists: readonly {
      readonly scopes: readonly string[];
      readonly commands: readonly { readonly title: string; readonly description: string }[];
    }[];
  }[];
  readonly validDomains: readonly string[];
}

const appId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const pages = {
  website: 'https://www.example.com/countersign',
  privacy: 'https://www.example.com/privacy',
  terms: 'https://www.example.com/terms',
};
const manifest = teamsManifest({ appId, url: 'https://bot.example.com', version: '1.2.3', pages }) as Manifest;
const schemas = '@microsoft/app-manifest/build/json-schemas/teams/v1.19/MicrosoftTeams.schema.json';
const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(schemas), 'utf8')) as object;

function faultsOf(checked: object): readonly string[] {
  const ajv = new Draft04.default({ strict: false, allErrors: true });
  formats.default(ajv);
  const check = ajv.compile(schema);
  check(checked);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('the manifest of the Teams app', () => {
  it("fits Microsoft's schema of version 1.19", () => {
    expect(faultsOf(manifest)).toEqual([]);
    expect(faultsOf({ ...manifest, id: 'x', unknown: 1 })).toHaveLength(2);
  });

  it('belongs to the bot, at its address', () => {
    expect(manifest.id).toBe(appId);
    expect(manifest.bots.map(({ botId }) => botId)).toEqual([appId]);
    expect(manifest.validDomains).toEqual(['bot.example.com']);
    expect(manifest.version).toBe('1.2.3');
  });

  it('names each command in each place, as the bot takes it when nothing is added', () => {
    const [bot] = manifest.bots;

    expect(bot?.commandLists.map(({ scopes }) => scopes)).toEqual(bot?.scopes.map((scope) => [scope]));
    for (const { commands } of bot?.commandLists ?? []) {
      expect(commands.map(({ title }) => parseTyped(title).name)).not.toContain('unknown');
      expect(commands.map(({ title }) => title.split(' ')[0])).toEqual(typedCommands.map(({ word }) => word));
    }
  });

  it('says of each command what it is for, and what is to be added', () => {
    const told = new Map(manifest.bots[0]?.commandLists[0]?.commands.map((command) => [command.title, command]));

    expect(told.get('queue')?.description).toMatch(/^what waits for you/);
    expect(told.get('why')?.description).toMatch(/^why <number>: what stands in the way/);
    expect(told.get('policy test')?.description).toMatch(/^policy test <amount> \[job\]: who/);
  });
});

describe('what the manifest asks for', () => {
  /** As Teams names in an activity where it comes from, by the scope that the manifest names. */
  const conversations: { readonly [scope: string]: { readonly id: string; readonly conversationType: string } } = {
    personal: { id: 'a:controller', conversationType: 'personal' },
    team: { id: `${accounting};messageid=900`, conversationType: 'channel' },
    groupChat: { id: '19:month-end@thread.v2', conversationType: 'groupChat' },
  };
  const lists = manifest.bots.flatMap((bot) => bot.commandLists);
  let room: TeamsRoom;
  beforeAll(async () => {
    room = await openTeamsRoom();
  });
  afterAll(() => room.close());

  it('is the scopes in which the bot can be heard, and all of them', () => {
    expect([...(manifest.bots[0]?.scopes ?? [])].toSorted()).toEqual(Object.keys(conversations).toSorted());
  });

  it.each(lists)('is heard there with each of its commands: $scopes.0', async ({ scopes: [scope = ''], commands }) => {
    const conversation = { ...conversations[scope], tenantId: tenant };
    room.conversation.typed.splice(0);

    // a command of the menu is put behind the mention of the bot
    for (const { title } of commands) await room.deliver(channelMessage(title, { conversation }));
    await room.settle();

    expect(room.conversation.typed.map(({ text }) => text)).toEqual(commands.map(({ title }) => title));
    expect(room.connector.said.length).toBeGreaterThan(0);
  });

  it('is to write to people, as the bot does, and nothing else of them', async () => {
    const { permissions } = manifest as Manifest & { readonly permissions: readonly string[] };

    // somebody who was not heard of yet
    const told = await room.chat.tell('00000000-0000-4000-8000-000000000002', {
      text: 'Something changed.',
      paragraphs: ['Something changed.'],
    });

    expect(told.ok).toBe(true);
    expect([...permissions].toSorted()).toEqual(['identity', 'messageTeamMembers']);
  });
});

describe('countersign manifest teams', () => {
  const printed: string[] = [];
  const complained: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => complained.push(String(text)) > 0);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  afterEach(() => [printed, complained].forEach((texts) => texts.splice(0)));
  const good = { url: 'https://bot.example.com/', appId: appId.toUpperCase() };

  it('prints the manifest of this version and nothing else', () => {
    expect(manifestTeams({ ...good, ...pages })).toBe(0);
    expect(JSON.parse(printed.join(''))).toEqual({ ...manifest, version: productVersion() });
  });

  it('puts placeholders where Teams wants pages and none is given', () => {
    expect(manifestTeams({ ...good, privacy: pages.privacy })).toBe(0);
    const { developer } = JSON.parse(printed.join('')) as Manifest;
    expect(developer.privacyUrl).toBe(pages.privacy);
    expect(developer.websiteUrl).toBe('https://countersign.example.com');
  });

  it('packs what it would print', () => {
    const out = join(folder, 'countersign-teams.zip');
    expect(manifestTeams({ ...good, ...pages, out })).toBe(0);

    const packed = strFromU8(unzipSync(readFileSync(out))['manifest.json'] ?? new Uint8Array());
    expect(JSON.parse(packed)).toEqual({ ...manifest, version: productVersion() });
    expect(printed.join('')).toContain(out);
    rmSync(folder, { recursive: true });
  });

  const origin = '--url must be an https address without a path, such as https://countersign.example.com.';
  const guid = '--app-id must be a GUID, as the Azure portal shows it, such as 0f8fad5b-d9cb-469f-a165-70867728950e.';
  it.each<[TeamsManifestOptions, string]>([
    [{ appId }, 'Give --url with the address at which Teams reaches the bot.'],
    [{ url: good.url }, 'Give --app-id with the Microsoft App ID of the Azure Bot.'],
    [{ appId, url: 'http://bot.example.com' }, origin],
    [{ appId, url: 'https://bot.example.com/path' }, origin],
    [{ appId, url: 'bot.example.com' }, origin],
    [{ ...good, appId: '0f8fad5bd9cb469fa16570867728950e' }, guid],
    [{ ...good, appId: `${appId}0` }, guid],
    [{ ...good, appId: '' }, guid],
    [
      { ...good, privacy: 'http://www.example.com' },
      '--privacy must be an https address, such as https://www.example.com/privacy.',
    ],
    [{ ...good, out: 'manifest.json' }, '--out must name a .zip file, which Teams takes.'],
    [{ ...good, out: '/nowhere/at/all.zip' }, '/nowhere/at/all.zip could not be written: ENOENT.'],
  ])('prints nothing and says what is wrong with %j', (options, said) => {
    expect(manifestTeams(options)).toBe(2);
    expect(printed).toEqual([]);
    expect(complained.join('')).toBe(`${said}\n`);
  });

  it.each(['unknown', '1.2', '1.2.3-beta'])('refuses a version that Teams would not take: %s', (version) => {
    expect(manifestTeams(good, version)).toBe(2);
    expect(complained.join('')).toContain(`"${version}"`);
  });
});
