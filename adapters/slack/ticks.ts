import type { types } from '@slack/bolt';
import type { CardNotice } from '../../src/ports/card.ts';
import { plainText } from './literal.ts';

const perGroup = 10;
const mostGroups = 10;

export interface TickBlocks {
  readonly blocks: types.ActionsBlock[];
  /** Ticks that did not fit. */
  readonly hidden: number;
}

/** Every warning that wants a tick, ten to a group because Slack takes no more in one. */
export function tickBlocks(
  notices: readonly CardNotice[],
  blockId: (part: string) => { readonly block_id?: string },
): TickBlocks {
  const ticks = new Map(notices.flatMap(({ tick }) => (tick === undefined ? [] : [[tick.id, tick.label] as const])));
  const options = [...ticks].map(([id, label]) => ({ text: plainText(label, 75), value: id.slice(0, 75) }));
  const shown = options.slice(0, perGroup * mostGroups);
  const groups = Math.ceil(shown.length / perGroup);
  return {
    blocks: Array.from({ length: groups }, (_, index) => ({
      type: 'actions',
      ...blockId(`ticks-${index + 1}`),
      elements: [
        {
          type: 'checkboxes',
          action_id: index === 0 ? 'ticks' : `ticks:${index + 1}`,
          options: shown.slice(index * perGroup, (index + 1) * perGroup),
        },
      ],
    })),
    hidden: options.length - shown.length,
  };
}

export function isTicks(actionId: string): boolean {
  return /^ticks(:\d+)?$/.test(actionId);
}
