import { count, list, type Wording } from './wording.ts';

const reinstall = 'Add what is missing in the app (OAuth & Permissions) and install it to the workspace again.';

export const slackWords = {
  'slack.not_configured': (): Wording => ({
    says: 'Slack is not set up: no card is posted there.',
    next: 'Follow docs/setup-slack.md.',
  }),
  'slack.no_answer': (reason: string): Wording => ({
    says: `Slack gives no answer (${reason}). Cards are posted and repainted when it does.`,
    next: 'Look whether this machine reaches the address of SLACK_API_URL, by way of a proxy where there is one.',
  }),
  'slack.token_refused': (reason: string): Wording => ({
    says: `Slack refuses SLACK_BOT_TOKEN (${reason}).`,
    next: 'Copy the Bot User OAuth Token of the installed app anew; it begins with xoxb-.',
  }),
  'slack.identified': (team: string, app: string): Wording => ({
    says: `The bot is installed in the workspace ${team} as app ${app}. Requests of any other are refused.`,
  }),
  'slack.not_identified': (reason: string): Wording => ({
    says: `Slack does not say which app the token belongs to (${reason}), and until it does nobody is believed.`,
    next: 'Use the bot token of the app, and give it the scope users:read.',
  }),
  'slack.scopes': (granted: number): Wording => ({
    says: `The app has the ${count(granted, 'scope')} it needs.`,
  }),
  'slack.scopes_missing': (missing: readonly string[]): Wording => ({
    says: `The app lacks ${list(missing)}. What needs it fails, private messages first.`,
    next: reinstall,
  }),
  'slack.scopes_unused': (unused: readonly string[]): Wording => ({
    says: `The app may do more than it needs: ${list(unused)}.`,
    next: 'Take them away, unless another use of the app needs them.',
  }),
  'slack.scopes_untold': (): Wording => ({
    says: 'Slack did not say which scopes the app has.',
    next: 'Compare OAuth & Permissions of the app with manifest.json.',
  }),
  'slack.socket_refused': (reason: string): Wording => ({
    says: `Slack opens no connection for SLACK_APP_TOKEN (${reason}).`,
    next: 'Turn Socket Mode on in the app, and copy an app-level token with the scope connections:write.',
  }),
  'slack.socket_opens': (): Wording => ({ says: 'Slack opens connections for Socket Mode.' }),
  'slack.channel_good': (name: string): Wording => ({ says: `The bot is in #${name}.` }),
  'slack.not_in_channel': (name: string): Wording => ({
    says: `The bot is not in #${name}: no card can be posted there.`,
    next: `Type "/invite @Countersign" in #${name}.`,
  }),
  'slack.no_channel': (name: string, id: string, reason: string): Wording => ({
    says: `There is no channel ${id} (#${name}) for the bot (${reason}). A private channel that it is not in looks the same.`,
    next: 'Invite the bot, or put the id of the channel right (channel details, at the very end).',
  }),
  'slack.channel_archived': (name: string): Wording => ({
    says: `#${name} is archived: nothing can be posted there.`,
    next: 'Restore it, or name another channel in countersign.config.json.',
  }),
  'slack.channel_untold': (name: string, reason: string): Wording => ({
    says: `Whether the bot is in #${name} cannot be told (${reason}): the app has no scope to ask.`,
    next: 'Run "countersign doctor --test-card", which posts a card there.',
  }),
  'slack.test_card': (name: string): Wording => ({ says: `A test card stands in #${name}.` }),
  'slack.test_card_refused': (name: string, reason: string): Wording => ({
    says: `No test card could be posted in #${name} (${reason}).`,
    next: `Type "/invite @Countersign" in #${name}, and look at its id in countersign.config.json.`,
  }),
  'slack.people_good': (people: number): Wording => ({
    says: `${people === 1 ? 'The one person' : `All ${people} people`} with a Slack id can be found in the workspace.`,
  }),
  'slack.no_person': (person: string, id: string, reason: string): Wording => ({
    says: `${person} (${id}) is not in the workspace (${reason}), and cannot approve in Slack.`,
    next: 'Put `slack` right in countersign.config.json: profile, three dots, Copy member ID.',
  }),
  'slack.person_outside': (person: string, id: string, what: string): Wording => ({
    says: `${person} (${id}) is ${what} in Slack. The bot takes nothing from such an account.`,
    next: 'Give the person a full account, or name somebody else.',
  }),
};
