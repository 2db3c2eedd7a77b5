import { standing, touch, type StoredProject } from './books.ts';
import { inner, permittedProject, sameCompany, type Context } from './context.ts';
import { costCodeShown, lineItemTypeShown, projectListed, projectShown } from './directory-answers.ts';
import { checkFields } from './fields.ts';
import { amongIds, contains, equals, withinRange } from './filters.ts';
import { keysUnder, listed, pagingKeys, shown, type Operation } from './operation.ts';
import { fieldErrors } from './refusal.ts';
import { projectRules } from './rules.ts';

/** Projects with their budgets and codes. */
export function projectOperations(context: Context): readonly Operation[] {
  const { company, clock } = context;

  const withStatus = (status: string | null, { fields }: StoredProject): boolean =>
    status === null || status === 'All' || (fields['active'] !== false) === (status === 'Active');

  const lock = (locked: boolean, status: number): Operation['answer'] => {
    return ({ params }) => {
      const project = permittedProject(context, params['project_id']);
      project.budgetLocked = locked;
      return shown({ locked }, status);
    };
  };

  return [
    {
      method: 'GET',
      path: '/rest/v1.0/projects',
      query: [
        ...pagingKeys,
        'company_id',
        'filters[by_status]',
        'filters[name]',
        'filters[id]',
        'filters[origin_id]',
        'filters[created_at]',
        'filters[updated_at]',
      ],
      answer({ query }) {
        sameCompany(context, query.get('company_id'));
        const found = standing(context.books().projects).filter(
          (project) =>
            project.permitted &&
            withStatus(query.get('filters[by_status]'), project) &&
            contains(query.get('filters[name]'), project.fields['name']) &&
            amongIds(query, 'filters[id]', project.id) &&
            equals(query.get('filters[origin_id]'), project.fields['origin_id']) &&
            withinRange(query.get('filters[created_at]'), project.createdAt) &&
            withinRange(query.get('filters[updated_at]'), project.updatedAt),
        );
        return listed(found.map((project) => projectListed(project, company)));
      },
    },
    {
      method: 'GET',
      path: '/rest/v1.0/projects/{id}',
      query: ['company_id'],
      answer({ params, query }) {
        sameCompany(context, query.get('company_id'));
        return shown(projectShown(permittedProject(context, params['id']), company));
      },
    },
    {
      method: 'PATCH',
      path: '/rest/v1.0/projects/{id}',
      body: ['company_id', ...keysUnder('project', projectRules)],
      answer({ params, body, doer }) {
        sameCompany(context, body['company_id']);
        const project = permittedProject(context, params['id']);
        const { fields, problems } = checkFields(projectRules, inner(body, 'project'));
        if (Object.keys(problems).length > 0) throw fieldErrors(422, problems);
        project.fields = { ...project.fields, ...fields };
        touch(project, clock);
        void context.announce({ resource: 'Projects', event: 'update', id: project.id, project: project.id, doer });
        return shown(projectShown(project, company));
      },
    },
    {
      method: 'GET',
      path: '/rest/v1.0/projects/{project_id}/budget',
      answer: ({ params }) => shown({ locked: permittedProject(context, params['project_id']).budgetLocked }),
    },
    { method: 'POST', path: '/rest/v1.0/projects/{project_id}/budget/lock', answer: lock(true, 201) },
    { method: 'DELETE', path: '/rest/v1.0/projects/{project_id}/budget/lock', answer: lock(false, 200) },
    {
      method: 'GET',
      path: '/rest/v1.0/cost_codes',
      query: [...pagingKeys, 'project_id', 'view', 'filters[id]', 'filters[origin_id]'],
      answer({ query }) {
        permittedProject(context, query.get('project_id'));
        const codes = [...context.books().costCodes.values()].filter(
          ({ id, originId }) => amongIds(query, 'filters[id]', id) && equals(query.get('filters[origin_id]'), originId),
        );
        return listed(codes.map(costCodeShown));
      },
    },
    {
      method: 'GET',
      path: '/rest/v1.0/line_item_types',
      query: [...pagingKeys, 'company_id', 'project_id', 'filters[origin_id]'],
      answer({ query }) {
        if (query.has('project_id')) permittedProject(context, query.get('project_id'));
        else sameCompany(context, query.get('company_id'));
        const types = [...context.books().lineItemTypes.values()];
        return listed(
          types.filter((type) => equals(query.get('filters[origin_id]'), type.originId)).map(lineItemTypeShown),
        );
      },
    },
  ];
}
