import type { ReactElement } from 'react';
import { useDesk } from '../desk.tsx';
import { words } from '../words.ts';
import type { SlackMessage } from '../world.ts';
import { Actions } from './actions.tsx';
import { runsOf } from './block-parts.ts';
import { DrawnBlocks } from './drawn-blocks.tsx';

interface MessageProps {
  readonly message: SlackMessage;
  readonly replies?: readonly SlackMessage[];
}

/** One message of the bot, with what was said under it. */
export function SlackMessageItem({ message, replies = [] }: MessageProps): ReactElement {
  const { you } = useDesk();
  const number = message.metadata?.event_payload?.number;
  const only = message.visibleTo === undefined ? undefined : message.channel.startsWith('D') ? 'direct' : 'ephemeral';
  return (
    <article
      className={only === undefined ? 'message' : 'message private'}
      aria-label={message.text}
      tabIndex={-1}
      data-point={number === undefined ? undefined : `slack ${number}`}
    >
      {only === undefined ? null : <p className="only-you">{words.onlyYou[only](you.name)}</p>}
      <p className="from">
        <span className="app-mark" aria-hidden="true">
          C
        </span>
        <b>Countersign</b> <span className="app-badge">APP</span> <time>{timeOf(message.ts)}</time>
      </p>
      <div className="blocks">
        {message.blocks.length === 0 ? (
          <p>{message.text}</p>
        ) : (
          runsOf(message.blocks).map((run, index) =>
            run[0]?.type === 'actions' ? (
              <Actions key={index} message={message} block={run[0]} />
            ) : (
              <DrawnBlocks key={index} blocks={run} />
            ),
          )
        )}
      </div>
      {replies.length === 0 ? null : (
        <div className="thread">
          <p className="thread-count">{words.replies(replies.length)}</p>
          {replies.map((reply) => (
            <SlackMessageItem key={reply.ts} message={reply} />
          ))}
        </div>
      )}
    </article>
  );
}

function timeOf(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
}
