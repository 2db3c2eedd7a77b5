import fc from 'fast-check';
import { recordId } from '../../src/shared/ids.ts';
import type { Way } from './play.ts';
import type { Line, Sheet } from './sheets.ts';

export const troubles = [
  ...['lost_before', 'lost_after', 'lost_after', 'forgets', 'late', 'very_late', 'busy', 'refuses', 'unreachable'],
  ...['up', 'up', 'up'],
] as const;
export type Trouble = (typeof troubles)[number];

/** What one line bills in a period, in cents; `rate` is the retainage in basis points. */
export interface Billing {
  readonly work: number;
  readonly stored: number;
  readonly rate: number;
}

/** Everything that may happen between people, Procore, Sage, the chat and the host. Numbers name what there is, in turn. */
export type Event =
  | ({ readonly does: 'bill' | 'edit_bill'; readonly sheet: number; readonly line: number } & Billing)
  | { readonly does: 'change'; readonly sheet: number; readonly parts: readonly DrawnPart[] }
  | {
      readonly does: 'edit_change' | 'edit_line';
      readonly sheet: number;
      readonly place: number;
      readonly price: number;
    }
  /** The same, though it may have gone to Sage already. */
  | { readonly does: 'edit_late'; readonly sheet: number; readonly place: number; readonly price: number }
  | { readonly does: 'status'; readonly record: number; readonly approved: boolean; readonly n: number }
  | { readonly does: 'hint'; readonly record: number; readonly user: string | undefined; readonly delivery: number }
  | { readonly does: 'press'; readonly person: number; readonly card: number; readonly way: Way }
  | { readonly does: 'approve_all' | 'poll' | 'work' }
  | { readonly does: 'void'; readonly record: number }
  | { readonly does: 'sage'; readonly trouble: Trouble }
  | { readonly does: 'procore_down' | 'chat_down'; readonly on: boolean }
  | { readonly does: 'advance'; readonly ms: number }
  | { readonly does: 'crash'; readonly after: number };

export interface DrawnPart {
  readonly quantity: number;
  readonly price: number;
  /** A line of the commitment, in turn; a new one where there is none. */
  readonly on: number | undefined;
}

const sheet = fc.nat(5);
const place = fc.nat(3);
const price = fc.oneof(fc.integer({ min: 1, max: 4_999_99 }), fc.constantFrom(29, 1_00, 20_000_00, 51_000_00));
const billing = {
  work: fc.integer({ min: -200, max: 4_999_99 }),
  stored: fc.constantFrom(0, 0, 33, 1_234_56),
  rate: fc.constantFrom(1_000, 500, 333, 0),
};
const part = fc.record({
  quantity: fc.integer({ min: 1, max: 4 }),
  price: fc.oneof(fc.integer({ min: -9_999_99, max: 9_999_99 }), fc.constantFrom(0, 29, -29, -6_000_00, -9_900_00)),
  on: fc.constantFrom(0, 0, 1, undefined),
});
const one = <D extends string, T extends object>(
  weight: number,
  does: readonly D[],
  rest: { [K in keyof T]: fc.Arbitrary<T[K]> },
) =>
  ({
    weight,
    arbitrary: fc.record({ does: fc.constantFrom(...does), ...rest }),
  }) as unknown as fc.WeightedArbitrary<Event>;

const event: fc.Arbitrary<Event> = fc.oneof(
  one(8, ['bill'], { sheet, line: place, ...billing }),
  one(2, ['edit_bill'], { sheet, line: place, ...billing }),
  one(6, ['change'], { sheet, parts: fc.array(part, { minLength: 1, maxLength: 3 }) }),
  one(1, ['edit_change'], { sheet, place, price }),
  one(1, ['edit_line'], { sheet, place, price }),
  one(1, ['edit_late'], { sheet, place, price }),
  one(2, ['status'], { record: fc.nat(20), approved: fc.constantFrom(true, true, false), n: fc.nat(3) }),
  one(1, ['hint'], { record: fc.nat(20), user: fc.constantFrom('503', '599', undefined), delivery: fc.nat(9) }),
  one(4, ['press'], {
    person: fc.nat(5),
    card: fc.nat(12),
    way: fc.constantFrom<Way>('forward', 'forward', 'other', 'back'),
  }),
  one(9, ['approve_all'], {}),
  one(6, ['poll'], {}),
  one(5, ['work'], {}),
  one(1, ['void'], { record: fc.nat(20) }),
  one(5, ['sage'], { trouble: fc.constantFrom(...troubles) }),
  one(1, ['procore_down', 'chat_down'], { on: fc.constantFrom(true, false, false) }),
  one(2, ['advance'], { ms: fc.constantFrom(1_000, 61_000, 400_000) }),
  one(2, ['crash'], { after: fc.nat(80) }),
);

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 3 }),
  price: fc.constantFrom(6_666_67, 10_000_00, 20_000_00),
});
const lines = fc.array(line, { minLength: 1, maxLength: 2 });

export interface History {
  readonly subcontracts: readonly (readonly Omit<Line, 'ref'>[])[];
  readonly orders: readonly (readonly Omit<Line, 'ref'>[])[];
  readonly events: readonly Event[];
}

/** A random project: what is bought in it, and what happens then. */
export const histories: fc.Arbitrary<History> = fc.record({
  subcontracts: fc.array(lines, { minLength: 1, maxLength: 2 }),
  orders: fc.array(lines, { maxLength: 1 }),
  events: fc.array(event, { minLength: 4, maxLength: 16, size: 'max' }),
});

/** The papers as they are when a history begins: commitments, and nothing built on them. */
export function sheetsOf({ subcontracts, orders }: History): readonly Sheet[] {
  const written = (kind: Sheet['kind'], number: string, index: number, drawn: History['orders'][number]): Sheet => ({
    ...{ kind, id: recordId(`${kind === 'subcontract' ? 44 : 45}0${index}`), number: `${number}${index}` },
    lines: drawn.map((one, at) => ({ ref: `${kind === 'subcontract' ? 88 : 89}${index}0${at}`, ...one })),
    ...{ changes: [], periods: [] },
  });
  return [
    ...subcontracts.map((drawn, index) => written('subcontract', 'SC-00', index + 4, drawn)),
    ...orders.map((drawn, index) => written('purchase_order', 'PO-00', index + 7, drawn)),
  ];
}
