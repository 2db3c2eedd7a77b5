import { describe, expect, it } from 'vitest';
import { slackCard } from '../../adapters/slack/card-blocks.ts';
import { teamsCard } from '../../adapters/teams/card-view.ts';
import type { Card } from '../../src/ports/card.ts';
import { messageProblems } from '../teams/card-problems.ts';
import { seenText as seenInSlack } from '../slack/seen-text.ts';
import { seenText as seenInTeams } from '../teams/seen-text.ts';
import { cards as everyKind } from './every-kind.ts';
import { cards as everyState } from './every-state.ts';
import { cards as samples } from './sample-cards.ts';

/** Each state and each kind of card, drawn for both chats. A change shows what people will see otherwise. */
const cards = [
  ...everyState.map(({ name, card }) => ({ name: `state-${name}`, card })),
  ...everyKind,
  ...samples.map(({ name, card }) => ({ name: `sample-${name}`, card })),
];
const fileOf = (chat: string, name: string): string =>
  `../golden/${chat}/${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.json`;
const written = (value: unknown): string => `${JSON.stringify(value, undefined, 1)}\n`;

describe.each(cards)('the card $name', ({ name, card }) => {
  it('is drawn in Slack as it was', async () => {
    await expect(written(slackCard(card))).toMatchFileSnapshot(fileOf('slack', name));
  });

  it('is drawn in Teams as it was, and Teams takes it', async () => {
    expect(messageProblems(teamsCard(card))).toEqual([]);
    await expect(written(teamsCard(card))).toMatchFileSnapshot(fileOf('teams', name));
  });

  it('says the same in both chats', () => {
    const inSlack = words(seenInSlack(slackCard(card).blocks));
    const inTeams = words(seenInTeams(teamsCard(card).card));
    for (const said of factsOf(card)) {
      expect(inSlack).toContain(words(said));
      expect(inTeams).toContain(words(said));
    }
    expect(teamsCard(card).card.metadata).toEqual({ countersign: slackCard(card).metadata.event_payload });
  });
});

/** What must be read in every chat: title, state, what happened, facts, problems, seats and what can be pressed. */
function factsOf(card: Card): readonly string[] {
  return [
    ...[card.title, card.stateLabel, ...card.seats],
    ...card.lead.flatMap((text) => text.split('\n')),
    ...card.facts.flatMap(({ label, value }) => [label, value]),
    ...card.changes.flatMap(({ what, before, after }) => [what, `${before} → ${after}`]),
    ...card.notices.map(({ text }) => text),
    ...card.buttons.map(({ label }) => label),
  ];
}

function words(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
