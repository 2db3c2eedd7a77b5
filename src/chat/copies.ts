import type { MessageRef, Platform } from '../ports/chat.ts';
import type { Enqueue, Put, Row, Store } from '../ports/store.ts';
import type { Instant } from '../shared/dates.ts';
import type { CompanyId, TransferId } from '../shared/ids.ts';
import { stored } from '../transfers/memory.ts';
import type { Talk } from './talk.ts';

/** One place where a card stands, or is about to. */
export interface Copy {
  readonly id: string;
  readonly transfer: TransferId;
  readonly platform: Platform;
  /** Known with the message; missing in what an earlier version stored. */
  readonly workspace?: string;
  readonly channel: string;
  /** Missing until the platform has answered where it stands. */
  readonly message?: string;
  readonly permalink?: string;
  /** The transfer's revision that is shown; 0 when nothing is known to be shown. */
  readonly shown: number;
  /** How often it was posted: an unknown answer is followed by one more, and the older twin goes stale. */
  readonly posting: number;
  /** A twin whose place became known by a press on it: it is painted once more, without buttons. */
  readonly stale: boolean;
  /** `waiting` for its card behind a summary; `left` when the record ended before anybody asked for it. */
  readonly inLine?: 'waiting' | 'left';
  /** It was deleted again after it was posted again: it comes back only when somebody asks for it. */
  readonly givenUp?: true;
}

export interface StoredCopy {
  readonly copy: Copy;
  readonly rev: number;
}

export async function copiesOf(store: Store, transfer: TransferId): Promise<readonly StoredCopy[]> {
  const copies: StoredCopy[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.find({
      index: 'copies.transfer',
      key: transfer,
      ...(cursor === undefined ? {} : { cursor }),
    });
    copies.push(...page.items.map(storedCopy));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return copies;
}

/** Copies that wait for their cards in a channel, those first that came first. */
export async function waitingCopies(
  store: Store,
  place: WaitingPlace,
  cursor?: string,
): Promise<{ readonly copies: readonly StoredCopy[]; readonly cursor: string | undefined }> {
  const page = await store.find({
    index: 'copies.place',
    key: waitingKey(place),
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { copies: page.items.map(storedCopy), cursor: page.cursor };
}

interface WaitingPlace {
  readonly company: CompanyId;
  readonly platform: Platform;
  readonly channel: string;
}

/** The copy that stands there, also when it was stored before its workspace was known. */
export async function copyAt(store: Store, place: MessageRef): Promise<StoredCopy | undefined> {
  const { workspace, ...anywhere } = place;
  for (const key of new Set([placeKey(place), placeKey(anywhere)])) {
    const [row] = (await store.find({ index: 'copies.place', key, limit: 1 })).items;
    const found = row === undefined ? undefined : storedCopy(row);
    if (found !== undefined && (found.copy.workspace ?? workspace) === workspace) return found;
  }
  return undefined;
}

export async function copyById(store: Store, id: string): Promise<StoredCopy | undefined> {
  const row = await store.get('copies', id);
  return row === undefined ? undefined : storedCopy(row);
}

/** `company` is needed for a copy that waits: what waits is found by company and channel. */
export function copyPut(copy: Copy, company?: CompanyId): Put {
  const { platform, channel } = copy;
  const waits = copy.inLine === 'waiting' && company !== undefined;
  const standing = placeOf(copy);
  const place = waits
    ? waitingKey({ company, platform, channel })
    : standing === undefined
      ? undefined
      : placeKey(standing);
  return {
    collection: 'copies',
    id: copy.id,
    value: stored(copy),
    indexes: { 'copies.transfer': copy.transfer, ...(place === undefined ? {} : { 'copies.place': place }) },
  };
}

/** Brings one copy, or with `transfer` every copy of a card, in line with what is stored. */
export function paintJob(
  what: { readonly copy: string } | { readonly transfer: TransferId },
  runAt: Instant,
  force = false,
): Enqueue {
  const key = 'copy' in what ? `copy/${what.copy}` : what.transfer;
  return { queue: 'paint', key, runAt, payload: { ...what, force } };
}

/** The channel of a copy as people call it. */
export function channelName(talk: Pick<Talk, 'channels'>, { platform, channel }: Copy): string {
  const known = talk.channels().find((one) => one.platform === platform && one.id === channel);
  return known === undefined ? channel : `#${known.name}`;
}

function waitingKey({ company, platform, channel }: WaitingPlace): string {
  return placeKey({ platform, channel, message: `waiting/${company}` });
}

export function placeKey({ platform, workspace, channel, message }: MessageRef): string {
  return [platform, ...(workspace === undefined ? [] : [workspace]), channel, message].join('/');
}

/** Where a copy's message stands; `undefined` while it stands nowhere. */
export function placeOf({ platform, workspace, channel, message }: Copy): MessageRef | undefined {
  if (message === undefined) return undefined;
  return { platform, ...(workspace === undefined ? {} : { workspace }), channel, message };
}

function storedCopy(row: Row): StoredCopy {
  return { copy: row.value as unknown as Copy, rev: row.rev };
}
