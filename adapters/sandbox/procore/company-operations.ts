import { standing } from './books.ts';
import { permittedProject, sameCompany, type Context } from './context.ts';
import { userShown, vendorShown } from './directory-answers.ts';
import { amongIds, contains, equals, withinRange } from './filters.ts';
import { listed, pagingKeys, shown, type Operation } from './operation.ts';
import { notFound } from './refusal.ts';
import { idNumber, type WireObject } from './wire.ts';

/** Companies, the signed-in user, users, vendors and permissions. */
export function companyOperations(context: Context): readonly Operation[] {
  const { company } = context;
  const vendors = () => standing(context.books().vendors);

  return [
    {
      method: 'GET',
      path: '/rest/v1.0/companies',
      query: pagingKeys,
      withoutCompany: true,
      answer: () => listed([{ id: idNumber(company.id), name: company.name, is_active: true, my_company: true }]),
    },
    {
      method: 'GET',
      path: '/rest/v1.0/me',
      query: ['company_id', 'project_id'],
      withoutCompany: true,
      answer: ({ doer }) => shown({ id: idNumber(doer.userId), login: 'countersign@example.com', name: 'Countersign' }),
    },
    ...['v1.0', 'v1.1', 'v1.2'].map((version): Operation => ({
      method: 'GET',
      path: `/rest/${version}/companies/{company_id}/users`,
      query: [...pagingKeys, 'filters[search]'],
      answer({ params, query }) {
        sameCompany(context, params['company_id']);
        const users = [...context.books().users.values()];
        const found = users.filter((user) => contains(query.get('filters[search]'), `${user.name} ${user.email}`));
        return listed(found.map(userShown));
      },
    })),
    {
      method: 'GET',
      path: '/rest/v1.0/vendors',
      query: [
        ...pagingKeys,
        'company_id',
        'view',
        'filters[id][]',
        'filters[origin_id]',
        'filters[search]',
        'filters[created_at]',
        'filters[updated_at]',
      ],
      answer({ query }) {
        sameCompany(context, query.get('company_id'));
        const found = vendors().filter(
          ({ id, fields, createdAt, updatedAt }) =>
            fields['is_active'] !== false &&
            amongIds(query, 'filters[id]', id) &&
            equals(query.get('filters[origin_id]'), fields['origin_id']) &&
            contains(query.get('filters[search]'), fields['name']) &&
            withinRange(query.get('filters[created_at]'), createdAt) &&
            withinRange(query.get('filters[updated_at]'), updatedAt),
        );
        return listed(found.map(vendorShown));
      },
    },
    {
      method: 'GET',
      path: '/rest/v1.0/vendors/{id}',
      query: ['company_id', 'view'],
      answer({ params, query }) {
        sameCompany(context, query.get('company_id'));
        const vendor = vendors().find(({ id }) => id === params['id']);
        if (vendor === undefined) throw notFound('Vendor');
        return shown(vendorShown(vendor));
      },
    },
    {
      method: 'GET',
      path: '/rest/v1.0/companies/{company_id}/vendors/inactive',
      query: [...pagingKeys, 'view'],
      answer({ params }) {
        sameCompany(context, params['company_id']);
        return listed(
          vendors()
            .filter(({ fields }) => fields['is_active'] === false)
            .map(vendorShown),
        );
      },
    },
    {
      method: 'GET',
      path: '/rest/v1.0/settings/permissions',
      query: ['company_id', 'project_id'],
      answer({ query, base }) {
        const project = query.get('project_id');
        if (project !== null) permittedProject(context, project);
        else sameCompany(context, query.get('company_id'));
        return shown({ tools: project === null ? [tool(1, 'directory', base)] : [tool(2, 'commitments', base)] });
      },
    },
  ];
}

function tool(id: number, name: string, base: string): WireObject {
  return {
    id,
    name,
    friendly_name: name.charAt(0).toUpperCase() + name.slice(1),
    available_for_user: true,
    url: `${base}/web/${name}`,
    user_access_level: { id: 4, name: 'admin' },
    permitted_actions: [],
  };
}
