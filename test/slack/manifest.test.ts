import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { commandName } from '../../adapters/slack/answer-command.ts';
import { slackPath } from '../../adapters/slack/http-receiver.ts';

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly { readonly command: string; readonly url: string }[];
    readonly shortcuts?: unknown;
    readonly app_home: { readonly home_tab_enabled: boolean; readonly messages_tab_enabled: boolean };
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url: string };
    readonly event_subscriptions?: unknown;
  };
}

const manifest = JSON.parse(readFileSync('manifest.json', 'utf8')) as Manifest;
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
};

describe('the Slack manifest', () => {
  it('asks for the scopes that the code needs, and for no other', () => {
    const calls = [...new Set([...code.matchAll(/client\s*\.(\w+)\s*\.(\w+)\(/g)].map(([, a, b]) => `${a}.${b}`))];

    expect(calls.toSorted()).toEqual(Object.keys(scopes).toSorted());
    const needed = new Set(['commands', ...calls.flatMap((call) => scopes[call] ?? [])]);
    expect([...manifest.oauth_config.scopes.bot].toSorted()).toEqual([...needed].toSorted());
  });

  it('names the command that the code answers, and no other', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([commandName]);
  });

  it('sends commands and interactions to the route that is served', () => {
    const urls = [
      ...manifest.features.slash_commands.map(({ url }) => url),
      manifest.settings.interactivity.request_url,
    ];

    expect(urls.map((url) => new URL(url).pathname)).toEqual(urls.map(() => slackPath));
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
  });

  it('offers nothing that the code does not serve', () => {
    expect(manifest.features.shortcuts).toBeUndefined();
    expect(manifest.settings.event_subscriptions).toBeUndefined();
    expect(manifest.features.app_home.home_tab_enabled).toBe(false);
    expect(code).not.toContain('.event(');
  });

  it('lets the bot write to people directly', () => {
    expect(manifest.features.app_home.messages_tab_enabled).toBe(true);
  });

  const schemaPath = '../shared/oracle/slack-manifest.schema.json';
  const schema = existsSync(schemaPath) ? (JSON.parse(readFileSync(schemaPath, 'utf8')) as object) : undefined;
  if (schema === undefined)
    console.warn(`SKIPPED: ${schemaPath} is not there, so the manifest is not held against it.`);

  it.skipIf(schema === undefined)('fits the schema that Slack publishes', () => {
    const check = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema ?? {});

    check(manifest);

    expect(check.errors ?? []).toEqual([]);
  });
});
