import { standing, touch, type StoredRequisition } from './books.ts';
import { namedContract } from './contract-operations.ts';
import { inner, permittedProject, type Context } from './context.ts';
import { amongIds, equals, withinRange } from './filters.ts';
import { keysUnder, listed, pagingKeys, shown, type Operation, type OperationCall } from './operation.ts';
import { codedError, notFound } from './refusal.ts';
import { requisitionShown } from './requisition-answers.ts';
import { ofCommitment } from './requisition-arithmetic.ts';
import { billItems, changeRequisition, createRequisition, requisitionFields } from './requisitions.ts';
import { requisitionItemRules, requisitionRules } from './rules.ts';
import { digitsOf, idNumber, isoMoment, type WireObject } from './wire.ts';

const requisitions = '/rest/v1.1/requisitions';
const outer = ['project_id', 'commitment_id', ...keysUnder('requisition', requisitionRules)];
const itemKeys = keysUnder('requisition.items[]', requisitionItemRules);

/** Subcontractor invoices. Procore announces nothing about them: who wants to know must ask. */
export function requisitionOperations(context: Context): readonly Operation[] {
  const { clock, books } = context;

  const answered = (requisition: StoredRequisition, { query }: OperationCall, status = 200) =>
    shown(requisitionShown(books(), requisition, query.get('view')), status);

  return [
    {
      method: 'GET',
      path: requisitions,
      query: [
        ...[...pagingKeys, 'project_id', 'view', 'filters[id]', 'filters[commitment_id]', 'filters[period_id]'],
        ...['filters[status]', 'filters[created_at]', 'filters[updated_at]', 'filters[origin_id]', 'filters[is_last]'],
      ],
      answer({ query }) {
        const project = permittedProject(context, query.get('project_id'));
        const found = standing(books().requisitions).filter(
          (one) =>
            one.project === project.id &&
            amongIds(query, 'filters[id]', one.id) &&
            amongIds(query, 'filters[commitment_id]', one.commitment) &&
            equals(query.get('filters[period_id]'), one.fields['period_id']) &&
            equals(query.get('filters[status]'), one.fields['status']) &&
            equals(query.get('filters[origin_id]'), one.fields['origin_id']) &&
            equals(query.get('filters[is_last]'), String(isLast(context, one))) &&
            withinRange(query.get('filters[created_at]'), one.createdAt) &&
            withinRange(query.get('filters[updated_at]'), one.updatedAt),
        );
        return listed(found.map((one) => requisitionShown(books(), one, query.get('view'))));
      },
    },
    {
      method: 'GET',
      path: `${requisitions}/{id}`,
      query: ['project_id', 'view'],
      answer: (call) => answered(namedRequisition(context, call.params['id'], call.query.get('project_id')), call),
    },
    {
      method: 'POST',
      path: requisitions,
      query: ['view'],
      body: [...outer, ...itemKeys],
      answer(call) {
        const { contract } = namedContract(context, digitsOf(call.body['commitment_id']), call.body['project_id']);
        const { items, ...given } = inner(call.body, 'requisition');
        const fields = requisitionFields(books(), given);
        const requisition = createRequisition(books(), clock, contract, fields, call.doer.userId);
        if (items !== undefined) billItems(books(), requisition, items);
        return answered(requisition, call, 201);
      },
    },
    {
      method: 'PATCH',
      path: `${requisitions}/{id}`,
      query: ['view'],
      body: [...outer, ...itemKeys, 'requisition.items[].id'],
      answer(call) {
        const requisition = namedRequisition(context, call.params['id'], call.body['project_id']);
        if (digitsOf(call.body['commitment_id']) !== requisition.commitment) throw notFound('Requisition');
        const { items, ...given } = inner(call.body, 'requisition');
        const fields = requisitionFields(books(), given, requisition);
        if (items !== undefined) billItems(books(), requisition, items);
        changeRequisition(books(), clock, requisition, fields, call.doer.userId);
        touch(requisition, clock);
        return answered(requisition, call);
      },
    },
    {
      method: 'DELETE',
      path: `${requisitions}/{id}`,
      query: ['project_id'],
      answer(call) {
        const requisition = namedRequisition(context, call.params['id'], call.query.get('project_id'));
        if (!isLast(context, requisition)) throw codedError(422, 'Only the latest invoice can be deleted');
        touch(requisition, clock);
        requisition.deletedAt = requisition.updatedAt;
        return shown({});
      },
    },
    {
      method: 'GET',
      path: '/rest/v1.0/requisitions/{requisition_id}/change_histories',
      query: ['project_id'],
      answer({ params, query }) {
        const requisition = namedRequisition(context, params['requisition_id'], query.get('project_id'));
        return listed(requisition.history.map((entry) => historyShown(context, requisition, entry)));
      },
    },
  ];
}

function historyShown(
  context: Context,
  requisition: StoredRequisition,
  { id, column, before, after, by, at }: StoredRequisition['history'][number],
): WireObject {
  return {
    id: idNumber(id),
    column,
    old_value: before,
    new_value: after,
    action_by: context.books().users.get(by)?.name ?? '',
    action_by_id: idNumber(by),
    created_at: isoMoment(at),
    ref_id: idNumber(requisition.id),
    ref_type: 'Requisition',
  };
}

function isLast(context: Context, requisition: StoredRequisition): boolean {
  return ofCommitment(context.books(), requisition.commitment).at(-1) === requisition;
}

/** The requisition a call names, in a project that is permitted. Throws 404 for one that is gone. */
function namedRequisition(context: Context, id: unknown, project: unknown): StoredRequisition {
  const permitted = permittedProject(context, project);
  const requisition = context.books().requisitions.get(String(id));
  if (requisition === undefined || requisition.project !== permitted.id || requisition.deletedAt !== undefined) {
    throw notFound('Requisition');
  }
  return requisition;
}
