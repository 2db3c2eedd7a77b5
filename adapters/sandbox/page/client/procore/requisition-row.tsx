import { useState, type ReactElement } from 'react';
import { Chip, Marked } from '../chip.tsx';
import { useDesk } from '../desk.tsx';
import { Lever } from '../lever.tsx';
import { Lines } from '../lines.tsx';
import { usd } from '../money.ts';
import { RecordRow } from '../record-row.tsx';
import { words } from '../words.ts';
import type { Requisition } from '../world.ts';
import { AmountsDialog } from './amounts-dialog.tsx';
import { remove, setBilled, setStatus } from './procore-calls.ts';

const say = words.procore;
const collection = 'requisitions';

/** A subcontractor's invoice: what is billed of each line this time. */
export function RequisitionRow({
  requisition,
  on,
}: {
  readonly requisition: Requisition;
  readonly on: string;
}): ReactElement {
  const { act } = useDesk();
  const [editing, setEditing] = useState(false);
  const { id, number, status, vendor_name: vendor, summary, items, origin_id: key } = requisition;
  return (
    <RecordRow
      number={say.billNumber(on, number)}
      title={vendor}
      amount={usd(summary.current_payment_due)}
      chip={<Chip text={status} good={status.startsWith('approved')} />}
      mark={<Marked as={key} />}
      point={`procore bill ${on} ${number}`}
    >
      <p className="says">{say.billDue}</p>
      <Lines
        lines={items.map(({ description_of_work: text, work_completed_this_period: work }) => ({
          text: text ?? '',
          code: undefined,
          amount: usd(work),
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
        <Lever text={say.editBilled} onPress={() => setEditing(true)} />
        {status === 'draft' ? null : (
          <Lever text={say.backToDraft} onPress={() => void act(() => setStatus(collection, id, 'draft'))} />
        )}
        <Lever text={say.remove} tone="danger" onPress={() => void act(() => remove(collection, id))} />
      </div>
      {editing ? (
        <AmountsDialog
          title={say.billedBy(say.billNumber(on, number))}
          says={say.billedSays}
          submit={say.save}
          lines={items.map((item, index) => ({
            label: say.line(index + 1, item.description_of_work ?? '', ''),
            hint: say.scheduled(usd(item.scheduled_value)),
            initial: item.work_completed_this_period,
          }))}
          save={(amounts) => setBilled(requisition, amounts)}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </RecordRow>
  );
}
