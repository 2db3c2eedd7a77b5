import { z } from 'zod';
import type { People, Person } from '../../src/people/people.ts';
import { personId, procoreUserId } from '../../src/shared/ids.ts';

const PersonSchema = z
  .strictObject({
    id: z.string().min(1).max(80).describe('never given to somebody else: the ledger names people by it'),
    name: z.string().min(1),
    role: z.string().min(1).describe("a word of the company's own; the policy's seats name roles"),
    slack: z.string().min(1).optional().describe('the member id in Slack'),
    teams: z.string().min(1).optional().describe('the object id in Entra ID'),
    procore: z
      .string()
      .regex(/^\d{1,20}$/, 'must be digits, written as text')
      .optional(),
  })
  .transform((file): Person => ({
    id: personId(file.id),
    name: file.name,
    role: file.role,
    slack: file.slack,
    // Entra ID writes it in small letters, people copy it from where they find it
    teams: file.teams?.toLowerCase(),
    procore: file.procore === undefined ? undefined : procoreUserId(file.procore),
  }));

const identities = ['id', 'slack', 'teams', 'procore'] as const;

/** Everybody who may do something. Of two people with one identity nobody could tell who acted. */
export const PeopleSchema = z.array(PersonSchema).transform((people, context): People => {
  for (const [index, person] of people.entries()) {
    for (const identity of identities) {
      const first = people.findIndex((other) => other[identity] === person[identity]);
      if (person[identity] === undefined || first === index) continue;
      context.addIssue({ code: 'custom', path: [index, identity], message: `is the same as of people[${first}]` });
    }
  }
  return { all: people };
});
