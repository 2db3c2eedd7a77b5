import { useMemo, type ReactElement } from 'react';
import { chatControl, platformSays } from '../calls.ts';
import { Composer } from '../composer.tsx';
import { useDesk } from '../desk.tsx';
import { MessageLog } from '../message-log.tsx';
import { Pane } from '../pane.tsx';
import { words } from '../words.ts';
import { SlackMessageItem } from './slack-message.tsx';
import { SlackModalDialog } from './slack-modal.tsx';

/** The Slack channel as the visitor sees it, private messages included. */
export function SlackPane(): ReactElement {
  const { snapshot, you, say } = useDesk();
  const { messages, modals } = snapshot.world.slack;
  const seen = useMemo(
    () =>
      messages
        .filter(({ visibleTo }) => visibleTo === undefined || visibleTo.includes(you.slack))
        .toSorted((one, other) => Number(one.ts) - Number(other.ts)),
    [messages, you],
  );
  const sentences = useMemo(() => new Map(seen.map(({ ts, text }) => [ts, text])), [seen]);
  const modal = modals.find(({ user }) => user === you.slack);

  const send = async (text: string): Promise<void> => {
    say(platformSays(await chatControl('slack/command', { user: you.role, channel: 'accounting', text })));
  };
  return (
    <Pane
      name="slack"
      aside={<span className="place"># accounting</span>}
      footer={<Composer label={words.typeInSlack} prefix="/sage" send={send} />}
    >
      <MessageLog label={words.messagesInSlack} sentences={sentences}>
        {seen.length === 0 ? <p className="empty">{words.noMessages}</p> : null}
        {seen
          .filter(({ threadTs }) => threadTs === undefined)
          .map((message) => (
            <SlackMessageItem
              key={message.ts}
              message={message}
              replies={seen.filter(({ threadTs }) => threadTs === message.ts)}
            />
          ))}
      </MessageLog>
      {modal === undefined ? null : <SlackModalDialog key={modal.id} modal={modal} />}
    </Pane>
  );
}
