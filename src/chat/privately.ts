import type { Person } from '../people/people.ts';
import type { Note } from '../ports/card.ts';
import type { ChatFailure } from '../ports/chat.ts';
import type { Result } from '../shared/result.ts';
import type { Talk } from './talk.ts';

export type Delivery = () => Promise<Result<undefined, ChatFailure>>;

/** On the first platform the person has, in the order in which they are configured. */
export function privately(talk: Talk, person: Person, message: Note): readonly Delivery[] {
  for (const [platform, chat] of talk.chats) {
    const user = person[platform];
    if (user !== undefined) return [() => chat.tell(user, message)];
  }
  return [];
}
