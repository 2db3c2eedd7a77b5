import { commandName } from './answer-command.ts';
import { slackPath } from './http-receiver.ts';

export interface ManifestChoices {
  /** Where the bot is reached from outside, without a path; `undefined` for Socket Mode, where nobody needs to reach it. */
  readonly url: string | undefined;
}

/** The events that the listeners take. */
export const botEvents = ['app_home_opened'] as const;

/** The app as Slack makes it from a manifest: what the code needs, and nothing else. */
export function appManifest({ url }: ManifestChoices): object {
  const address = url === undefined ? undefined : new URL(slackPath, url).href;
  const at = (name: string): object => (address === undefined ? {} : { [name]: address });
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Countersign',
      description: 'Approve Procore records in Slack and post each of them to Sage 100 Contractor exactly once.',
      long_description:
        'When a record in Procore is ready for accounting, Countersign posts an approval card in the channel of your choice. A person who has the right to do so presses the button; Countersign writes the record into Sage 100 Contractor once, reads it back, stamps Procore, and repaints every copy of the card. Open its Home tab or type /sage to see what waits for you.',
      background_color: '#1f3a2e',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Countersign', always_online: true },
      slash_commands: [
        {
          command: commandName,
          ...at('url'),
          description: 'See what waits for you, where a record stands, and why',
          usage_hint: 'status [job|number|vendor] · queue · why <number> · help',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: ['chat:write', 'commands', 'im:write', 'users:read'] } },
    settings: {
      event_subscriptions: { ...at('request_url'), bot_events: [...botEvents] },
      interactivity: { is_enabled: true, ...at('request_url') },
      org_deploy_enabled: false,
      socket_mode_enabled: address === undefined,
      token_rotation_enabled: false,
    },
  };
}
