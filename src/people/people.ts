import type { Platform } from '../ports/chat.ts';
import type { PersonId, ProcoreUserId } from '../shared/ids.ts';

/** A word of the company's own choosing, such as `controller`; the policy's seats name roles. */
export type Role = string;

/** Somebody who may be known under several identities and is still one person. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly role: Role;
  readonly slack: string | undefined;
  readonly teams: string | undefined;
  readonly procore: ProcoreUserId | undefined;
}

/** Everybody the configuration names. An identity that nobody has belongs to nobody: it has no rights. */
export interface People {
  readonly all: readonly Person[];
}

export function personById(people: People, id: PersonId): Person | undefined {
  return people.all.find((person) => person.id === id);
}

/** The person behind a chat identity; `undefined` also when two people claim it, for then nobody can be told apart. */
export function personByChat(people: People, platform: Platform, user: string): Person | undefined {
  const found = people.all.filter((person) => person[platform] === user);
  return found.length === 1 ? found[0] : undefined;
}

export function personByProcore(people: People, user: ProcoreUserId): Person | undefined {
  return people.all.find((person) => person.procore === user);
}
