import type { Known } from '../transfers/flow.ts';

/** Whether a mark in Procore leads to a record in Sage. One that is left of a link which a person ended does not. */
export function isLinked(originId: string | undefined, { ended = [] }: Pick<Known, 'ended'>): originId is string {
  return originId !== undefined && !ended.includes(originId);
}
