import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { cast, type CastMember } from '../../stories/cast.ts';
import { CallError } from './calls.ts';
import type { PaneName } from './pane-name.ts';
import type { Snapshot } from './world.ts';
import { words } from './words.ts';

/** What every part of the page works with. */
export interface Desk {
  readonly snapshot: Snapshot;
  /** As whom the visitor acts in the chats. */
  readonly you: CastMember;
  setYou(role: string): void;
  /** On a narrow screen one pane is shown at a time. */
  readonly pane: PaneName;
  setPane(pane: PaneName): void;
  /** Does something and tells the visitor when it could not be done. Answers whether it was. */
  act(work: () => Promise<unknown>): Promise<boolean>;
  readonly busy: boolean;
  /** What appears from now on is new, and not what stood there when the page was opened. */
  readonly settled: boolean;
  readonly notice: string | undefined;
  say(text: string | undefined): void;
}

const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('there is no desk around this part of the page');
  return desk;
}

/** Like `act`, for a form of its own: only what it sends itself holds it up. */
export function useOwnAct(): { readonly act: Desk['act']; readonly busy: boolean } {
  const { act } = useDesk();
  const [busy, setBusy] = useState(false);
  const own = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    const done = await act(work);
    setBusy(false);
    return done;
  };
  return { act: own, busy };
}

export function DeskOf({
  snapshot,
  children,
}: {
  readonly snapshot: Snapshot;
  readonly children: ReactNode;
}): ReactElement {
  const [role, setYou] = useState('controller');
  const [pane, setPane] = useState<PaneName>('slack');
  const [underWay, setUnderWay] = useState(0);
  const [notice, setNotice] = useState<string>();
  const [settled, setSettled] = useState(false);
  const hide = useRef<number>(undefined);
  const you = cast.find((member) => member.role === role) ?? firstOf(cast);

  useEffect(() => {
    const settle = window.setTimeout(() => setSettled(true), 1_500);
    return () => window.clearTimeout(settle);
  }, []);
  const say = useCallback((text: string | undefined): void => {
    window.clearTimeout(hide.current);
    setNotice(text);
    if (text !== undefined) hide.current = window.setTimeout(() => setNotice(undefined), 8_000);
  }, []);
  const act = useCallback(
    async (work: () => Promise<unknown>): Promise<boolean> => {
      setUnderWay((count) => count + 1);
      try {
        await work();
        return true;
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        say(words.notDone(error.message));
        return false;
      } finally {
        setUnderWay((count) => count - 1);
      }
    },
    [say],
  );

  const desk = useMemo<Desk>(
    () => ({ snapshot, you, setYou, pane, setPane, act, busy: underWay > 0, settled, notice, say }),
    [snapshot, you, pane, act, underWay, settled, notice, say],
  );
  return <DeskContext value={desk}>{children}</DeskContext>;
}

function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('the list is empty');
  return first;
}
