import { z } from 'zod';
import { platforms } from '../../src/ports/chat.ts';
import { companyId } from '../../src/shared/ids.ts';
import type { Channel, Timing } from '../../src/transfers/settings.ts';
import { CompanySchema } from './company-schema.ts';
import { PeopleSchema } from './people-schema.ts';
import { JobNumbers, Kinds, PolicySchema } from './policy-schema.ts';
import { SlackSchema } from './slack-schema.ts';

const ChannelSchema = z
  .strictObject({
    company: z.string().min(1).describe('the id of one of the companies'),
    platform: z.enum(platforms),
    id: z.string().min(1),
    name: z.string().min(1),
    jobs: JobNumbers.default('*'),
    kinds: Kinds.default('*'),
    cardsAtOnce: z
      .int()
      .min(1)
      .max(1_000)
      .default(20)
      .describe('records that get a card of their own within timing.cardWindowMs; more wait behind one summary'),
  })
  .transform((file): Channel => ({ ...file, company: companyId(file.company) }));

const Milliseconds = z.int().min(10).max(86_400_000);

const TimingSchema: z.ZodType<Timing> = z.strictObject({
  pollMs: Milliseconds.default(60_000).describe('how often Procore is asked for changes'),
  callDeadlineMs: Milliseconds.default(30_000).describe('when a call without an answer is given up'),
  operationPollMs: Milliseconds.default(1_000).describe('how often the bridge is asked about an operation'),
  unconfirmedWaitMs: Milliseconds.default(60_000).describe('how long a lost answer is looked for'),
  retryMaxMs: Milliseconds.default(900_000).describe('the longest pause between two tries'),
  cardWindowMs: Milliseconds.default(600_000).describe('the stretch of time in which cardsAtOnce of a channel counts'),
  sweepHour: z.int().min(0).max(23).default(2).describe('the local hour from which whole lists are read, once a day'),
});

/** What people decide: `countersign.config.json`. */
export const FileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    companies: z.array(CompanySchema).min(1),
    people: PeopleSchema,
    policy: PolicySchema,
    channels: z.array(ChannelSchema).default([]),
    timing: TimingSchema.prefault({} as Timing),
    slack: SlackSchema,
  })
  .transform((file, context) => {
    const { companies, channels } = file;
    const report = (path: PropertyKey[], message: string): void => context.addIssue({ code: 'custom', path, message });

    for (const [index, { company, secretsFrom }] of companies.entries()) {
      const first = companies.findIndex((other) => other.company.id === company.id);
      const firstPrefix = companies.findIndex((other) => other.secretsFrom === secretsFrom);
      if (first !== index) report(['companies', index, 'id'], `is the same company as companies[${first}]`);
      if (companies.length > 1 && secretsFrom === '') {
        report(['companies', index], 'needs `secretsFrom`: with several companies each has its own variables');
      } else if (firstPrefix !== index) {
        report(['companies', index, 'secretsFrom'], `is the same as of companies[${firstPrefix}]`);
      }
    }
    for (const [index, { company, platform, id }] of channels.entries()) {
      const same = (other: Channel): boolean =>
        other.company === company && other.platform === platform && other.id === id;
      const first = channels.findIndex(same);
      if (first !== index) report(['channels', index, 'id'], `is the same place as channels[${first}]`);
      if (!companies.some((known) => known.company.id === company)) {
        report(['channels', index, 'company'], 'is none of the companies in this file');
      }
    }
    return file;
  });
export type ConfigFile = z.output<typeof FileSchema>;

/** The JSON Schema of the file, for editors and for whoever writes it. */
export function configJsonSchema(): unknown {
  return {
    title: 'countersign.config.json',
    ...z.toJSONSchema(FileSchema, { io: 'input', target: 'draft-2020-12' }),
  };
}
