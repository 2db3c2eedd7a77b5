import { memo, type ReactElement } from 'react';
import { Message, type Block } from 'slack-blocks-to-jsx';
import type { SlackBlock } from '../world.ts';

/** What the drawing would take for markup although Slack shows it as it stands. */
const literal = (text: unknown): string => `\u200b${String(text)}`;

/** Blocks that are only looked at, as the renderer draws them. */
export const DrawnBlocks = memo(
  function DrawnBlocks({ blocks }: { readonly blocks: readonly SlackBlock[] }): ReactElement {
    // the renderer's types lag behind Slack's
    return <Message blocks={blocks.map(prepared) as unknown as Block[]} logo="" name="" withoutWrapper />;
  },
  (before, after) => JSON.stringify(before.blocks) === JSON.stringify(after.blocks),
);

function prepared(block: SlackBlock): SlackBlock {
  // names repeat from message to message, and the renderer makes element ids of them
  const { block_id: _, ...unnamed } = block;
  if (block.type !== 'table') return unnamed;
  const rows = block['rows'] as readonly (readonly { readonly type: string; readonly text?: string }[])[];
  return {
    ...unnamed,
    rows: rows.map((row) =>
      row.map((cell) => (cell.type === 'raw_text' ? { ...cell, text: literal(cell.text) } : cell)),
    ),
  };
}
