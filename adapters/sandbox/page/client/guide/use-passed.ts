import { useCallback, useEffect, useState } from 'react';
import { cardMetadata } from '../card-metadata.ts';
import type { Snapshot } from '../world.ts';

/** What the visitor has seen pass by: states of cards that last a second only, and what he looked at. */
export function usePassed(snapshot: Snapshot): {
  readonly passed: ReadonlySet<string>;
  readonly pass: (what: string) => void;
} {
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());

  const passAll = useCallback((fresh: readonly string[]): void => {
    setPassed((before) => (fresh.every((what) => before.has(what)) ? before : new Set([...before, ...fresh])));
  }, []);
  useEffect(() => {
    const cards = [...snapshot.world.slack.messages, ...snapshot.world.teams.messages].map(cardMetadata);
    passAll(cards.flatMap((card) => (card === undefined ? [] : [`${card.number} ${card.state}`])));
  }, [snapshot, passAll]);

  return { passed, pass: (what) => passAll([what]) };
}
