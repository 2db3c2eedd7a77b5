import type { ReactElement } from 'react';
import { useDesk } from '../desk.tsx';
import { words } from '../words.ts';
import { arm, jobIsClosed, setJobClosed, setOffline, setPeriodOpen, setVendorActive, troubles } from './sage-calls.ts';

const say = words.sage;

interface LeverProps {
  readonly label: string;
  readonly says: string;
  readonly on: boolean;
  readonly onPress: () => Promise<unknown>;
  readonly once?: boolean;
  readonly point?: string;
}

/** Something that is so or not so, and can be made the other; or trouble that is armed once and waits to strike. */
function Lever({ label, says, on, onPress, once = false, point }: LeverProps): ReactElement {
  const { act, busy } = useDesk();
  const stuck = busy || (once && on);
  return (
    <li>
      <button
        type="button"
        {...(once ? {} : { role: 'switch', 'aria-checked': on })}
        aria-disabled={stuck}
        className={on ? 'lever on' : 'lever'}
        data-point={point}
        onClick={() => {
          if (!stuck) void act(onPress);
        }}
      >
        <span className="lever-label">{label}</span>
        <span className="lever-says">{says}</span>
        <span className="lever-mark" aria-hidden="true" />
      </button>
    </li>
  );
}

/** What an accountant does in Sage, and what goes wrong around it. */
export function Levers(): ReactElement {
  const { snapshot } = useDesk();
  const { sage } = snapshot.world;
  const armed = (trouble: keyof typeof troubles): number =>
    snapshot.armed
      .filter(({ at, fault }) => at === troubles[trouble].at && fault === troubles[trouble].fault)
      .reduce((sum, { count }) => sum + count, 0);
  const lost = armed('answerLost');
  const locked = armed('recordLocked');
  const period = sage.periods.find(({ current }) => current);
  return (
    <ul className="switches">
      <Lever
        label={say.loseAnswer}
        says={lost > 0 ? say.loseAnswerArmed : say.loseAnswerSays}
        on={lost > 0}
        onPress={() => arm('answerLost')}
        once
        point="sage lose-answer"
      />
      <Lever
        label={say.offline}
        says={sage.bridge.offline ? say.offlineNow : say.offlineSays}
        on={sage.bridge.offline}
        onPress={() => setOffline(!sage.bridge.offline)}
      />
      {period === undefined ? null : (
        <Lever
          label={say.period(`${period.year}-${String(period.period).padStart(2, '0')}`)}
          says={period.open ? say.periodOpen : say.periodClosed}
          on={!period.open}
          onPress={() => setPeriodOpen(period, !period.open)}
        />
      )}
      <Lever
        label={say.lockRecord}
        says={locked > 0 ? say.lockArmed(locked) : say.lockSays}
        on={locked > 0}
        onPress={() => arm('recordLocked')}
        once
      />
      {sage.jobs.map((job) => (
        <Lever
          key={job.key}
          label={say.job(job.number)}
          says={jobIsClosed(job) ? say.jobClosed : say.jobOpen}
          on={jobIsClosed(job)}
          onPress={() => setJobClosed(job.key, !jobIsClosed(job))}
        />
      ))}
      {sage.vendors.map(({ key, name, active }) => (
        <Lever
          key={key}
          label={say.vendor(name)}
          says={active ? say.vendorActive : say.vendorInactive}
          on={!active}
          onPress={() => setVendorActive(key, !active)}
        />
      ))}
    </ul>
  );
}
