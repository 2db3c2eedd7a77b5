import { Gauge, type Registry } from 'prom-client';

/** A connection that a chat keeps open for its requests. */
export interface LineHealth {
  readonly connected: boolean;
  readonly lastHeardAt: number | undefined;
  readonly connections: number;
}

export interface LineFigures {
  add(system: string, health: () => LineHealth): void;
  refresh(): void;
}

/** Whether requests of a chat can reach the bot where it is the bot that connects. */
export function lineFigures(registry: Registry): LineFigures {
  const labelNames = ['system'] as const;
  const registers = [registry];
  const connected = new Gauge({
    ...{ name: 'countersign_socket_connected', labelNames, registers },
    help: '1 when the connection over which a chat sends its requests stands',
  });
  const heard = new Gauge({
    ...{ name: 'countersign_socket_last_heard_timestamp_seconds', labelNames, registers },
    help: 'When anything last came over it, be it a ping',
  });
  const made = new Gauge({
    ...{ name: 'countersign_socket_connections', labelNames, registers },
    help: 'How often it was made since the start of the process',
  });
  const lines: { readonly system: string; readonly health: () => LineHealth }[] = [];

  return {
    add: (system, health) => void lines.push({ system, health }),
    refresh() {
      for (const { system, health } of lines) {
        const line = health();
        connected.set({ system }, line.connected ? 1 : 0);
        made.set({ system }, line.connections);
        if (line.lastHeardAt !== undefined) heard.set({ system }, line.lastHeardAt / 1000);
      }
    },
  };
}
