import type { ReactElement } from 'react';
import { startAfresh } from './calls.ts';
import { DeskOf, useDesk } from './desk.tsx';
import { GuideStrip } from './guide/guide-strip.tsx';
import { paneNames } from './pane-name.ts';
import { ProcorePane } from './procore/procore-pane.tsx';
import { SagePane } from './sage/sage-pane.tsx';
import { SlackPane } from './slack/slack-pane.tsx';
import { TeamsPane } from './teams/teams-pane.tsx';
import { useSnapshot } from './use-snapshot.ts';
import { words } from './words.ts';
import { Lever } from './lever.tsx';
import { YouSwitch } from './you-switch.tsx';

export function App(): ReactElement {
  const { snapshot, connected } = useSnapshot();
  if (snapshot === undefined) {
    return (
      <p className="loading" role="status">
        {connected ? words.loading : words.disconnected}
      </p>
    );
  }
  return (
    <DeskOf snapshot={snapshot}>
      <Banner connected={connected} />
      <Top />
      {/* in a story that is told anew nothing has passed by yet */}
      <GuideStrip key={snapshot.tellings} />
      <PaneTabs />
      <main className="panes">
        <SlackPane />
        <TeamsPane />
        <ProcorePane />
        <SagePane />
      </main>
      <Notice />
    </DeskOf>
  );
}

function Top(): ReactElement {
  const { act, busy, snapshot } = useDesk();
  return (
    <header className="top">
      <div className="brand">
        <h1>{words.title}</h1>
        <p>{words.says}</p>
      </div>
      <YouSwitch />
      {snapshot.canStartAfresh ? (
        <button
          type="button"
          className="button"
          aria-disabled={busy}
          title={words.startAfreshSays}
          onClick={() => {
            if (!busy) void act(startAfresh);
          }}
        >
          {words.startAfresh}
        </button>
      ) : null}
    </header>
  );
}

function Banner({ connected }: { readonly connected: boolean }): ReactElement | null {
  const { bot } = useDesk().snapshot;
  const text = !connected ? words.disconnected : bot.up === false ? words.noBot(bot.url) : undefined;
  return text === undefined ? null : (
    <p className="banner" role="alert">
      {text}
    </p>
  );
}

/** On a narrow screen: which of the four is shown. */
function PaneTabs(): ReactElement {
  const { pane, setPane } = useDesk();
  return (
    <nav className="pane-tabs" aria-label={words.paneTabs}>
      {paneNames.map((name) => (
        <button
          key={name}
          type="button"
          className={`pane-tab ${name}`}
          aria-pressed={name === pane}
          onClick={() => setPane(name)}
        >
          {words.panes[name].title}
        </button>
      ))}
    </nav>
  );
}

function Notice(): ReactElement {
  const { notice, say } = useDesk();
  return (
    <div className="notice-place" role="status" aria-live="polite">
      {notice === undefined ? null : (
        <p className="notice">
          {notice}
          <Lever text={words.close} onPress={() => say(undefined)} />
        </p>
      )}
    </div>
  );
}
