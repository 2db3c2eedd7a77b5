import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { slackCard } from '../../adapters/slack/card-blocks.ts';
import { teamsCard } from '../../adapters/teams/card-view.ts';
import { draw } from './draw.ts';
import { drawTeams } from './draw-teams.ts';
import type { NamedCard } from './sample-cards.ts';

/** Draws cards for both chats: `tsx test/render/render-cards.ts [module]`, where the module exports `cards`. */

const source = process.argv[2] ?? 'test/render/sample-cards.ts';
const { cards } = (await import(pathToFileURL(resolve(source)).href)) as { readonly cards: readonly NamedCard[] };
await draw(cards.map(({ name, card }) => ({ name, blocks: slackCard(card).blocks })));
await drawTeams(cards.map(({ name, card }) => ({ name, card: teamsCard(card).card })));
