import { commitmentLines } from './commitment-lines.ts';
import { commitmentWorkflow } from './commitment-workflow.ts';
import { lineNow } from './restated.ts';
import { subcontractFacts, subcontractTable } from './subcontract-card.ts';
import { subcontractDocument } from './subcontract-document.ts';

/** A Procore work order contract becomes a subcontract in Sage (6-7-1). */
export const subcontract = commitmentWorkflow({
  kind: 'subcontract',
  target: 'subcontracts',
  changed: (site, project, since) => site.procore.subcontractsChangedSince(project, since),
  read: (site, { project, record }) => site.procore.subcontract(project, record),
  readyStatuses: (settings) => settings.subcontractReadyStatuses,
  limits: ({ limits }, { fallbackLimits }) => ({
    number: limits.subcontractNumber ?? fallbackLimits.number,
    title: limits.subcontractTitle ?? fallbackLimits.title,
  }),
  lines: ({ lines }, coding, settings) => commitmentLines(lines, coding, settings),
  checks: () => [],
  document: subcontractDocument,
  linesNow: ({ lines }) => lines.map(lineNow),
  restated: ({ retainage }) => ({ retainageBasisPoints: retainage ?? 0 }),
  facts: subcontractFacts,
  table: subcontractTable,
});
