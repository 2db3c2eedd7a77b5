import { z } from 'zod';
import { CardPayload } from './card-payload.ts';
import { TeamsMessage, TeamsSeen } from './teams-messages.ts';

const Line = z.looseObject({ amount: z.string().optional(), id: z.coerce.string().optional() });
const Contract = z.looseObject({
  id: z.coerce.string(),
  number: z.string(),
  status: z.string(),
  origin_id: z.string().nullish(),
  line_items: z.array(Line),
});
const Requisition = z.looseObject({
  id: z.coerce.string(),
  number: z.number(),
  status: z.string(),
  commitment_id: z.coerce.string(),
  origin_id: z.string().nullish(),
  summary: z.looseObject({
    current_payment_due: z.string().nullable(),
    total_completed_and_stored_to_date: z.string(),
    total_retainage: z.string(),
  }),
});
const Invoice = z.looseObject({
  key: z.string(),
  number: z.string(),
  voided: z.boolean(),
  subcontractNumber: z.string().nullable(),
  retainageCents: z.number(),
  lines: z.array(z.looseObject({ cents: z.number(), costCode: z.string(), costType: z.number() })),
});
const SageRecord = z.looseObject({
  key: z.string(),
  number: z.string(),
  operationKey: z.string().optional(),
  retainageBasisPoints: z.number(),
  lines: z.array(z.looseObject({ cents: z.number(), costCode: z.string() })),
});
const Message = z.looseObject({
  channel: z.string(),
  ts: z.string(),
  threadTs: z.string().optional(),
  text: z.string(),
  blocks: z.array(z.unknown()),
  visibleTo: z.unknown().optional(),
  metadata: z.unknown().optional(),
});
const SlackWorld = z.object({ slack: z.looseObject({ messages: z.array(Message) }) });
const World = SlackWorld.extend({
  procore: z.looseObject({
    projects: z.array(z.looseObject({ id: z.coerce.string() })),
    work_order_contracts: z.array(Contract),
    requisitions: z.array(Requisition),
  }),
  sage: z.looseObject({ subcontracts: z.array(SageRecord), payable_invoices: z.array(Invoice), writes: z.number() }),
  teams: z.looseObject({ messages: z.array(TeamsMessage) }),
});
const Seen = z.looseObject({
  delivered: z.boolean(),
  status: z.number(),
  seen: z.array(z.looseObject({ text: z.string(), blocks: z.unknown().optional() })),
  modal: z.unknown().optional(),
});
const Metadata = z.object({ event_type: z.literal('countersign_card'), event_payload: CardPayload });

export type World = z.output<typeof World>;
export type SlackWorld = z.output<typeof SlackWorld>;
export type Contract = z.output<typeof Contract>;
export type Requisition = z.output<typeof Requisition>;
export type Invoice = z.output<typeof Invoice>;
export type SageRecord = z.output<typeof SageRecord>;
export type Message = z.output<typeof Message>;
export type Seen = z.output<typeof Seen>;

type Collection = 'work_order_contracts' | 'purchase_order_contracts' | 'commitment_change_orders';

/** A sandbox as an outside script uses it: nothing but its public control interface. */
export interface SandboxClient {
  world(): Promise<World>;
  /** Slack alone, which is soon told however much stands in the other systems. */
  slack(): Promise<SlackWorld>;
  env(): Promise<{ readonly [name: string]: string }>;
  create(collection: Collection, body: object): Promise<Contract>;
  change(collection: Collection, id: string, body: object): Promise<Contract>;
  /** A subcontractor's invoice, on the commitment that is in Sage unless another is named. */
  bill(body: object): Promise<Requisition>;
  changeBill(id: string, body: object): Promise<Requisition>;
  enterInSage(collection: string, body: object): Promise<void>;
  changeInSage(collection: string, key: string, body: object): Promise<void>;
  removeInSage(collection: string, key: string): Promise<void>;
  arm(faults: readonly { readonly at: string; readonly fault: string; readonly count?: number }[]): Promise<void>;
  type(user: string, text: string): Promise<Seen>;
  click(user: string, message: Pick<Message, 'channel' | 'ts'>, label: string): Promise<Seen>;
  submit(user: string, values: { readonly [field: string]: string }): Promise<Seen>;
  /** Writes to the bot in Teams, in the channel unless told otherwise. */
  say(user: string, text: string, conversation?: string): Promise<TeamsSeen>;
  /** Presses a button in Teams, with what is filled in by input id or label. */
  press(
    user: string,
    message: Pick<TeamsMessage, 'conversation' | 'activityId'>,
    label: string,
    inputs?: { readonly [input: string]: string },
  ): Promise<TeamsSeen>;
  /** An administrator of Teams takes the bot out of a conversation, or puts it there again. */
  moveBot(act: 'remove' | 'install', conversation: string): Promise<void>;
}

export function sandboxClient(url: string): SandboxClient {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
  return {
    world: async () => World.parse(await call('GET', 'world')),
    slack: async () => SlackWorld.parse(await call('GET', 'world/slack')),
    env: async () => z.object({ env: z.record(z.string(), z.string()) }).parse(await call('GET', 'env')).env,
    create: async (collection, body) => Contract.parse(await call('POST', `procore/${collection}`, body)),
    change: async (collection, id, body) => Contract.parse(await call('PATCH', `procore/${collection}/${id}`, body)),
    bill: async (body) => Requisition.parse(await call('POST', 'procore/requisitions', body)),
    changeBill: async (id, body) => Requisition.parse(await call('PATCH', `procore/requisitions/${id}`, body)),
    enterInSage: async (collection, body) => void (await call('POST', `sage/${collection}`, body)),
    changeInSage: async (collection, key, body) =>
      void (await call('PATCH', `sage/${collection}/${encodeURIComponent(key)}`, body)),
    removeInSage: async (collection, key) =>
      void (await call('DELETE', `sage/${collection}/${encodeURIComponent(key)}`)),
    arm: async (faults) => void (await call('POST', 'faults', faults)),
    type: async (user, text) => Seen.parse(await call('POST', 'slack/command', { user, channel: 'accounting', text })),
    click: async (user, { channel, ts }, label) =>
      Seen.parse(await call('POST', 'slack/click', { user, channel, ts, label })),
    submit: async (user, values) => Seen.parse(await call('POST', 'slack/submit', { user, values })),
    say: async (user, text, conversation = 'accounting') =>
      TeamsSeen.parse(await call('POST', 'teams/message', { user, conversation, text })),
    press: async (user, { conversation, activityId }, label, inputs = {}) =>
      TeamsSeen.parse(await call('POST', 'teams/click', { user, conversation, activityId, label, inputs })),
    moveBot: async (act, conversation) => void (await call('POST', `teams/${act}`, { conversation })),
  };
}

/** The card of a record in a world: the message whose metadata names it. */
export function cardOf(
  world: SlackWorld,
  number: string,
): { readonly message: Message; readonly card: CardPayload } | undefined {
  for (const message of world.slack.messages.toReversed()) {
    const metadata = Metadata.safeParse(message.metadata);
    if (metadata.success && metadata.data.event_payload.number === number)
      return { message, card: metadata.data.event_payload };
  }
  return undefined;
}

export function cardsOf(world: World, number: string): number {
  return world.slack.messages.filter((message) => {
    const metadata = Metadata.safeParse(message.metadata);
    return metadata.success && metadata.data.event_payload.number === number;
  }).length;
}
