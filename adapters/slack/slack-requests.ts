import { z } from 'zod';
import type { Claims } from './slack-gate.ts';

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
  enterprise: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
};

export const SlashCommand = z.object({
  api_app_id: z.string().optional(),
  team_id: z.string().optional(),
  enterprise_id: z.string().optional(),
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

export const NamedAction = z.tuple([z.object({ action_id: z.string() })]).rest(z.unknown());

/** What can be read of any interaction, whatever else is in it. */
export const Interaction = z.object({
  ...Sender,
  response_url: z.string().optional().catch(undefined),
  channel: z.object({ id: z.string() }).nullish().catch(undefined),
});
export type Interaction = z.output<typeof Interaction>;

export const EventEnvelope = z.object({
  api_app_id: z.string().optional(),
  team_id: z.string().optional(),
  context_team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  event: z.object({ type: z.string(), user: z.string().optional().catch(undefined) }),
});

/** What an interaction says about where it comes from. */
export function claimsOf({
  api_app_id,
  team,
  enterprise,
  user,
}: Omit<Interaction, 'response_url' | 'channel'>): Claims {
  return { app: api_app_id, team: team?.id, enterprise: enterprise?.id, user: user.id, userTeam: user.team_id };
}

export function eventClaims(envelope: z.output<typeof EventEnvelope>): Claims {
  const { api_app_id: app, team_id: team, context_team_id: context, enterprise_id: enterprise, event } = envelope;
  // in a shared channel an event may be another workspace's and come through ours, or the other way round
  return { app, team, enterprise: enterprise ?? undefined, user: event.user, userTeam: context ?? undefined };
}

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
