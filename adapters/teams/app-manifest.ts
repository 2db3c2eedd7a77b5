import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { typedCommands } from '../../src/chat/command.ts';
import { commandMeanings } from '../../src/chat/words/answer-words.ts';

export interface TeamsManifestChoices {
  /** Microsoft's id of the bot, which serves as the id of the app as well. */
  readonly appId: string;
  /** Where the bot is reached from outside, without a path. */
  readonly url: string;
  /** Of the product, as three numbers: Teams takes no other form. */
  readonly version: string;
  readonly pages: DeveloperPages;
}

/** What Teams shows of whoever offers the app: https addresses. */
export interface DeveloperPages {
  readonly website: string;
  readonly privacy: string;
  readonly terms: string;
}

/** Lead nowhere: an app that Teams is to take needs some, and what stands there is up to whoever runs the bot. */
export const placeholderPages: DeveloperPages = {
  website: 'https://countersign.example.com',
  privacy: 'https://countersign.example.com/privacy',
  terms: 'https://countersign.example.com/terms',
};

/** Where the files of the app package stand, beside the sources and beside what was built of them. */
export const packageFolder = new URL('./app-package/', import.meta.url);

const Template = z.looseObject({
  $schema: z.string(),
  manifestVersion: z.string(),
  bots: z.array(z.looseObject({ scopes: z.array(z.string()) })),
});

/** The app as Teams takes it: `app-package/manifest.json` with what differs between installations, and the commands. */
export function teamsManifest({ appId, url, version, pages }: TeamsManifestChoices): object {
  const text = readFileSync(new URL('manifest.json', packageFolder), 'utf8');
  const { $schema, manifestVersion, bots, ...rest } = Template.parse(JSON.parse(text));
  return {
    ...{ $schema, manifestVersion, version, id: appId },
    developer: {
      name: 'Countersign',
      websiteUrl: pages.website,
      privacyUrl: pages.privacy,
      termsOfUseUrl: pages.terms,
    },
    ...rest,
    bots: bots.map((bot) => ({
      botId: appId,
      ...bot,
      // Teams wants a list of its own for each scope
      commandLists: bot.scopes.map((scope) => ({ scopes: [scope], commands })),
    })),
    validDomains: [new URL(url).hostname],
  };
}

/** The words that a person picks; what a command takes is typed behind them. */
const commands = typedCommands.map(({ word, usage }) => {
  const [title = word] = usage.split(/ [<[]/);
  const meaning = commandMeanings[word];
  return { title, description: usage === title ? meaning : `${usage}: ${meaning}` };
});
