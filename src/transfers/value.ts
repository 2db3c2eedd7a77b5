import type { CalendarDate } from '../shared/dates.ts';
import type { BasisPoints, Cents } from '../shared/money.ts';

/** A fact before it has words: what it is, not how a person reads it. */
export type Value =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'money'; readonly cents: Cents }
  | { readonly type: 'percent'; readonly basisPoints: BasisPoints }
  | { readonly type: 'date'; readonly date: CalendarDate }
  | { readonly type: 'count'; readonly count: number }
  | { readonly type: 'change'; readonly before: Cents; readonly after: Cents }
  /** What becomes of the budget of each code and type; not certain where nobody knows whether Sage does it. */
  | {
      readonly type: 'effects';
      readonly certain: boolean;
      readonly amounts: readonly { readonly code: string; readonly cents: Cents }[];
    }
  | { readonly type: 'word'; readonly word: 'yes' | 'no' | 'unknown' | 'none' };

export type Values = { readonly [name: string]: Value };

export const text = (value: string): Value => ({ type: 'text', text: value });
export const money = (amount: Cents): Value => ({ type: 'money', cents: amount });
export const count = (value: number): Value => ({ type: 'count', count: value });
export const word = (value: 'yes' | 'no' | 'unknown' | 'none'): Value => ({ type: 'word', word: value });
