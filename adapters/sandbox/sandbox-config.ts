import type { JsonObject } from '../../src/shared/json.ts';
import { cast, channels, company, teamsTenant } from './stories/cast.ts';
import type { Story } from './stories/story.ts';
import type { ToldStory } from './tell-story.ts';

/** Fast enough for a person who watches, and for a script that waits. */
const timing = {
  pollMs: 500,
  callDeadlineMs: 2_000,
  operationPollMs: 100,
  unconfirmedWaitMs: 1_000,
  retryMaxMs: 2_000,
  cardWindowMs: 10_000,
};

/** The configuration file of a bot that works against this sandbox. */
export function sandboxConfig(story: Story, told: ToldStory): JsonObject {
  return {
    companies: [
      {
        id: company.procore,
        sageCompany: company.sage,
        name: company.name,
        mode: 'direct',
        timeZone: company.timeZone,
        jobs: told.projects.map(({ id, live }) => ({ procore: id, live })),
        costTypes: story.costTypes,
      },
    ],
    people: cast
      .filter(({ known }) => known)
      .map(({ role, name, slack, teams, procore }) => ({ id: role, name, role, slack, teams, procore })),
    policy: story.policy as unknown as JsonObject,
    channels: [
      ...channels.map(({ id, name }) => ({ platform: 'slack', id, name })),
      ...teamsTenant.places.flatMap(({ kind, id, name }) =>
        kind === 'channel' ? [{ platform: 'teams', id, name }] : [],
      ),
    ].map((channel) => ({ company: company.procore, ...channel, jobs: '*', kinds: '*' })),
    timing,
  };
}
