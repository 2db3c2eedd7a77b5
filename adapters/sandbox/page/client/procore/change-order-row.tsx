import { useState, type ReactElement } from 'react';
import { Chip, Marked } from '../chip.tsx';
import { useDesk } from '../desk.tsx';
import { Lever } from '../lever.tsx';
import { Lines } from '../lines.tsx';
import { usd } from '../money.ts';
import { RecordRow } from '../record-row.tsx';
import { words } from '../words.ts';
import type { ChangeOrder } from '../world.ts';
import { AmountsDialog } from './amounts-dialog.tsx';
import { remove, setOrderAmounts, setStatus } from './procore-calls.ts';

const say = words.procore;
const collection = 'commitment_change_orders';

/** A change order of a commitment. */
export function ChangeOrderRow({ order, on }: { readonly order: ChangeOrder; readonly on: string }): ReactElement {
  const { act } = useDesk();
  const [editing, setEditing] = useState(false);
  const { id, number, title, status, grand_total: total, line_items: lines, origin_id: key } = order;
  return (
    <RecordRow
      number={`${on} ${number}`}
      title={title ?? ''}
      amount={usd(total)}
      chip={<Chip text={status} good={status === 'approved'} />}
      mark={<Marked as={key} />}
    >
      <Lines
        lines={lines.map(({ description, amount }) => ({
          text: description ?? '',
          code: undefined,
          amount: usd(amount),
        }))}
      />
      <div className="levers">
        {status === 'approved' ? null : (
          <Lever
            text={say.approve}
            tone="primary"
            onPress={() => void act(() => setStatus(collection, id, 'approved'))}
          />
        )}
        <Lever text={say.editAmounts} onPress={() => setEditing(true)} />
        <Lever text={say.backToDraft} onPress={() => void act(() => setStatus(collection, id, 'draft'))} />
        <Lever text={say.remove} tone="danger" onPress={() => void act(() => remove(collection, id))} />
      </div>
      {editing ? (
        <AmountsDialog
          title={say.amountsOf(number)}
          says={say.amountsSays}
          submit={say.save}
          lines={lines.map(({ description, amount }, index) => ({
            label: say.line(index + 1, description ?? '', ''),
            initial: amount ?? '0.00',
          }))}
          save={(amounts) => setOrderAmounts(order, amounts)}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </RecordRow>
  );
}
