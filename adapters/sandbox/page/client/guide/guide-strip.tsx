import { useId, useState, type ReactElement } from 'react';
import { cast } from '../../../stories/cast.ts';
import { useDesk } from '../desk.tsx';
import { words } from '../words.ts';
import { stepsDone, type Guide, type SeenWorld, type Step } from './guide.ts';
import { guides } from './guides.ts';
import { pointAt } from './point.ts';
import { usePassed } from './use-passed.ts';

const say = words.guide;

/** The short ways through the sandbox. */
export function GuideStrip(): ReactElement {
  const { snapshot } = useDesk();
  const { passed, pass } = usePassed(snapshot);
  const [chosen, setChosen] = useState<string>(guides[0].id);
  const guide = guides.find(({ id }) => id === chosen) ?? guides[0];
  const seen: SeenWorld = { snapshot, passed };
  const following = guides.find((one) => one !== guide && stepsDone(one, seen) < one.steps.length);
  const heading = useId();
  return (
    <section className="guide" aria-labelledby={heading}>
      <div className="guide-choice">
        <h2 id={heading}>{say.heading}</h2>
        {guides.map((one) => (
          <button
            key={one.id}
            type="button"
            className="guide-tab"
            aria-pressed={one.id === guide.id}
            onClick={() => setChosen(one.id)}
          >
            {one.title}{' '}
            {stepsDone(one, seen) === one.steps.length ? <span className="tick-mark">{say.done}</span> : null}
          </button>
        ))}
      </div>
      <GuideSteps
        guide={guide}
        done={stepsDone(guide, seen)}
        following={following}
        onFollow={setChosen}
        onLooked={pass}
      />
    </section>
  );
}

interface GuideStepsProps {
  readonly guide: Guide;
  readonly done: number;
  /** What is left to try when this one is done. */
  readonly following: Guide | undefined;
  readonly onFollow: (id: string) => void;
  readonly onLooked: (what: string) => void;
}

function GuideSteps({ guide, done, following, onFollow, onLooked }: GuideStepsProps): ReactElement {
  const { steps, says } = guide;
  const next = steps[done];
  const titles = steps.map(({ title }, index) => {
    const state = index < done ? 'done' : index === done ? 'now' : 'todo';
    return (
      <li key={title} className={state} aria-current={state === 'now' ? 'step' : undefined}>
        <span className="step-mark" aria-hidden="true">
          {state === 'done' ? '✓' : index + 1}
        </span>
        {title}
        {state === 'done' ? <span className="unseen">, {say.done}</span> : null}
      </li>
    );
  });
  return (
    <div className="guide-steps">
      <ol>{titles}</ol>
      <div className="guide-now" aria-live="polite">
        {next === undefined ? (
          <>
            <p>
              <b>{say.finished}</b> {says}
            </p>
            {following === undefined ? null : (
              <button type="button" className="button primary" onClick={() => onFollow(following.id)}>
                {say.next(following.title)}
              </button>
            )}
          </>
        ) : (
          <NextStep step={next} onLooked={onLooked} />
        )}
      </div>
    </div>
  );
}

function NextStep({
  step,
  onLooked,
}: {
  readonly step: Step;
  readonly onLooked: (what: string) => void;
}): ReactElement {
  const { act, busy, snapshot, setPane, setYou, you } = useDesk();
  const { says, as, at, lever } = step;
  const other = as === undefined || as === you.role ? undefined : as;

  const show = (): void => {
    if (at === undefined) return;
    setPane(at.pane);
    // the pane may have to be drawn first
    requestAnimationFrame(() => pointAt(at.points));
    for (const point of at.points) onLooked(`${point.split(' ').slice(1).join(' ')} looked`);
  };
  return (
    <>
      <p>{says}</p>
      <div className="guide-buttons">
        {lever === undefined ? null : (
          <button
            type="button"
            className="button primary"
            aria-disabled={busy}
            onClick={() => {
              if (!busy) void act(() => lever.pull(snapshot));
            }}
          >
            {lever.label}
          </button>
        )}
        {other === undefined ? null : (
          <button type="button" className="button primary" onClick={() => setYou(other)}>
            {say.become(nameOf(other))}
          </button>
        )}
        {at === undefined ? null : (
          <button
            type="button"
            className={lever === undefined && other === undefined ? 'button primary' : 'button'}
            onClick={show}
          >
            {say.show}
          </button>
        )}
      </div>
    </>
  );
}

function nameOf(role: string): string {
  return cast.find((member) => member.role === role)?.name ?? role;
}
