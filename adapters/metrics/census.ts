import type { Commit, Store } from '../../src/ports/store.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { CompanyId } from '../../src/shared/ids.ts';
import type { Transfer } from '../../src/transfers/transfer.ts';
import { isOpen } from '../../src/transfers/transitions.ts';

/** How many open transfers of a kind stand in a state. */
export interface Standing {
  readonly kind: string;
  readonly state: string;
  readonly transfers: number;
  /** When the one that has not moved for longest came to where it stands. */
  readonly since: number;
}

/** What is open, without asking the store each time: it is read once, and then every commit is followed. */
export interface Census {
  /** The same store; what is committed through it is counted. */
  readonly store: Store;
  /** Empty until it was read for the first time. */
  standing(): readonly Standing[];
  /** Reads everything that is open. Other processes on the same store are seen only by this. */
  read(companies: readonly CompanyId[]): Promise<void>;
}

export interface CensusDeps {
  readonly store: Store;
  /** A transfer of that kind came into that state. */
  readonly onEntered: (kind: string, state: string) => void;
}

type Seen = Pick<Transfer, 'id' | 'kind' | 'state' | 'changedAt'>;

const page = 200;

export function createCensus({ store, onEntered }: CensusDeps): Census {
  let counted = createGroups();
  let known = false;
  /** What was committed while everything was being read, in that order. */
  let meanwhile: Transfer[] | undefined;

  const follow = (commit: Commit): void => {
    for (const { collection, value } of commit.put ?? []) {
      if (collection !== 'transfers') continue;
      const transfer = value as unknown as Transfer;
      meanwhile?.push(transfer);
      counted.put(transfer);
    }
    for (const { kind, from, to } of commit.entries ?? []) if (from !== to) onEntered(kind, to);
  };

  return {
    store: {
      ...store,
      async commit(commit) {
        const answer = await store.commit(commit);
        if (answer.ok) follow(commit);
        return answer;
      },
    },
    standing: () => (known ? counted.standing() : []),
    async read(companies) {
      if (meanwhile !== undefined) return;
      meanwhile = [];
      try {
        const found = (await Promise.all(companies.map((company) => openTransfers(store, company)))).flat();
        const fresh = createGroups();
        for (const transfer of found.sort((a, b) => a.changedAt - b.changedAt)) fresh.put(transfer);
        for (const transfer of meanwhile) fresh.put(transfer);
        counted = fresh;
        known = true;
      } finally {
        meanwhile = undefined;
      }
    },
  };
}

/** In groups whose first member is the one that has stood there longest. */
function createGroups() {
  const groups = new Map<string, Map<string, Seen>>();
  const groupOf = new Map<string, string>();

  return {
    put(transfer: Seen): void {
      const { id, kind, state, changedAt } = transfer;
      groups.get(groupOf.get(id) ?? '')?.delete(id);
      groupOf.delete(id);
      if (!isOpen(transfer as Transfer)) return;
      const name = `${kind} ${state}`;
      const group = groups.get(name) ?? new Map<string, Seen>();
      groups.set(name, group.set(id, { id, kind, state, changedAt }));
      groupOf.set(id, name);
    },
    standing: (): readonly Standing[] =>
      [...groups.values()].flatMap((group) => {
        const [first] = group.values();
        if (first === undefined) return [];
        return [{ kind: first.kind, state: first.state, transfers: group.size, since: first.changedAt }];
      }),
  };
}

async function openTransfers(store: Store, company: CompanyId): Promise<readonly Seen[]> {
  const found: Seen[] = [];
  let cursor: string | undefined;
  do {
    const next = await store.find({
      ...{ index: 'transfers.open', key: company, limit: page },
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { value } of next.items) {
      const { id, kind, state, changedAt } = value as unknown as Transfer;
      found.push({ id, kind, state, changedAt });
    }
    cursor = next.cursor;
  } while (cursor !== undefined);
  return found;
}

/** A store that others write to as well is read again that often; counting never takes more than a twentieth of the time. */
const againMs = 15_000;

/** Reads what is open now, and again and again when other processes write to the same store. */
export async function keepCounting(
  census: Pick<Census, 'read'>,
  deps: {
    readonly companies: () => readonly CompanyId[];
    readonly shared: boolean;
    readonly clock: Clock;
    readonly stop: AbortSignal;
  },
): Promise<void> {
  while (!deps.stop.aborted) {
    const begun = performance.now();
    const read = await census.read(deps.companies()).then(
      () => true,
      () => false,
    );
    if (read && !deps.shared) return;
    await deps.clock.sleep(Math.max(againMs, 20 * (performance.now() - begun)));
  }
}
