import type { Change } from './change.ts';
import type { StoredContract, StoredLine } from './books.ts';
import { lineShown } from './contract-answers.ts';
import { namedContract } from './contract-operations.ts';
import { lineFields, newLine, refuseLocked, replaceLines } from './contracts.ts';
import { inner, type Context } from './context.ts';
import { amongIds } from './filters.ts';
import { keysUnder, listed, pagingKeys, shown, type Operation, type OperationCall } from './operation.ts';
import { notFound } from './refusal.ts';
import { lineRules } from './rules.ts';

const lines = '/rest/v1.0/work_order_contracts/{work_order_contract_id}/line_items';

/** The schedule of values of a work order contract, line by line. */
export function lineOperations(context: Context): readonly Operation[] {
  const { company, clock } = context;

  const holder = (call: OperationCall, project: unknown) =>
    namedContract(context, call.params['work_order_contract_id'], project, 'work_order');

  const lineOf = ({ lines: all }: StoredContract, id: string | undefined): StoredLine => {
    const line = all.find((known) => known.id === id);
    if (line === undefined) throw notFound('Line Item');
    return line;
  };

  const show = (contract: StoredContract, line: StoredLine) =>
    lineShown(context.books(), company, contract, line, contract.lines.indexOf(line));

  const announce = (
    event: Change['event'],
    contract: StoredContract,
    line: StoredLine,
    { doer }: OperationCall,
  ): void => {
    const parent = { id: contract.id, name: 'Work Order Contracts' };
    const resource = 'Work Order Contract Line Items';
    void context.announce({ resource, event, id: line.id, project: contract.project, doer, parent });
  };

  return [
    {
      method: 'GET',
      path: lines,
      query: [...pagingKeys, 'project_id', 'view', 'filters[id]'],
      answer(call) {
        const { contract } = holder(call, call.query.get('project_id'));
        const found = contract.lines.filter(({ id }) => amongIds(call.query, 'filters[id]', id));
        return listed(found.map((line) => show(contract, line)));
      },
    },
    {
      method: 'GET',
      path: `${lines}/{id}`,
      query: ['project_id', 'view'],
      answer(call) {
        const { contract } = holder(call, call.query.get('project_id'));
        return shown(show(contract, lineOf(contract, call.params['id'])));
      },
    },
    {
      method: 'POST',
      path: lines,
      body: ['project_id', ...keysUnder('line_item', lineRules)],
      answer(call) {
        const { project, contract } = holder(call, call.body['project_id']);
        refuseLocked(project, contract);
        const line = newLine(context.books(), clock, lineFields(context.books(), inner(call.body, 'line_item')));
        replaceLines(clock, contract, [...contract.lines, line]);
        announce('create', contract, line, call);
        return shown(show(contract, line), 201);
      },
    },
    {
      method: 'PATCH',
      path: `${lines}/{id}`,
      body: ['project_id', ...keysUnder('line_item', lineRules)],
      answer(call) {
        const { project, contract } = holder(call, call.body['project_id']);
        refuseLocked(project, contract);
        const before = lineOf(contract, call.params['id']);
        const given = lineFields(context.books(), inner(call.body, 'line_item'));
        const line = { ...before, fields: { ...before.fields, ...given }, updatedAt: clock.now() };
        replaceLines(
          clock,
          contract,
          contract.lines.map((known) => (known === before ? line : known)),
        );
        announce('update', contract, line, call);
        return shown(show(contract, line));
      },
    },
    {
      method: 'DELETE',
      path: `${lines}/{id}`,
      query: ['project_id'],
      answer(call) {
        const { project, contract } = holder(call, call.query.get('project_id'));
        refuseLocked(project, contract);
        const line = lineOf(contract, call.params['id']);
        replaceLines(
          clock,
          contract,
          contract.lines.filter((known) => known !== line),
        );
        announce('delete', contract, line, call);
        return shown({});
      },
    },
  ];
}
