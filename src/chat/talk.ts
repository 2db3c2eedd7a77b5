import type { Note } from '../ports/card.ts';
import type { Chat, Platform } from '../ports/chat.ts';
import type { CompanyId } from '../shared/ids.ts';
import type { Kind } from '../shared/kinds.ts';
import { siteOf, type Engine } from '../transfers/engine.ts';
import type { Channel } from '../transfers/settings.ts';
import type { Transfer } from '../transfers/transfer.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { seatLines } from './seat-lines.ts';
import type { CardContext } from './transfer-card.ts';
import type { Telling } from './words/lead-words.ts';

/** What talking with people needs besides the engine. */
export interface Talk extends Engine {
  readonly workflows: ReadonlyMap<Kind, Workflow>;
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly channels: () => readonly Channel[];
}

export function timeZoneOf(talk: Talk, company: CompanyId): string {
  return siteOf(talk, company)?.company.timeZone ?? 'UTC';
}

export function cardContext(talk: Talk, transfer: Transfer): CardContext {
  const workflow = talk.workflows.get(transfer.kind);
  if (workflow === undefined) throw new Error(`there is no workflow for ${transfer.kind}`);
  return { people: talk.people(), policy: talk.policy(), timeZone: timeZoneOf(talk, transfer.company), workflow };
}

export function telling(talk: Talk, transfer: Transfer): Telling {
  const context = cardContext(talk, transfer);
  return { ...context, openRoles: seatLines(transfer, context).openRoles };
}

/** A note of these paragraphs. Its plain text says everything too, for notifications and screen readers. */
export function note(paragraphs: readonly string[], more: Omit<Note, 'text' | 'paragraphs'> = {}): Note {
  return { text: paragraphs.join('\n'), paragraphs, ...more };
}
