import { useMemo, type ReactElement } from 'react';
import { chatControl, platformSays } from '../calls.ts';
import { Composer } from '../composer.tsx';
import { useDesk } from '../desk.tsx';
import { MessageLog } from '../message-log.tsx';
import { Pane } from '../pane.tsx';
import { words } from '../words.ts';
import { sentenceOf, TeamsMessageItem } from './teams-message.tsx';

/** The Teams channel as the visitor sees it. */
export function TeamsPane(): ReactElement {
  const { snapshot, you, say } = useDesk();
  const { messages } = snapshot.world.teams;
  const seen = useMemo(
    () => messages.filter(({ visibleTo }) => visibleTo === undefined || visibleTo.includes(you.teams)),
    [messages, you],
  );
  const sentences = useMemo(() => new Map(seen.map((message) => [message.activityId, sentenceOf(message)])), [seen]);

  const send = async (text: string): Promise<void> => {
    const typed = { user: you.role, conversation: 'accounting', text: `sage ${text}` };
    say(platformSays(await chatControl('teams/message', typed)));
  };
  return (
    <Pane
      name="teams"
      aside={<span className="place">accounting</span>}
      footer={<Composer label={words.typeInTeams} prefix="@Countersign" send={send} />}
    >
      <MessageLog label={words.messagesInTeams} sentences={sentences}>
        {seen.length === 0 ? <p className="empty">{words.noMessages}</p> : null}
        {seen
          .filter(({ replyTo }) => replyTo === undefined)
          .map((message) => (
            <TeamsMessageItem
              key={message.activityId}
              message={message}
              replies={seen.filter(({ replyTo }) => replyTo === message.activityId)}
            />
          ))}
      </MessageLog>
    </Pane>
  );
}
