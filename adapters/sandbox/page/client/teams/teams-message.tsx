import type { ReactElement } from 'react';
import { cast } from '../../../stories/cast.ts';
import { chatControl, platformSays } from '../calls.ts';
import { cardMetadata } from '../card-metadata.ts';
import { useDesk } from '../desk.tsx';
import { words } from '../words.ts';
import type { TeamsMessage } from '../world.ts';
import { Adaptive, type Inputs } from './adaptive.tsx';

interface MessageProps {
  readonly message: TeamsMessage;
  readonly replies?: readonly TeamsMessage[];
}

/** One message in Teams, with what was said under it. */
export function TeamsMessageItem({ message, replies = [] }: MessageProps): ReactElement {
  const { act, say, you } = useDesk();
  const { conversation, conversationName, activityId, text, card, from, visibleTo } = message;
  const number = cardMetadata(message)?.number;
  const author = cast.find(({ teams }) => teams === from)?.name;

  const execute = (label: string, inputs: Inputs): void => {
    void act(async () => {
      const seen = await chatControl('teams/click', { user: you.role, conversation, activityId, label, inputs });
      say(Object.values(seen.errors ?? {})[0] ?? platformSays(seen));
    });
  };
  return (
    <article
      className={visibleTo === undefined ? 'message' : 'message private'}
      aria-label={sentenceOf(message)}
      tabIndex={-1}
      data-point={number === undefined ? undefined : `teams ${number}`}
    >
      {visibleTo === undefined ? null : (
        <p className="only-you">
          {words.onlyYou[conversationName === 'personal' ? 'personal' : 'ephemeral'](you.name)}
        </p>
      )}
      <p className="from">
        {author === undefined ? (
          <>
            <span className="app-mark" aria-hidden="true">
              C
            </span>
            <b>Countersign</b>
          </>
        ) : (
          <b>{author}</b>
        )}
      </p>
      {text === undefined ? null : <p className="plain-text">{text}</p>}
      {card === undefined ? null : <Adaptive card={card} onExecute={execute} />}
      {replies.length === 0 ? null : (
        <div className="thread">
          <p className="thread-count">{words.replies(replies.length)}</p>
          {replies.map((reply) => (
            <TeamsMessageItem key={reply.activityId} message={reply} />
          ))}
        </div>
      )}
    </article>
  );
}

/** What a screen reader is told of a message. */
export function sentenceOf({ text, summary }: TeamsMessage): string {
  return text ?? summary ?? '';
}
