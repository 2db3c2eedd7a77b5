import { touch, type ContractType, type StoredContract, type StoredProject } from './books.ts';
import { contractListed, contractShown } from './contract-answers.ts';
import { syncContracts } from './contract-sync.ts';
import { changeContract, contractFields, createContract, originTaken, refuseLocked } from './contracts.ts';
import { inner, permittedProject, type Context } from './context.ts';
import type { Change } from './change.ts';
import { amongIds, equals, withinRange } from './filters.ts';
import { keysUnder, listed, pagingKeys, shown, type Operation, type OperationCall } from './operation.ts';
import { codedError, fieldErrors, notFound } from './refusal.ts';
import { contractWords } from './contract-types.ts';

/** Work order contracts, which people call subcontracts, or purchase order contracts. */
export function contractOperations(context: Context, type: ContractType): readonly Operation[] {
  const { company, clock } = context;
  const { collection, wrapper, resource, rules, syncsById } = contractWords[type];
  const contracts = `/rest/v1.0/${collection}`;

  const announce = (event: Change['event'], contract: StoredContract, { doer }: OperationCall): void => {
    const { id, project } = contract;
    void context.announce({ resource, event, id, project, doer });
  };

  const withDeleted = (wanted: string | null, { deletedAt }: StoredContract): boolean => {
    if (wanted === 'with') return true;
    return wanted === 'only' ? deletedAt !== undefined : deletedAt === undefined;
  };

  return [
    {
      method: 'GET',
      path: contracts,
      query: [
        ...pagingKeys,
        'project_id',
        'view',
        'filters[id]',
        'filters[status]',
        'filters[created_at]',
        'filters[updated_at]',
        'filters[include_deleted]',
        'filters[origin_id]',
      ],
      answer({ query }) {
        const project = permittedProject(context, query.get('project_id'));
        const found = [...context.books().contracts.values()].filter(
          (contract) =>
            contract.type === type &&
            contract.project === project.id &&
            withDeleted(query.get('filters[include_deleted]'), contract) &&
            amongIds(query, 'filters[id]', contract.id) &&
            equals(query.get('filters[status]'), contract.fields['status']) &&
            equals(query.get('filters[origin_id]'), contract.fields['origin_id']) &&
            withinRange(query.get('filters[created_at]'), contract.createdAt) &&
            withinRange(query.get('filters[updated_at]'), contract.updatedAt),
        );
        // what the extended view of the list adds is not documented; this emulator adds what the show call answers
        const isExtended = query.get('view') === 'extended';
        return listed(
          found.map((contract) =>
            isExtended ? contractShown(context.books(), company, contract) : contractListed(context.books(), contract),
          ),
        );
      },
    },
    {
      method: 'GET',
      path: `${contracts}/{id}`,
      query: ['project_id'],
      answer({ params, query }) {
        const { contract } = namedContract(context, params['id'], query.get('project_id'), type);
        return shown(contractShown(context.books(), company, contract));
      },
    },
    {
      method: 'POST',
      path: contracts,
      body: ['project_id', ...keysUnder(wrapper, rules)],
      answer(call) {
        const project = permittedProject(context, call.body['project_id']);
        const fields = contractFields(context.books(), inner(call.body, wrapper), type);
        if (originTaken(context.books(), fields)) throw codedError(409, 'origin_id has already been taken');
        const contract = createContract(context.books(), clock, project, fields, call.doer.userId, type);
        announce('create', contract, call);
        return shown(contractShown(context.books(), company, contract), 201);
      },
    },
    {
      method: 'PATCH',
      path: `${contracts}/sync`,
      body: ['project_id', ...keysUnder('updates[]', { ...(syncsById ? { id: true } : {}), ...rules })],
      answer: (call) => syncContracts(context, type, call, (event, contract) => announce(event, contract, call)),
    },
    {
      method: 'PATCH',
      path: `${contracts}/{id}`,
      body: ['project_id', ...keysUnder(wrapper, rules)],
      answer(call) {
        const { project, contract } = namedContract(context, call.params['id'], call.body['project_id'], type);
        refuseLocked(project, contract);
        const fields = contractFields(context.books(), inner(call.body, wrapper), type);
        if (originTaken(context.books(), fields, contract)) {
          throw fieldErrors(422, { origin_id: ['has already been taken'] });
        }
        changeContract(clock, contract, fields);
        announce('update', contract, call);
        return shown(contractShown(context.books(), company, contract));
      },
    },
    {
      method: 'DELETE',
      path: `${contracts}/{id}`,
      query: ['project_id'],
      answer(call) {
        const { project, contract } = namedContract(context, call.params['id'], call.query.get('project_id'), type);
        refuseLocked(project, contract);
        touch(contract, clock);
        contract.deletedAt = contract.updatedAt;
        announce('delete', contract, call);
        return shown({});
      },
    },
  ];
}

/** The contract a call names, in a project that is permitted. Throws 404 for one that is gone. */
export function namedContract(
  context: Context,
  id: unknown,
  project: unknown,
  type?: ContractType,
): { project: StoredProject; contract: StoredContract } {
  const permitted = permittedProject(context, project);
  const contract = context.books().contracts.get(String(id));
  const other = type !== undefined && contract?.type !== type;
  if (contract === undefined || other || contract.project !== permitted.id || contract.deletedAt !== undefined) {
    throw notFound(type === undefined ? 'Commitment' : contractWords[type].name);
  }
  return { project: permitted, contract };
}
