import type { ReactElement } from 'react';
import { Chip } from '../chip.tsx';
import { useDesk } from '../desk.tsx';
import { Lever } from '../lever.tsx';
import { Lines } from '../lines.tsx';
import { usdOfCents } from '../money.ts';
import { RecordRow } from '../record-row.tsx';
import { words } from '../words.ts';
import type { SageRecord } from '../world.ts';
import { deleteRecord, voidRecord, type SageCollection } from './sage-calls.ts';

const say = words.sage;

/** A record in the books, and what the accountant can do with it. */
export function SageRow({
  collection,
  record,
}: {
  readonly collection: SageCollection;
  readonly record: SageRecord;
}): ReactElement {
  const { act } = useDesk();
  const { key, number, description = '', voided, operationKey, retainageBasisPoints, retainageCents, lines } = record;
  const total = lines.reduce((sum, { cents }) => sum + cents, 0);
  const held =
    retainageBasisPoints !== undefined
      ? say.retainageRate(retainageBasisPoints / 100)
      : retainageCents === undefined
        ? undefined
        : say.retainageHeld(usdOfCents(retainageCents));
  return (
    <RecordRow
      number={number}
      title={description}
      amount={usdOfCents(total)}
      chip={<Chip text={voided ? say.voided : say.key(key)} good={!voided} />}
      mark={operationKey === undefined ? undefined : <span className="mark good">{say.byCountersign}</span>}
      point={`sage ${number}`}
    >
      {held === undefined ? null : <p className="says">{held}</p>}
      <Lines
        lines={lines.map((line) => ({ text: line.description, code: line.costCode, amount: usdOfCents(line.cents) }))}
      />
      <div className="levers">
        {voided ? null : (
          <Lever text={say.void} tone="danger" onPress={() => void act(() => voidRecord(collection, key))} />
        )}
        <Lever text={say.remove} tone="danger" onPress={() => void act(() => deleteRecord(collection, key))} />
      </div>
    </RecordRow>
  );
}
