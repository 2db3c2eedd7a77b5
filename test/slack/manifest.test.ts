import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { manifestSlack } from '../../adapters/cli/manifest.ts';
import { commandName } from '../../adapters/slack/answer-command.ts';
import { appManifest, botEvents } from '../../adapters/slack/app-manifest.ts';
import { slackPath } from '../../adapters/slack/http-receiver.ts';
import { parseTyped, typedCommands } from '../../src/chat/command.ts';
import { helpParagraphs } from '../../src/chat/words/answer-words.ts';

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly {
      readonly command: string;
      readonly url?: string;
      readonly usage_hint: string;
    }[];
    readonly shortcuts?: unknown;
    readonly app_home: { readonly home_tab_enabled: boolean; readonly messages_tab_enabled: boolean };
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url?: string };
    readonly event_subscriptions: { readonly bot_events: readonly string[]; readonly request_url?: string };
    readonly socket_mode_enabled: boolean;
  };
}

const file = JSON.parse(readFileSync('manifest.json', 'utf8')) as Manifest;
const variants = [
  ['HTTP', appManifest({ url: 'https://bot.example.com' }) as Manifest],
  ['Socket Mode', appManifest({ url: undefined }) as Manifest],
] as const;
const sources = readdirSync('adapters/slack').map((name) => readFileSync(`adapters/slack/${name}`, 'utf8'));
const code = sources.join('\n');

/** What each call of ours needs, from Slack's reference of its methods; the command itself needs `commands`. */
const scopes: { readonly [call: string]: readonly string[] } = {
  'auth.test': [],
  'bots.info': ['users:read'],
  'users.info': ['users:read'],
  // a message to a person starts a direct conversation
  'chat.postMessage': ['chat:write', 'im:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.getPermalink': [],
  'views.open': [],
  'views.publish': [],
};

const schemaPath = '../shared/oracle/slack-manifest.schema.json';
const schema = existsSync(schemaPath) ? (JSON.parse(readFileSync(schemaPath, 'utf8')) as object) : undefined;
if (schema === undefined) console.warn(`SKIPPED: ${schemaPath} is not there, so the manifest is not held against it.`);

describe.each(variants)('the Slack manifest for %s', (_, manifest) => {
  it('asks for the scopes that the code needs, and for no other', () => {
    const calls = [...new Set([...code.matchAll(/client\s*\.(\w+)\s*\.(\w+)\(/g)].map(([, a, b]) => `${a}.${b}`))];

    expect(calls.toSorted()).toEqual(Object.keys(scopes).toSorted());
    const needed = new Set(['commands', ...calls.flatMap((call) => scopes[call] ?? [])]);
    expect([...manifest.oauth_config.scopes.bot].toSorted()).toEqual([...needed].toSorted());
  });

  it('names the command that the code answers, and no other', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([commandName]);
  });

  it('hints at commands that there are, and the help tells of every one', () => {
    const hints = manifest.features.slash_commands.flatMap(({ usage_hint: hint }) => hint.split(' · '));
    const help = helpParagraphs().join('\n');

    expect(hints.map((hint) => hint.split(' ')[0])).toContain('help');
    for (const hint of hints) expect(parseTyped(hint.replaceAll(/[[\]<>]/g, '')).name).not.toBe('unknown');
    for (const { usage } of typedCommands) expect(help).toContain(`${commandName} ${usage}: `);
  });

  it('subscribes to the events that the code listens to, and to no other', () => {
    const heard = [...code.matchAll(/\.event\('(\w+)'/g)].map(([, name]) => name);

    expect([...manifest.settings.event_subscriptions.bot_events].toSorted()).toEqual(heard.toSorted());
    expect(heard.toSorted()).toEqual([...botEvents].toSorted());
  });

  it('offers nothing that the code does not serve', () => {
    expect(manifest.features.shortcuts).toBeUndefined();
    expect(manifest.features.app_home.home_tab_enabled).toBe(code.includes('views.publish('));
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });

  it('lets the bot write to people directly', () => {
    expect(manifest.features.app_home.messages_tab_enabled).toBe(true);
  });

  it.skipIf(schema === undefined)('fits the schema that Slack publishes', () => {
    const check = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema ?? {});

    check(manifest);

    expect(check.errors ?? []).toEqual([]);
  });
});

describe('where Slack sends its requests', () => {
  const urls = ({ features, settings }: Manifest): readonly (string | undefined)[] => [
    ...features.slash_commands.map(({ url }) => url),
    settings.interactivity.request_url,
    settings.event_subscriptions.request_url,
  ];

  it('is the route that is served, at the address that was given', () => {
    expect(urls(variants[0][1])).toEqual(urls(variants[0][1]).map(() => `https://bot.example.com${slackPath}`));
    expect(variants[0][1].settings.socket_mode_enabled).toBe(false);
  });

  it('is no address in Socket Mode', () => {
    expect(urls(variants[1][1])).toEqual([undefined, undefined, undefined]);
    expect(variants[1][1].settings.socket_mode_enabled).toBe(true);
  });

  it('is an example in the file that the Slack CLI reads', () => {
    expect(file).toEqual(appManifest({ url: 'https://countersign.example.com' }));
  });
});

describe('countersign manifest slack', () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const complained = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  afterEach(() => printed.splice(0));

  it.each([
    [{ url: 'https://bot.example.com/', socket: false }, variants[0][1]],
    [{ socket: true }, variants[1][1]],
  ])('prints the manifest and nothing else (%#)', (options, manifest) => {
    expect(manifestSlack(options)).toBe(0);
    expect(JSON.parse(printed.join(''))).toEqual(manifest);
  });

  it.each([
    { socket: false },
    { socket: true, url: 'https://bot.example.com' },
    { socket: false, url: 'http://bot.example.com' },
    { socket: false, url: 'https://bot.example.com/path' },
    { socket: false, url: 'bot.example.com' },
  ])('prints nothing and says what is wrong with %j', (options) => {
    expect(manifestSlack(options)).toBe(2);
    expect(printed).toEqual([]);
    expect(complained).toHaveBeenCalled();
  });
});
