import { useState, type ReactElement } from 'react';
import { useDesk, useOwnAct } from '../desk.tsx';
import { Dialog } from '../dialog.tsx';
import { Field } from '../field.tsx';
import { decimal } from '../money.ts';
import { words } from '../words.ts';
import { enterContract, type ContractCollection } from './procore-calls.ts';

const say = words.procore;

/** A new commitment, as the project manager enters it. */
export function NewContract({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { snapshot } = useDesk();
  const { act, busy } = useOwnAct();
  const { work_order_contracts: subcontracts, purchase_order_contracts: orders } = snapshot.world.procore;
  const [collection, setCollection] = useState<ContractCollection>('work_order_contracts');
  const [title, setTitle] = useState('');
  const [amount, setAmount] = useState('12000.00');
  const [approved, setApproved] = useState(true);
  const [tried, setTried] = useState(false);
  const good = decimal(amount);

  const submit = (): void => {
    setTried(true);
    if (good === undefined) return;
    const number = collection === 'work_order_contracts' ? freeNumber('SC', subcontracts) : freeNumber('PO', orders);
    void act(() => enterContract(collection, { number, title, amount: good, approved })).then((done) => {
      if (done) onClose();
    });
  };
  return (
    <Dialog
      title={say.newTitle}
      submit={say.enter}
      close={words.cancel}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{say.newSays}</p>
      <Field label={say.kind}>
        {(named) => (
          <select
            {...named}
            value={collection}
            onChange={({ target }) => setCollection(target.value as ContractCollection)}
          >
            <option value="work_order_contracts">{say.subcontract}</option>
            <option value="purchase_order_contracts">{say.purchaseOrder}</option>
          </select>
        )}
      </Field>
      <Field label={say.what}>
        {(named) => (
          <input
            {...named}
            type="text"
            placeholder={say.whatHint}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
        )}
      </Field>
      <Field
        label={say.amount}
        hint={say.amountHint}
        error={tried && good === undefined ? words.notAnAmount : undefined}
      >
        {(named) => (
          <input
            {...named}
            type="text"
            inputMode="decimal"
            value={amount}
            onChange={({ target }) => setAmount(target.value)}
          />
        )}
      </Field>
      <label className="tick">
        <input type="checkbox" checked={approved} onChange={({ target }) => setApproved(target.checked)} />
        {say.approvedAtOnce}
      </label>
    </Dialog>
  );
}

function freeNumber(prefix: string, taken: readonly { readonly number: string }[]): string {
  const numbers = taken.map(({ number }) => Number(new RegExp(`^${prefix}-(\\d+)$`).exec(number)?.[1] ?? 0));
  return `${prefix}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}
