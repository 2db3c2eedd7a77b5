import { Application, TeamsAdapter } from '@microsoft/teams-ai';
import type { Activity as WireActivity, TurnContext } from 'botbuilder';
import type { Log } from '../../src/ports/log.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { TeamsAccess } from '../config/environment.ts';
import { cardActionName, type Activity } from './activities.ts';
import { withoutConsole } from './quiet-console.ts';

/** The one file that knows Microsoft's libraries: they are at the end of their line. */

export interface Turns {
  /** Who sent the activity is known to be the platform, then it is handed on; answers what the platform is to be told. */
  take(activity: Activity, authorization: string): Promise<TurnOutcome>;
}

export interface TurnOutcome {
  readonly status: number;
  readonly body?: JsonObject;
}

export interface TurnHandlers {
  /** Answers the body of the invoke response. */
  onCardAction(activity: Activity): Promise<JsonObject>;
  onOther(activity: Activity): Promise<void>;
}

export interface TurnsDeps {
  readonly access: Pick<TeamsAccess, 'appId' | 'appPassword' | 'tenantId'>;
  readonly handlers: TurnHandlers;
  readonly log: Log;
  /** The way to the keys with which the platform signs, where it is not direct. */
  readonly proxy?: { readonly host: string; readonly port: number };
  /** Where those keys are, when not at Microsoft: for tests. */
  readonly openIdMetadataUrl?: string;
}

/** Authenticates with Microsoft's library and routes with it; every answer is our own, never one of its card responses. */
export function createTurns({ access, handlers, log, proxy, openIdMetadataUrl }: TurnsDeps): Turns {
  const { appId = '', appPassword, tenantId = '' } = access;
  const authenticated = appPassword !== undefined;
  if (authenticated && (appId === '' || appPassword === '')) throw new Error('an empty app id would let everybody in');
  const credentials = authenticated
    ? {
        MicrosoftAppId: appId,
        MicrosoftAppPassword: appPassword,
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppTenantId: tenantId,
      }
    : {};
  const adapter = new TeamsAdapter(
    { ...credentials, ...(openIdMetadataUrl === undefined ? {} : signedElsewhere(openIdMetadataUrl)) },
    undefined,
    undefined,
    proxy === undefined ? {} : { proxySettings: { host: proxy.host, port: proxy.port } },
  );
  adapter.onTurnError = async (_context, error) => {
    throw error;
  };

  const app = new Application({ adapter, startTypingTimer: false, removeRecipientMention: false });
  app.adaptiveCards.actionExecute(/[\s\S]*/, async (context) => {
    const body = await handlers.onCardAction(ours(context));
    // the library leaves an answer alone that is there already
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
    return '';
  });
  app.activity(
    async () => true,
    async (context) => {
      await handlers.onOther(ours(context));
      // an invoke that nobody knows is no failure of ours
      if (context.activity.type === 'invoke')
        await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
    },
  );

  return {
    take: (activity, authorization) =>
      withoutConsole(log, async () => {
        const outcome: { status: number; body?: JsonObject } = { status: 500 };
        // it answers nothing where one of these is missing
        const response = {
          socket: undefined,
          header: () => response,
          status(code: number) {
            outcome.status = code;
            return response;
          },
          send(body: unknown) {
            if (typeof body === 'object' && body !== null) outcome.body = body as JsonObject;
            else if (outcome.status === 500) outcome.status = statusOfFault(String(body));
            return response;
          },
          end: () => response,
        };
        const request = {
          method: 'POST',
          headers: { authorization },
          body: { ...forLibrary(activity), [carried]: activity } as unknown as Record<string, unknown>,
        };
        await adapter.process(request, response, async (context) => void (await app.run(context)));
        return outcome;
      }),
  };
}

/**
 * The library answers 401 to some tokens and 500 to others that are as bad, with the words of the library that reads
 * them. What is left is that the keys could not be fetched, which may be better the next time.
 */
function statusOfFault(words: string): number {
  return /^(jwt|invalid) /i.test(words) ? 401 : 503;
}

/** The activity as we have read it, on its way through the library. */
const carried = Symbol('activity');

function ours({ activity }: TurnContext): Activity {
  return (activity as WireActivity & { readonly [carried]: Activity })[carried];
}

/** What the library looks at; of what else a request holds it sees nothing. */
function forLibrary({ type, id, name, channelId, serviceUrl, from, recipient, conversation, value }: Activity) {
  const isCardAction = type === 'invoke' && name === cardActionName;
  return {
    ...{ type, channelId, serviceUrl, from, recipient, conversation },
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(isCardAction ? { value: { action: { type: 'Action.Execute', verb: verbOf(value), data: {} } } } : {}),
  };
}

function verbOf(value: unknown): string {
  const action = typeof value === 'object' && value !== null && 'action' in value ? value.action : undefined;
  const verb = typeof action === 'object' && action !== null && 'verb' in action ? action.verb : undefined;
  return typeof verb === 'string' ? verb : '';
}

/** The library takes another address of the keys only together with everything else it would know by itself. */
function signedElsewhere(openIdMetadataUrl: string) {
  return {
    ValidateAuthority: true,
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    OAuthUrl: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
    CallerId: 'urn:botframework:azure',
  };
}
