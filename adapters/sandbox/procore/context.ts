import type { SandboxClock } from '../sandbox-clock.ts';
import type { Books, StoredProject } from './books.ts';
import type { Company } from './company.ts';
import type { Deliveries } from './deliveries.ts';
import type { Announce } from './change.ts';
import { forbidden, notFound } from './refusal.ts';
import type { WireObject } from './wire.ts';
import { digitsOf } from './wire.ts';

/** What the operations work on. `books` is a call because a reset puts new ones in place. */
export interface Context {
  readonly company: Company;
  readonly clock: SandboxClock;
  readonly books: () => Books;
  readonly announce: Announce;
  readonly deliveries: Deliveries;
}

/** The project a call names in its query, its body or its path. Throws 404, or 403 when it is not permitted. */
export function permittedProject(context: Context, given: unknown): StoredProject {
  const project = context.books().projects.get(digitsOf(given) ?? '');
  if (project === undefined || project.deletedAt !== undefined) throw notFound('Project');
  if (!project.permitted) throw forbidden('The project is not permitted for this service account');
  return project;
}

/** Throws 403 when a call names another company than the one the app is connected to. */
export function sameCompany(context: Context, given: unknown): void {
  if (digitsOf(given) !== context.company.id) throw forbidden('App is not connected to this company');
}

export function inner(body: WireObject, key: string): WireObject {
  const value = body[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WireObject) : {};
}
