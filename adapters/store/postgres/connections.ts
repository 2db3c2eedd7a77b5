import { Client, type ClientConfig, Pool } from 'pg';

export interface ConnectionOptions {
  readonly url: string;
  /** How long the server may take to be reached, and how long for one statement. */
  readonly patience?: { readonly connectMs: number; readonly statementMs: number };
}

const connectionsInPool = 10;
const usualPatience = { connectMs: 5_000, statementMs: 10_000 };
/** The client waits a little longer than the server, which then says why it gave up. */
const clientMarginMs = 3_000;

/** The connections on which commits and questions run. One that breaks is replaced, whether it was in use or not. */
export function openPool(options: ConnectionOptions): Pool {
  const pool = new Pool({ ...settingsOf(options), max: connectionsInPool, allowExitOnIdle: true });
  pool.on('error', forgotten);
  pool.on('connect', (client) => client.on('error', forgotten));
  return pool;
}

/** A connection of its own, not connected yet: to listen on, or for what takes long. */
export function createClient(options: ConnectionOptions): Client {
  const client = new Client(settingsOf(options));
  client.on('error', forgotten);
  return client;
}

function settingsOf({ url, patience = usualPatience }: ConnectionOptions): ClientConfig {
  return {
    connectionString: url,
    application_name: 'countersign',
    connectionTimeoutMillis: patience.connectMs,
    statement_timeout: patience.statementMs,
    query_timeout: patience.statementMs + clientMarginMs,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

/** Who uses the connection learns of its end from the query that fails; without a listener the process would end. */
function forgotten(): void {
  return undefined;
}
