import type { ReactElement } from 'react';
import { useDesk } from '../desk.tsx';
import { shortOfCents } from '../money.ts';
import { words } from '../words.ts';

const say = words.sage;

/** Budget, committed and billed by cost code, as Sage adds them up. */
export function JobCost(): ReactElement | null {
  const { totals } = useDesk().snapshot.world.sage;
  if (totals.length === 0) return null;
  const sum = (column: 'revisedBudgetCents' | 'committedCents' | 'invoicedCents'): string =>
    shortOfCents(totals.reduce((total, row) => total + row[column], 0));
  return (
    <div className="scroll-x" role="region" aria-label={say.jobCost} tabIndex={0}>
      <table className="job-cost">
        <thead>
          <tr>
            <th scope="col">{say.costCode}</th>
            <th scope="col">{say.budget}</th>
            <th scope="col">{say.committed}</th>
            <th scope="col">{say.billed}</th>
          </tr>
        </thead>
        <tbody>
          {totals.map(({ job, costCode, costType, revisedBudgetCents, committedCents, invoicedCents }) => (
            <tr key={`${job} ${costCode} ${costType}`}>
              <th scope="row">{costCode}</th>
              <td>{shortOfCents(revisedBudgetCents)}</td>
              <td>{shortOfCents(committedCents)}</td>
              <td>{shortOfCents(invoicedCents)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say.total}</th>
            <td>{sum('revisedBudgetCents')}</td>
            <td>{sum('committedCents')}</td>
            <td>{sum('invoicedCents')}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
