import type { Instant } from '../shared/dates.ts';
import type { PersonId } from '../shared/ids.ts';
import { characterCount, displayText } from '../shared/text.ts';

/** What approvers may choose of a document. The words for each stand with the words of the chat. */
export const inputNames = ['period', 'number'] as const;
export type InputName = (typeof inputNames)[number];

/** One thing of a document that an approver may choose, with what stands there now. */
export interface Input {
  readonly name: InputName;
  /** As it stands in the document; empty where nothing fits. */
  readonly value: string;
  /** What it is without a choice; empty where there is nothing usual. */
  readonly usual: string;
  readonly answer:
    | { readonly type: 'text'; readonly limit: number }
    | { readonly type: 'choice'; readonly options: readonly string[] };
  /** Only the controllers that the policy names may choose it, and one person alone does not approve the choice. */
  readonly weighs?: true;
}

/** What was chosen, by whom and when. */
export interface Chosen {
  readonly value: string;
  readonly by: PersonId;
  readonly at: Instant;
}

export type Inputs = { readonly [N in InputName]?: Chosen };

/** The values alone, as a workflow needs them. */
export type ChosenValues = { readonly [N in InputName]?: string };

export function valuesOf(inputs: Inputs | undefined): ChosenValues {
  return Object.fromEntries(Object.entries(inputs ?? {}).map(([name, { value }]) => [name, value]));
}

/** What an answer asks for; text that is left empty asks for what is usual. */
export function askedFor({ usual }: Input, answer: string): string {
  const value = displayText(answer);
  return value === '' ? usual : value;
}

/** Whether it can be chosen. Text is taken as it is or not at all; nothing is ever cut. */
export function fits({ answer, usual }: Input, value: string): boolean {
  if (value === usual) return true;
  return answer.type === 'choice' ? answer.options.includes(value) : characterCount(value) <= answer.limit;
}

/** Whether something was chosen for which one person alone does not answer. */
export function needsTwoSeats(inputs: readonly Input[] | undefined): boolean {
  return (inputs ?? []).some(({ weighs, value, usual }) => weighs === true && value !== usual);
}
