import type { CardStep } from '../ports/card.ts';
import type { Transfer } from '../transfers/transfer.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { prerequisiteLabels } from './words/terms.ts';

/** Where the record stands in the order of operations: what had to be there first, and what comes now. */
export function stepper(transfer: Transfer, workflow: Workflow): readonly CardStep[] {
  const blocked = new Set(
    transfer.offer.checks.filter(({ severity }) => severity === 'blocks').map(({ code }) => code),
  );
  const before = workflow.prerequisites.map(({ name, failing }): CardStep => {
    const problem = transfer.state === 'blocked' && failing.some((code) => blocked.has(code));
    return { label: prerequisiteLabels[name], status: problem ? 'problem' : 'done' };
  });
  const [approved, inSage, marked] = progress(transfer);
  return [
    ...before,
    { label: 'Approved here', status: approved },
    { label: 'In Sage', status: inSage },
    { label: 'Marked in Procore', status: marked },
  ];
}

type Progress = readonly [CardStep['status'], CardStep['status'], CardStep['status']];

function progress(transfer: Transfer): Progress {
  switch (transfer.state) {
    case 'blocked':
      return ['todo', 'todo', 'todo'];
    case 'awaiting':
      return ['now', 'todo', 'todo'];
    case 'approved':
    case 'sending':
      return ['done', 'now', 'todo'];
    case 'unconfirmed':
    case 'held':
    case 'refused':
      return ['done', 'problem', 'todo'];
    case 'posted':
      return ['done', 'done', 'now'];
    case 'synced':
      return [
        'done',
        transfer.drift?.sage === 'voided' ? 'problem' : 'done',
        transfer.stamp.kind === 'stamped' ? 'done' : 'problem',
      ];
    case 'unlinked':
      return ['done', 'problem', 'todo'];
    case 'sent_back':
    case 'superseded':
    case 'withdrawn':
    case 'done_by_hand':
      return ['todo', 'todo', 'todo'];
  }
}
