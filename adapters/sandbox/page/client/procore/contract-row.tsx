import { useState, type ReactElement } from 'react';
import { Chip, Marked } from '../chip.tsx';
import { useDesk } from '../desk.tsx';
import { usd } from '../money.ts';
import { RecordRow } from '../record-row.tsx';
import { words } from '../words.ts';
import type { Contract } from '../world.ts';
import { AmountsDialog } from './amounts-dialog.tsx';
import { Lever } from '../lever.tsx';
import { Lines } from '../lines.tsx';
import { enterChangeOrder, remove, sendBill, setAmounts, setStatus, type ContractCollection } from './procore-calls.ts';

const say = words.procore;

/** A commitment and what the project manager can do with it. */
export function ContractRow({
  collection,
  contract,
}: {
  readonly collection: ContractCollection;
  readonly contract: Contract;
}): ReactElement {
  const { act } = useDesk();
  const [asking, setAsking] = useState<'amounts' | 'bill' | 'change'>();
  const { id, number, title, status, grand_total: total, vendor, line_items: lines, origin_id: key } = contract;
  const named = lines.map(({ description, cost_code: code }, index) => ({
    label: say.line(index + 1, description ?? '', code?.full_code ?? ''),
  }));
  const close = (): void => setAsking(undefined);
  const billable = collection === 'work_order_contracts' && status === 'Approved';
  return (
    <RecordRow
      number={number}
      title={title ?? ''}
      amount={usd(total)}
      chip={<Chip text={status} good={status === 'Approved'} />}
      mark={<Marked as={key} />}
      point={`procore ${number}`}
    >
      <p className="says">{vendor?.company}</p>
      <Lines
        lines={lines.map(({ description, amount, cost_code: code }) => ({
          text: description ?? '',
          code: code?.full_code,
          amount: usd(amount),
        }))}
      />
      <div className="levers">
        {status === 'Approved' ? null : (
          <Lever
            text={say.approve}
            tone="primary"
            onPress={() => void act(() => setStatus(collection, id, 'Approved'))}
          />
        )}
        <Lever text={say.editAmounts} onPress={() => setAsking('amounts')} />
        {billable ? <Lever text={say.sendBill} onPress={() => setAsking('bill')} /> : null}
        {status === 'Approved' ? <Lever text={say.addChange} onPress={() => setAsking('change')} /> : null}
        {status === 'Approved' ? (
          <Lever text={say.backToDraft} onPress={() => void act(() => setStatus(collection, id, 'Draft'))} />
        ) : null}
        {status === 'Void' ? null : (
          <Lever text={say.void} tone="danger" onPress={() => void act(() => setStatus(collection, id, 'Void'))} />
        )}
        <Lever text={say.remove} tone="danger" onPress={() => void act(() => remove(collection, id))} />
      </div>
      {asking === 'amounts' ? (
        <AmountsDialog
          title={say.amountsOf(number)}
          says={say.amountsSays}
          submit={say.save}
          lines={named.map((line, index) => ({ ...line, initial: lines[index]?.amount ?? '0.00' }))}
          save={(amounts) => setAmounts(collection, contract, amounts)}
          onClose={close}
        />
      ) : null}
      {asking === 'bill' ? (
        <AmountsDialog
          title={say.billOn(number)}
          says={say.billSays}
          submit={say.sendBill}
          lines={named.map((line, index) => ({
            ...line,
            hint: say.scheduled(usd(lines[index]?.amount ?? null)),
            initial: '0.00',
          }))}
          save={(amounts) => sendBill(contract, amounts)}
          onClose={close}
        />
      ) : null}
      {asking === 'change' ? (
        <AmountsDialog
          title={say.changeTo(number)}
          says={say.changeSays}
          submit={say.addChange}
          lines={[{ label: say.changeAmount, initial: '1000.00' }]}
          save={([amount = '0.00']) => enterChangeOrder(contract, amount)}
          onClose={close}
        />
      ) : null}
    </RecordRow>
  );
}
