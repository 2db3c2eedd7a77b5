import { useState, type ReactElement } from 'react';
import { useDesk } from '../desk.tsx';
import { Pane } from '../pane.tsx';
import { RecordList } from '../record-row.tsx';
import { words } from '../words.ts';
import { ChangeOrderRow } from './change-order-row.tsx';
import { ContractRow } from './contract-row.tsx';
import { NewContract } from './new-contract.tsx';
import { Lever } from '../lever.tsx';
import { RequisitionRow } from './requisition-row.tsx';

const say = words.procore;

/** The project managers' side: records by kind, and what Priya can do with them. */
export function ProcorePane(): ReactElement {
  const { procore } = useDesk().snapshot.world;
  const [entering, setEntering] = useState(false);
  const { work_order_contracts: subcontracts, purchase_order_contracts: orders } = procore;
  const numberOf = (id: number): string => [...subcontracts, ...orders].find((one) => one.id === id)?.number ?? '';
  return (
    <Pane name="procore" aside={<Lever text={say.new} onPress={() => setEntering(true)} />}>
      <p className="acting">{say.actingAs}</p>
      <RecordList title={say.subcontracts}>
        {subcontracts.map((contract) => (
          <ContractRow key={contract.id} collection="work_order_contracts" contract={contract} />
        ))}
      </RecordList>
      <RecordList title={say.bills}>
        {procore.requisitions.map((requisition) => (
          <RequisitionRow key={requisition.id} requisition={requisition} on={numberOf(requisition.commitment_id)} />
        ))}
      </RecordList>
      <RecordList title={say.purchaseOrders}>
        {orders.map((contract) => (
          <ContractRow key={contract.id} collection="purchase_order_contracts" contract={contract} />
        ))}
      </RecordList>
      <RecordList title={say.changeOrders}>
        {procore.commitment_change_orders.map((order) => (
          <ChangeOrderRow key={order.id} order={order} on={numberOf(order.contract_id)} />
        ))}
      </RecordList>
      {entering ? <NewContract onClose={() => setEntering(false)} /> : null}
    </Pane>
  );
}
