import { standing, touch, type StoredChangeOrder } from './books.ts';
import { changeChangeOrder, changeOrderFields } from './change-orders.ts';
import { changeLineShown, changeOrderShown, packageShown } from './change-order-answers.ts';
import { inner, permittedProject, sameCompany, type Context } from './context.ts';
import { checkFields } from './fields.ts';
import { amongIds, equals, withinRange } from './filters.ts';
import { keysUnder, listed, pagingKeys, shown, type Operation, type OperationCall } from './operation.ts';
import { codedError, fieldErrors, notFound } from './refusal.ts';
import { changeOrderRules, packageRules } from './rules.ts';
import { digitsOf } from './wire.ts';

const orders = '/rest/v1.0/projects/{project_id}/commitment_change_orders';
const packages = '/rest/v1.0/change_order_packages';
const lines =
  '/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_change_orders/{commitment_change_order_id}/line_items';

/** Change orders of commitments, their lines (v2.0) and their packages, on which other systems leave their mark. */
export function changeOrderOperations(context: Context): readonly Operation[] {
  const { clock, books } = context;

  const named = (project: unknown, id: unknown): StoredChangeOrder => {
    const permitted = permittedProject(context, project);
    const order = standing(books().changeOrders).find((one) => one.id === String(id));
    if (order?.project !== permitted.id) throw notFound('Commitment Change Order');
    return order;
  };

  const packaged = (project: unknown, id: unknown): StoredChangeOrder => {
    const permitted = permittedProject(context, project);
    const order = standing(books().changeOrders).find((one) => one.packageId === String(id));
    if (order?.project !== permitted.id) throw notFound('Change Order Package');
    return order;
  };

  const announce = (order: StoredChangeOrder, { doer }: OperationCall): void => {
    const { packageId, project } = order;
    if (packageId === undefined) return;
    void context.announce({ resource: 'Change Order Packages', event: 'update', id: packageId, project, doer });
  };

  return [
    {
      method: 'GET',
      path: orders,
      query: [
        ...['view', 'sort', 'filters[id]', 'filters[batch_id]', 'filters[legacy_package_id]', 'filters[contract_id]'],
        ...['filters[vendor_id]', 'filters[signature_required]', 'filters[executed]', 'filters[status]'],
        'filters[updated_at]',
      ],
      answer({ params, query }) {
        const project = permittedProject(context, params['project_id']);
        const found = standing(books().changeOrders).filter(
          (order) =>
            order.project === project.id &&
            amongIds(query, 'filters[id]', order.id) &&
            amongIds(query, 'filters[contract_id]', order.contract) &&
            amongIds(query, 'filters[legacy_package_id]', order.packageId ?? '') &&
            equals(query.get('filters[status]'), order.fields['status']) &&
            withinRange(query.get('filters[updated_at]'), order.updatedAt),
        );
        return listed(found.map((order) => changeOrderShown(books(), order)));
      },
    },
    {
      method: 'GET',
      path: `${orders}/{id}`,
      query: ['view'],
      answer: ({ params }) => shown(changeOrderShown(books(), named(params['project_id'], params['id']))),
    },
    {
      method: 'PATCH',
      path: `${orders}/{id}`,
      body: keysUnder('change_order', changeOrderRules),
      answer(call) {
        const order = named(call.params['project_id'], call.params['id']);
        changeChangeOrder(clock, order, changeOrderFields(inner(call.body, 'change_order')));
        announce(order, call);
        return shown(changeOrderShown(books(), order));
      },
    },
    {
      method: 'GET',
      path: lines,
      query: [...pagingKeys],
      answer({ params }) {
        sameCompany(context, params['company_id']);
        const order = named(params['project_id'], params['commitment_change_order_id']);
        return { ...listed(order.lines.map((line, index) => changeLineShown(books(), line, index))), wrapped: true };
      },
    },
    {
      method: 'GET',
      path: `${packages}/{id}`,
      query: ['project_id', 'contract_id'],
      answer: ({ params, query }) => shown(packageShown(packaged(query.get('project_id'), params['id']))),
    },
    {
      method: 'PATCH',
      path: `${packages}/{id}`,
      body: ['project_id', 'contract_id', ...keysUnder('change_order', packageRules)],
      answer(call) {
        const order = packaged(call.body['project_id'], call.params['id']);
        if (digitsOf(call.body['contract_id']) !== order.contract) throw notFound('Change Order Package');
        const { fields, problems } = checkFields(packageRules, inner(call.body, 'change_order'));
        if (Object.keys(problems).length > 0) throw fieldErrors(422, problems);
        const taken = standing(books().changeOrders).some(
          (other) => other !== order && other.packageFields['origin_id'] === (fields['origin_id'] ?? ''),
        );
        if (taken) throw codedError(409, 'origin_id has already been taken');
        order.packageFields = { ...order.packageFields, ...fields };
        touch(order, clock);
        announce(order, call);
        return shown(packageShown(order));
      },
    },
  ];
}
