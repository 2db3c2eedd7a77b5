import { z } from 'zod';
import type { VariableReader } from './variables.ts';
import { SecureAddress, WebAddress } from './web-address.ts';

/** How one company's Procore is reached. */
export interface ProcoreAccess {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiUrl: string;
  readonly loginUrl: string;
  /** Where people open records. */
  readonly webUrl: string;
  /** What Procore sends with its webhooks; without one no webhook is taken, and polling alone finds changes. */
  readonly webhookSecret: string | undefined;
  /** Still taken while the one above takes its place. */
  readonly oldWebhookSecret: string | undefined;
}

/** How the bridge to one company's Sage is reached. */
export interface BridgeAccess {
  readonly url: string;
  readonly secret: string;
}

export interface CompanyAccess {
  readonly procore: ProcoreAccess;
  readonly bridge: BridgeAccess;
}

const Text = z.string().min(1);

const CompanyVariables = z.object({
  PROCORE_CLIENT_ID: Text,
  PROCORE_CLIENT_SECRET: Text,
  PROCORE_API_URL: SecureAddress.default('https://api.procore.com'),
  PROCORE_LOGIN_URL: SecureAddress.default('https://login.procore.com'),
  PROCORE_WEB_URL: WebAddress.default('https://app.procore.com'),
  PROCORE_WEBHOOK_SECRET: Text.optional(),
  PROCORE_WEBHOOK_SECRET_OLD: Text.optional(),
  // signed, with a time on it, and often in the same office network
  SAGE_BRIDGE_URL: WebAddress,
  SAGE_BRIDGE_SECRET: Text,
});

/** Reads the variables of one company, whose names begin with the prefix the configuration file gives. */
export function readCompanyAccess(reader: VariableReader, prefix: string): CompanyAccess | undefined {
  const read = reader.read(CompanyVariables, prefix);
  if (read === undefined) return undefined;
  return {
    procore: {
      clientId: read.PROCORE_CLIENT_ID,
      clientSecret: read.PROCORE_CLIENT_SECRET,
      apiUrl: read.PROCORE_API_URL,
      loginUrl: read.PROCORE_LOGIN_URL,
      webUrl: read.PROCORE_WEB_URL,
      webhookSecret: read.PROCORE_WEBHOOK_SECRET,
      oldWebhookSecret: read.PROCORE_WEBHOOK_SECRET_OLD,
    },
    bridge: { url: read.SAGE_BRIDGE_URL, secret: read.SAGE_BRIDGE_SECRET },
  };
}
