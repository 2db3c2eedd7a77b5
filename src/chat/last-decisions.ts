import type { Person } from '../people/people.ts';
import type { Entry } from '../ports/store.ts';
import type { Talk } from './talk.ts';
import { deedOf } from './words/home-words.ts';

/** How far back the ledger of a company is read: a page is drawn while a person waits. */
const lookedAt = 300;

/** What one person decided last, newest first, as far back as a glance at the ledgers goes. */
export async function lastDecisions(talk: Talk, person: Person, most: number): Promise<readonly Entry[]> {
  const pages = await Promise.all(
    talk.sites().map(({ company }) => talk.store.history({ company: company.id, order: 'newest', limit: lookedAt })),
  );
  return pages
    .flatMap(({ items }) => items.map(({ entry }) => entry))
    .filter((entry) => entry.person === person.id && deedOf(entry) !== undefined)
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}
