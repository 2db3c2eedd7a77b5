import { createRequire } from 'node:module';
import { cardProblems as emulatorProblems } from '../../adapters/sandbox/teams/card-rules.ts';
import { largestMessage } from '../../adapters/teams/card-size.ts';
import type { TeamsMessage } from '../../adapters/teams/elements.ts';
import type { Json } from '../../src/shared/json.ts';
import { CardSchema } from './card-schema.ts';

interface Library {
  readonly AdaptiveCard: new () => {
    parse(json: object, context: object): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
  readonly SerializationContext: new (version: object) => {
    readonly eventCount: number;
    getEventAt(index: number): { readonly message: string };
  };
  readonly Versions: { readonly v1_5: object };
}

// its modules have no file endings, so only the bundle can be loaded
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.min.js',
) as Library;

/** Everything that Microsoft's library, our own schema, the emulator or the size has against a message. */
export function messageProblems(message: TeamsMessage): readonly string[] {
  const card = JSON.parse(JSON.stringify(message.card)) as Json & object;
  const context = new SerializationContext(Versions.v1_5);
  const drawn = new AdaptiveCard();
  drawn.parse(card, context);
  const parsed = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const validated = drawn.validateProperties().validationEvents.map(({ message: says }) => says);
  const schema = CardSchema.safeParse(card).error?.issues.map(
    ({ path, message: says }) => `${path.join('.')}: ${says}`,
  );
  const size = JSON.stringify(message).length;
  return [
    ...parsed,
    ...validated,
    ...(schema ?? []),
    ...emulatorProblems(card),
    ...(size > largestMessage ? [`${size} is too large`] : []),
    ...(message.summary === '' ? ['no summary'] : []),
  ];
}
