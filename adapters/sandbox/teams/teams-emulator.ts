import type { Emulator } from '../emulator.ts';
import { createTraffic } from '../traffic.ts';
import { connectorFaults, createConnector } from './connector.ts';
import { createDeliver, deliveryFaults, type Deliver } from './deliver.ts';
import { createHands, type Hands } from './hands.ts';
import { createInstallations, type Installations } from './installations.ts';
import type { TeamsContext, TeamsEmulatorOptions } from './teams-context.ts';
import { createTenant, shownMessage } from './tenant.ts';

/** Teams as the sandbox plays it: the Bot Connector with its limits, people with hands, activities to the bot. */
export interface TeamsEmulator extends Emulator, Hands {
  readonly name: 'teams';
  readonly installations: Pick<Installations, 'start' | 'stop'>;
  /** Sends the bot exactly this. */
  readonly deliverRaw: Deliver['sendRaw'];
}

export function createTeamsEmulator(options: TeamsEmulatorOptions): TeamsEmulator {
  const tenant = createTenant(options.clock, options.people, options.places);
  const context: TeamsContext = { options, tenant, traffic: createTraffic('http://127.0.0.1/teams') };
  const connector = createConnector(context);
  const deliver = createDeliver(options);
  const installations = createInstallations(context, deliver);

  return {
    name: 'teams',
    router: connector.router,
    faultPlaces: [...connectorFaults, deliveryFaults],
    world: () => ({
      messages: tenant.messages.map((message) => shownMessage(tenant, message)),
      conversations: tenant.conversations.map(({ id, name, kind, person }) => ({
        ...{ id, name, kind, bot: tenant.presence.get(id) ?? 'removed' },
        ...(person === undefined ? {} : { person: person.aad }),
      })),
    }),
    reset() {
      tenant.clear();
      connector.clear();
      installations.restart();
    },
    installations,
    ...createHands(context, deliver, installations),
    deliverRaw: deliver.sendRaw,
  };
}
