import { list, type Wording } from './wording.ts';

const addApp = (name: string): string => `Add the app to the team or chat of #${name} (docs/setup-teams.md, part 5)`;

export const teamsWords = {
  'teams.not_configured': (): Wording => ({ says: 'Microsoft Teams is not set up, and no channel names it.' }),
  'teams.channels_without': (channels: readonly string[]): Wording => ({
    says: `Microsoft Teams is not set up, and ${list(channels)} of the configuration ${channels.length === 1 ? 'names' : 'name'} it: no card is posted there.`,
    next: 'Follow docs/setup-teams.md, or take what names Teams out of `channels` in countersign.config.json.',
  }),
  'teams.unauthenticated': (): Wording => ({
    says: 'TEAMS_ALLOW_UNAUTHENTICATED is set: whoever reaches the port on this machine is believed to be whom he says he is, and may approve. No sign-in was tried.',
    next: 'Keep it for emulators. For Teams itself remove it, and set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID.',
  }),
  'teams.signed_in': (): Wording => ({
    says: 'The tenant gives the bot a token for Teams, and requests are taken only with one that Microsoft signed.',
  }),
  'teams.sign_in_refused': (reason: string, variables: readonly string[]): Wording => ({
    says: `The tenant gives the bot no token (${reason}). It hears Teams, and can neither post nor answer.`,
    next: `Look at ${list(variables)}: where each is found stands in docs/setup-teams.md, part 2. The secret is its Value, not its ID, and ends on a day.`,
  }),
  'teams.no_sign_in': (reason: string): Wording => ({
    says: `login.microsoftonline.com, where the bot gets its token, gives no answer that can be used (${reason}). Until it does nothing is posted in Teams.`,
    next: 'Look whether this machine reaches it, by way of a proxy where there is one; if so, run the doctor again in a few minutes.',
  }),
  'teams.channel_good': (name: string): Wording => ({ says: `The bot is in #${name} in Teams.` }),
  'teams.not_in_channel': (name: string, reason: string): Wording => ({
    says: `The app is not installed where #${name} is (${reason}): no card can be posted there.`,
    next: `${addApp(name)}, and see in the Teams admin center that it is allowed.`,
  }),
  'teams.no_channel': (name: string, id: string, reason: string): Wording => ({
    says: `There is no channel ${id} (#${name}) for the bot (${reason}). One where the app is not installed may look the same.`,
    next: `${addApp(name)}, or put the id of the channel right (part 6).`,
  }),
  'teams.bot_refused': (name: string, reason: string): Wording => ({
    says: `Teams does not take the bot's token for #${name} (${reason}).`,
    next: 'See that the Azure Bot of TEAMS_APP_ID is single tenant and has the channel Microsoft Teams (docs/setup-teams.md, part 2).',
  }),
  'teams.no_answer': (name: string): Wording => ({
    says: `Teams gives no answer about #${name} at the address of TEAMS_SERVICE_URL. Cards are posted and changed when it does.`,
    next: 'Look whether this machine reaches that address, by way of a proxy where there is one.',
  }),
  'teams.not_asked': (name: string, reason: string): Wording => ({
    says: `Teams could not be asked about #${name} (${reason}).`,
    next: 'Look at the address in TEAMS_SERVICE_URL, and run the doctor again.',
  }),
  'teams.channel_untold': (name: string, reason: string): Wording => ({
    says: `Teams does not say whether the bot is in #${name} (${reason}).`,
    next: 'Run the doctor again in a few minutes, or with --test-card, which posts a card there.',
  }),
  'teams.test_card': (name: string): Wording => ({ says: `A test card stands in #${name} in Teams.` }),
  'teams.test_card_refused': (name: string, reason: string): Wording => ({
    says: `No test card could be posted in #${name} in Teams (${reason}).`,
    next: `Run the doctor again in a few minutes. If it stays so: ${addApp(name)}, and look at its id.`,
  }),
  'teams.test_card_unknown': (name: string): Wording => ({
    says: `Teams gave no answer to the test card for #${name} at the address of TEAMS_SERVICE_URL. Whether it stands there is not known.`,
    next: 'Look into the channel, and whether this machine reaches that address, by way of a proxy where there is one.',
  }),
  'teams.people_good': (people: number): Wording => ({
    says: `${people === 1 ? 'The one person' : `All ${people} people`} of the configuration can be known in Teams: each has an id there.`,
  }),
  'teams.people_without': (names: readonly string[]): Wording => ({
    says: `${list(names)} ${names.length === 1 ? 'has' : 'have'} no \`teams\` in the configuration, and cannot approve in Teams.`,
  }),
};
