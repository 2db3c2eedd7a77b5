import type { ReactElement } from 'react';
import { control } from './calls.ts';
import { DeskOf, useDesk, type PaneName } from './desk.tsx';
import { GuideStrip } from './guide/guide-strip.tsx';
import { ProcorePane } from './procore/procore-pane.tsx';
import { SagePane } from './sage/sage-pane.tsx';
import { SlackPane } from './slack/slack-pane.tsx';
import { TeamsPane } from './teams/teams-pane.tsx';
import { useSnapshot } from './use-snapshot.ts';
import { words } from './words.ts';
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
      {/* another project is another story, in which nothing has passed by yet */}
      <GuideStrip key={snapshot.world.procore.projects[0]?.id} />
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
  const { act, busy } = useDesk();
  return (
    <header className="top">
      <div className="brand">
        <h1>{words.title}</h1>
        <p>{words.says}</p>
      </div>
      <YouSwitch />
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
    </header>
  );
}

/** With ids that were never there: the bot remembers every record it has seen. */
function startAfresh(): Promise<unknown> {
  return control('POST', 'reset', { seed: 1 + Math.floor(Math.random() * 999_999) });
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

const paneNames: readonly PaneName[] = ['slack', 'teams', 'procore', 'sage'];

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
          <button type="button" className="button small" onClick={() => say(undefined)}>
            {words.close}
          </button>
        </p>
      )}
    </div>
  );
}
