import { useEffect, useState } from 'react';
import type { Snapshot } from './world.ts';

export interface Live {
  /** `undefined` until the first one came. */
  readonly snapshot: Snapshot | undefined;
  readonly connected: boolean;
}

/** The world as the sandbox pushes it; the browser connects again by itself when the connection breaks. */
export function useSnapshot(): Live {
  const [live, setLive] = useState<Live>({ snapshot: undefined, connected: true });

  useEffect(() => {
    const events = new EventSource('/_page/events');
    events.onmessage = ({ data }: MessageEvent<string>) => {
      setLive({ snapshot: JSON.parse(data) as Snapshot, connected: true });
    };
    events.onerror = () => setLive(({ snapshot }) => ({ snapshot, connected: false }));
    return () => events.close();
  }, []);

  return live;
}
