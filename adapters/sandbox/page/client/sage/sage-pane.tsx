import type { ReactElement } from 'react';
import { useDesk } from '../desk.tsx';
import { Pane } from '../pane.tsx';
import { RecordList } from '../record-row.tsx';
import { words } from '../words.ts';
import type { SageRecord } from '../world.ts';
import { JobCost } from './job-cost.tsx';
import { Levers } from './levers.tsx';
import type { SageCollection } from './sage-calls.ts';
import { SageRow } from './sage-row.tsx';

const say = words.sage;

/** The accountants' side: what stands in the books, job cost, and the levers. */
export function SagePane(): ReactElement {
  const { sage } = useDesk().snapshot.world;
  const rows = (collection: SageCollection, records: readonly SageRecord[]): readonly ReactElement[] =>
    records.map((record) => <SageRow key={record.key} collection={collection} record={record} />);
  return (
    <Pane name="sage">
      <p className="acting">{say.writes(sage.writes)}</p>
      <RecordList title={say.subcontracts}>{rows('subcontracts', sage.subcontracts)}</RecordList>
      <RecordList title={say.invoices}>{rows('payable-invoices', sage.payable_invoices)}</RecordList>
      <RecordList title={say.purchaseOrders}>{rows('purchase-orders', sage.purchase_orders)}</RecordList>
      <RecordList title={say.changeOrders}>{rows('change-orders', sage.change_orders)}</RecordList>
      <section className="records">
        <h3>{say.jobCost}</h3>
        <JobCost />
      </section>
      <section className="records">
        <h3>{say.levers}</h3>
        <Levers />
      </section>
    </Pane>
  );
}
