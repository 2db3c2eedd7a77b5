import fc from 'fast-check';

const record = fc.nat(1);
/** Those who may approve press more often than those who may not. */
const person = fc.constantFrom(0, 0, 1, 3, 3, 5, 5, 2, 4);

/** Everything that may happen between people, Procore, Sage, the chat and the host. */
export type Event =
  | { readonly does: 'edit'; readonly record: number; readonly what: Edited; readonly n: number }
  | { readonly does: 'hint'; readonly record: number; readonly user: string | undefined; readonly delivery: number }
  | { readonly does: 'poll' }
  | { readonly does: 'press'; readonly record: number; readonly person: number; readonly way: Way }
  | { readonly does: 'press_old'; readonly person: number; readonly card: number; readonly way: Way }
  | { readonly does: 'type_retry'; readonly record: number; readonly person: number }
  | { readonly does: 'sage'; readonly trouble: SageTrouble; readonly n: number }
  | { readonly does: 'accountant'; readonly deed: Deed; readonly record: number }
  | { readonly does: 'procore_down' | 'chat_down' | 'disk_full'; readonly on: boolean }
  | { readonly does: 'chat'; readonly done: boolean }
  | { readonly does: 'advance'; readonly ms: number }
  | { readonly does: 'work' }
  | { readonly does: 'crash'; readonly after: number; readonly during: 'work' | 'press'; readonly record: number };

const edited = ['amount', 'line', 'title', 'status', 'executed', 'number', 'touch', 'delete'] as const;
export type Edited = (typeof edited)[number];

const sageTroubles = [
  ...['unreachable', 'busy', 'denied', 'up', 'up', 'up', 'turned_away', 'needs_fix', 'lost_before', 'lost_after'],
  ...['late', 'forgets', 'untold_written', 'untold_unwritten', 'refuses', 'alters', 'alters', 'mute', 'speak', 'warns'],
] as const;
export type SageTrouble = (typeof sageTroubles)[number];

/** Which button: the one that decides, the one that looks again, or the one that ends the round. */
const ways = ['forward', 'look', 'back'] as const;
export type Way = (typeof ways)[number];

const deeds = [
  'enter_same',
  'enter_meanwhile',
  'enter_other',
  'void',
  'void',
  'remove_held',
  'correct',
  'forget_journal',
] as const;
export type Deed = (typeof deeds)[number];

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('edit'), record, what: fc.constantFrom(...edited), n: fc.nat(3) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('hint'),
      record,
      user: fc.constantFrom('503', '501', '503', undefined),
      delivery: fc.nat(9),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('poll') }) },
  {
    weight: 14,
    arbitrary: fc.record({
      does: fc.constant('press'),
      record,
      person,
      way: fc.constantFrom('forward', 'forward', ...ways, 'forward', 'forward'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('press_old'), person, card: fc.nat(40), way: fc.constantFrom(...ways) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('type_retry'), record, person }) },
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('sage'), trouble: fc.constantFrom(...sageTroubles), n: fc.nat(12) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('accountant'), deed: fc.constantFrom(...deeds), record }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('procore_down', 'chat_down', 'disk_full'),
      on: fc.constantFrom(true, false, false),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('chat'), done: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('advance'), ms: fc.constantFrom(1_000, 30_000, 61_000, 400_000) }),
  },
  { weight: 12, arbitrary: fc.record({ does: fc.constant('work') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('crash'),
      after: fc.nat(60),
      during: fc.constantFrom('work', 'work', 'press'),
      record,
    }),
  },
);

export interface History {
  /** Whether Sage keeps our key in a field of the record. */
  readonly traced: boolean;
  /** Whether Sage refuses a number that stands already. */
  readonly unique: boolean;
  readonly events: readonly Event[];
}

/** Both contracts have been offered when it begins. */
export const history: fc.Arbitrary<History> = fc.record({
  traced: fc.constantFrom(true, true, false),
  unique: fc.boolean(),
  events: fc.array(event, { minLength: 5, maxLength: 60, size: 'max' }),
});
