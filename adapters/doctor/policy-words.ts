import { count, list, type Wording } from './wording.ts';

export const policyWords = {
  'policy.rule': (rule: string, channels: readonly string[], people: readonly string[]): Wording => ({
    says: `${rule}: cards go to ${channels.length === 0 ? 'no channel' : list(channels)}; this rule asks ${count(people.length, 'person', 'people')}${people.length === 0 ? '' : ` (${people.join(', ')})`}.`,
  }),
  'policy.nobody': (rule: string): Wording => ({
    says: `${rule}: nobody may approve. An empty list means nobody, never everybody.`,
    next: 'Name roles that people have, or take the rule away.',
  }),
  'policy.not_enough': (rule: string, seats: number, people: number): Wording => ({
    says: `${rule}: ${count(seats, 'seat')} must be filled and ${count(people, 'person', 'people')} may sit. Nobody may sit twice, and authors never approve their own.`,
    next: 'Give the roles of these seats to more people, or ask for fewer seats.',
  }),
  'policy.not_built': (rule: string, kinds: readonly string[]): Wording => ({
    says: `${rule}: this version offers no ${list(kinds)}, so that part of the rule is never used.`,
    next: 'Nothing has to be done; it holds as soon as a version offers them.',
  }),
  'policy.no_rule_for_job': (job: string): Wording => ({
    says: `No rule names job ${job}, which is live: nobody may approve its records.`,
    next: 'Add a rule, or a last one for every job.',
  }),
  'policy.no_channel_for_job': (job: string): Wording => ({
    says: `No channel names job ${job}, which is live: its cards are posted nowhere.`,
    next: 'Add a channel for it, or name "*" in the jobs of one.',
  }),
  'policy.unknown_job': (where: string, job: string): Wording => ({
    says: `${where} names job ${job}, which Sage does not have.`,
    next: 'Put the number right as Sage writes it; a rule or channel for an unknown job never holds.',
  }),
  'policy.jobs_unchecked': (): Wording => ({
    says: 'Whether the jobs that rules and channels name exist could not be asked of Sage.',
    next: 'Run the doctor again when the bridge answers.',
  }),
};
