import { policyWords } from './policy-words.ts';
import { procoreWords } from './procore-words.ts';
import { slackWords } from './slack-words.ts';
import { teamsWords } from './teams-words.ts';
import { count, type Wording } from './wording.ts';

const hostWords = {
  'configuration.invalid': (problem: string): Wording => ({
    says: problem,
    next: 'Put it right; "countersign config check" tells all of it at once.',
  }),
  'configuration.good': (companies: number, people: number, channels: number, rules: number): Wording => ({
    says: `The configuration can be used: ${count(companies, 'company', 'companies')}, ${count(people, 'person', 'people')}, ${count(channels, 'channel')}, ${count(rules, 'policy rule')}.`,
  }),
  'configuration.doubtful': (problem: string): Wording => ({
    says: problem,
    next: 'Change it if it is not meant so.',
  }),
  'configuration.no_live_job': (): Wording => ({
    says: 'No job is live: records are read, and none is offered or written.',
    next: 'Set `live` to true for a job in countersign.config.json when its records may be offered.',
  }),

  'clock.agrees': (system: string, seconds: number): Wording => ({
    says: `The clocks of this machine and of ${system} agree within ${count(seconds, 'second')}.`,
  }),
  'clock.differs': (system: string, seconds: number, others: boolean): Wording => ({
    says: `The clocks of this machine and of ${system} are ${count(seconds, 'second')} apart. From five minutes on signed requests are refused.`,
    next: `Let ${others ? `the machine of ${system}` : 'this machine'} take its time from a time server.`,
  }),
  'clock.not_told': (system: string): Wording => ({
    says: `${system} did not tell its time, so the clocks could not be compared.`,
    next: `Look at the other lines about ${system} first.`,
  }),

  'store.opens': (place: string): Wording => ({ says: `The store ${place} opens, and everything in it was read.` }),
  'store.in_use': (folder: string, pid: number): Wording => ({
    says: `The data folder ${folder} is in use by process ${pid}: the bot runs.`,
  }),
  'store.not_begun': (folder: string): Wording => ({
    says: `The data folder ${folder} is not there yet; the first start makes it.`,
  }),
  'store.cannot_be_made': (folder: string, code: string): Wording => ({
    says: `The data folder ${folder} is not there and cannot be made (${code}).`,
    next: 'Make it, and let the user of the bot own it.',
  }),
  'store.refused': (says: string): Wording => ({ says, next: 'Until then the bot does not start.' }),
  'store.out_of_date': (migrations: number): Wording => ({
    says: `The tables are ${count(migrations, 'step')} behind this version; the next start brings them up to date.`,
    next: 'Back the database up before the first start of the new version.',
  }),
  'store.space': (gigabytes: string): Wording => ({ says: `${gigabytes} GB are free where the data folder stands.` }),
  'store.little_space': (gigabytes: string): Wording => ({
    says: `Only ${gigabytes} GB are free where the data folder stands. When it is full no decision is recorded.`,
    next: 'Make room, or move DATA_DIR to a larger disk.',
  }),

  'bot.serves': (url: string): Wording => ({ says: `The bot serves at ${url} and is ready.` }),
  'bot.not_ready': (url: string, reasons: string): Wording => ({
    says: `The bot serves at ${url} and is not ready: ${reasons}`,
    next: 'Look at its log.',
  }),
  'bot.silent': (url: string): Wording => ({
    says: `Nothing serves at ${url}: the bot does not run there.`,
    next: 'Start it with "countersign start", or as the service it was made.',
  }),
  'bot.public': (url: string): Wording => ({ says: `${url} leads to the bot, seen from this machine.` }),
  'bot.not_public': (url: string, seen: string): Wording => ({
    says: `${url} does not lead to the bot, seen from this machine (${seen}).`,
    next: 'Look at the proxy, the certificate and the name; whether Slack and Procore reach it can only be seen there.',
  }),
};

const bridgeWords = {
  'bridge.answers': (version: string, protocol: number): Wording => ({
    says: `The bridge answers: version ${version}, protocol ${protocol}; Sage is reachable behind it.`,
  }),
  'bridge.no_answer': (kind: string): Wording => ({
    says: `The bridge at SAGE_BRIDGE_URL gives no answer that can be used (${kind}). Nothing is written to Sage meanwhile.`,
    next: 'Look whether the bridge runs, and whether this machine reaches it.',
  }),
  'bridge.denied': (reason: string): Wording => ({
    says: `The bridge refuses the bot (${reason}).`,
    next: 'Compare SAGE_BRIDGE_SECRET and `sageCompany` with what is set at the bridge, and the clocks of both machines.',
  }),
  'bridge.sage_away': (): Wording => ({
    says: 'The bridge runs, and does not reach Sage. Approved records wait until it does.',
    next: 'Look at Sage and its SQL Server on the machine of the bridge.',
  }),
  'bridge.emulator': (mode: string): Wording => ({
    says: `Behind the bridge stands no Sage: it calls itself "${mode}". What is approved goes into no books.`,
    next: 'For real books point SAGE_BRIDGE_URL at a bridge that stands beside Sage.',
  }),
  'bridge.profile_known': (): Wording => ({ says: 'The bridge knows how this installation of Sage behaves.' }),
  'bridge.unknown': (what: string, holds: string): Wording => ({
    says: `Not known of this installation of Sage: ${what}. ${holds}`,
    next: 'Enter it in the profile of the bridge when somebody has found it out.',
  }),
};

/** Every sentence of the doctor. */
export const words = { ...hostWords, ...slackWords, ...teamsWords, ...procoreWords, ...bridgeWords, ...policyWords };
