import { z } from 'zod';

/** Only what we read of Slack's requests. Sources: Slack's references of slash commands and of interaction payloads. */

const Values = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
      selected_options: z.array(z.object({ value: z.string() })).nullish(),
    }),
  ),
);
export type Values = z.output<typeof Values>;

const Sender = {
  api_app_id: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
};

export const SlashCommand = z.object({
  api_app_id: z.string().optional(),
  team_id: z.string().optional(),
  user_id: z.string(),
  channel_id: z.string(),
  command: z.string(),
  text: z.string().default(''),
  response_url: z.string().optional(),
});
export type SlashCommand = z.output<typeof SlashCommand>;

export const BlockActions = z.object({
  ...Sender,
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).nullish(),
  container: z.object({ message_ts: z.string().optional(), channel_id: z.string().optional() }).optional(),
  state: z.object({ values: Values }).nullish(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })),
});
export type BlockActions = z.output<typeof BlockActions>;

export const ViewSubmission = z.object({
  ...Sender,
  view: z.object({ callback_id: z.string(), private_metadata: z.string(), state: z.object({ values: Values }) }),
});
export type ViewSubmission = z.output<typeof ViewSubmission>;

/** The name of a request, unlike that of any other workspace. */
export function deliveredBy(team: string | undefined, delivery: string | undefined): { readonly delivery?: string } {
  return team === undefined || delivery === undefined ? {} : { delivery: `slack/${team}/${delivery}` };
}

/** What our own form carries from its opening to its submission. */
export const FormOrigin = z.object({
  action: z.string(),
  value: z.string(),
  channel: z.string(),
  message: z.string(),
});
