import type { FaultPlace, Emulator } from '../emulator.ts';
import { createTraffic, type Delivery } from '../traffic.ts';
import { createDeliver } from './deliver.ts';
import type { RawDelivery } from './deliveries.ts';
import { ticked } from './pressable.ts';
import { createHands, type Hands } from './hands.ts';
import { shownModal } from './modal-form.ts';
import { createSocketServer, type SocketServer } from './socket-server.ts';
import { createResponseUrls, createTriggers, type SlackContext, type SlackEmulatorOptions } from './slack-context.ts';
import { createWebApi } from './web-api.ts';
import { createWorkspace, shownMessage } from './workspace.ts';

/** Slack as the sandbox plays it: the Web API with its limits, people with hands, signed requests to the bot. */
export interface SlackEmulator extends Emulator, Hands {
  readonly name: 'slack';
  /** Socket Mode as the bot's side of Slack has it. */
  readonly sockets: SocketServer;
  /** Sends the bot exactly this: signed unless the headers say otherwise, or in an envelope over its socket. */
  deliverRaw(raw: RawDelivery): Promise<Delivery>;
}

export function createSlackEmulator(options: SlackEmulatorOptions): SlackEmulator {
  const workspace = createWorkspace(options.clock, options.people, options.channels);
  const sockets = createSocketServer(options);
  const context: SlackContext = {
    options,
    sockets,
    workspace,
    triggers: createTriggers(options.clock, workspace.nextId),
    responseUrls: createResponseUrls(options.clock, workspace.nextId),
    traffic: createTraffic('http://127.0.0.1/slack'),
  };
  const webApi = createWebApi(context);
  const deliver = createDeliver(options, sockets);

  return {
    name: 'slack',
    router: webApi.router,
    sockets,
    faultPlaces,
    world: () => ({
      messages: workspace.messages.map((message) => shownMessage(message, workspace.channels)),
      modals: [...workspace.modals.values()].map(shownModal),
      homes: [...workspace.homes.values()].map(({ user, view }) => ({ user, view })),
      ticked: ticked(workspace),
    }),
    reset() {
      workspace.clear();
      context.triggers.clear();
      context.responseUrls.clear();
      webApi.clear();
    },
    ...createHands(context, deliver),
    deliverRaw: deliver.sendRaw,
  };
}

const rateLimited = { fault: 'rateLimited', says: '429 with Retry-After: 2, nothing done' };
const refused = { fault: 'refused', says: 'invalid_blocks, nothing done' };
const dropAfterCommit = { fault: 'dropAfterCommit', says: 'done, and the connection breaks before the answer' };

const faultPlaces: readonly FaultPlace[] = [
  {
    at: 'slack.chat.postMessage',
    faults: [
      rateLimited,
      refused,
      dropAfterCommit,
      { fault: 'error500', says: '500, nothing posted' },
      { fault: 'channelGone', says: 'channel_not_found' },
    ],
  },
  {
    at: 'slack.chat.update',
    faults: [rateLimited, refused, dropAfterCommit, { fault: 'messageGone', says: 'message_not_found' }],
  },
  {
    at: 'slack.deliveries',
    faults: [
      { fault: 'duplicate', says: 'the same signed request comes twice' },
      { fault: 'late', says: 'the person sees a time-out; the request reaches the bot half a second after it' },
      { fault: 'lost', says: 'the person sees a time-out; the request never reaches the bot' },
    ],
  },
  {
    at: 'slack.apps.connections.open',
    faults: [
      rateLimited,
      { fault: 'error500', says: '500, no address given' },
      { fault: 'invalidAuth', says: 'invalid_auth: the app token is refused' },
    ],
  },
  {
    at: 'slack.socket',
    faults: [
      { fault: 'drop', says: 'every connection breaks without a word' },
      { fault: 'silent', says: 'connections stay open, and nothing more comes over them' },
      { fault: 'refresh', says: 'disconnect with refresh_requested, closed ten seconds later' },
      { fault: 'warning', says: 'disconnect with warning, closed ten seconds later' },
    ],
  },
  { at: 'slack.socket.hello', faults: [{ fault: 'missing', says: 'the connection opens, and no hello comes' }] },
  { at: 'slack.socket.answers', faults: [{ fault: 'lost', says: 'the connection breaks when the bot answers' }] },
  { at: 'slack.auth.test', faults: [{ fault: 'fewerScopes', says: 'the app was granted two of its scopes only' }] },
  {
    at: 'slack.views.publish',
    faults: [rateLimited, dropAfterCommit, { fault: 'error500', says: '500, nothing shown' }],
  },
  { at: 'slack.api', faults: [{ fault: 'offline', says: 'the connection breaks, whatever is called' }] },
];
