/** What the page reads of the world that the sandbox pushes; the rest of it is left alone. */
export interface Snapshot {
  readonly bot: { readonly url: string; readonly up: boolean | null };
  readonly canStartAfresh: boolean;
  /** How often the story was begun. */
  readonly tellings: number;
  /** Trouble that waits to strike. */
  readonly armed: readonly ArmedFault[];
  readonly world: World;
}

export interface ArmedFault {
  readonly at: string;
  readonly fault: string;
  readonly count: number;
}

export interface World {
  readonly procore: ProcoreBooks;
  readonly sage: SageBooks;
  readonly slack: {
    readonly messages: readonly SlackMessage[];
    readonly modals: readonly SlackModal[];
    readonly ticked: readonly Ticked[];
  };
  readonly teams: { readonly messages: readonly TeamsMessage[] };
}

export interface ProcoreBooks {
  readonly work_order_contracts: readonly Contract[];
  readonly purchase_order_contracts: readonly Contract[];
  readonly commitment_change_orders: readonly ChangeOrder[];
  readonly requisitions: readonly Requisition[];
}

interface InProcore {
  readonly id: number;
  readonly status: string;
  /** The key of the record in Sage, once the bot has marked it. */
  readonly origin_id?: string | null;
}

export interface ProcoreLine {
  readonly id: number | string;
  readonly position?: number;
  readonly description: string | null;
  readonly amount: string | null;
  readonly cost_code?: { readonly id: number; readonly full_code: string } | null;
}

export interface Contract extends InProcore {
  readonly number: string;
  readonly title: string | null;
  readonly grand_total: string;
  readonly vendor: { readonly company: string } | null;
  readonly line_items: readonly ProcoreLine[];
}

export interface ChangeOrder extends InProcore {
  readonly number: string;
  readonly title: string | null;
  readonly contract_id: number;
  readonly grand_total: string;
  readonly line_items: readonly ProcoreLine[];
}

export interface Requisition extends InProcore {
  readonly number: number;
  readonly invoice_number: string | null;
  readonly commitment_id: number;
  readonly vendor_name: string;
  readonly summary: { readonly current_payment_due: string; readonly total_completed_and_stored_to_date: string };
  readonly items: readonly RequisitionItem[];
}

export interface RequisitionItem {
  readonly line_item_id: number;
  readonly description_of_work: string | null;
  readonly scheduled_value: string;
  readonly work_completed_this_period: string;
  readonly total_completed_and_stored_to_date: string;
}

export interface SageBooks {
  readonly vendors: readonly SageVendor[];
  readonly jobs: readonly SageJob[];
  readonly subcontracts: readonly SageRecord[];
  readonly purchase_orders: readonly SageRecord[];
  readonly change_orders: readonly SageRecord[];
  readonly payable_invoices: readonly SageRecord[];
  readonly totals: readonly JobTotal[];
  /** How often the bot created a record. */
  readonly writes: number;
  readonly periods: readonly Period[];
  readonly bridge: { readonly offline: boolean };
}

export interface SageVendor {
  readonly key: string;
  readonly number: string;
  readonly name: string;
  readonly active: boolean;
}

export interface SageJob {
  readonly key: string;
  readonly number: string;
  readonly name: string;
  readonly status: number;
}

export interface SageRecord {
  readonly key: string;
  readonly number: string;
  readonly description?: string;
  readonly voided: boolean;
  /** There when the bot wrote it. */
  readonly operationKey?: string;
  readonly retainageBasisPoints?: number;
  readonly retainageCents?: number;
  readonly lines: readonly { readonly cents: number; readonly costCode: string; readonly description: string }[];
}

export interface JobTotal {
  readonly job: string;
  readonly costCode: string;
  readonly costType: number;
  readonly revisedBudgetCents: number;
  readonly committedCents: number;
  readonly invoicedCents: number;
}

export interface Period {
  readonly year: number;
  readonly period: number;
  readonly open: boolean;
  readonly current: boolean;
}

export interface CardMetadata {
  readonly kind: string;
  readonly number: string;
  readonly state: string;
  readonly round: number;
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly visibleTo?: readonly string[];
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: CardMetadata };
}

export interface SlackBlock {
  readonly type: string;
  readonly block_id?: string;
  readonly [field: string]: unknown;
}

export interface SlackModal {
  readonly id: string;
  readonly user: string;
  readonly title: string;
  readonly submit: string | null;
  readonly close: string | null;
  readonly view: { readonly blocks: readonly SlackBlock[] };
}

/** What a person has ticked in a message. */
export interface Ticked {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly values: readonly string[];
}

export interface TeamsMessage {
  readonly conversation: string;
  readonly conversationName: string;
  readonly activityId: string;
  readonly text?: string;
  /** One sentence of what the card says. */
  readonly summary?: string;
  readonly card?: { readonly [field: string]: unknown };
  readonly replyTo?: string;
  readonly visibleTo?: readonly string[];
  readonly from?: string;
}
