import { fail, ok, type Result } from '../../../src/shared/result.ts';
import type { Change } from './change.ts';
import type { ContractType, StoredContract, StoredProject } from './books.ts';
import { contractShown } from './contract-answers.ts';
import { changeContract, contractFields, createContract, originTaken, refuseLocked } from './contracts.ts';
import { permittedProject, type Context } from './context.ts';
import { shown, type OperationCall, type Reply } from './operation.ts';
import { codedError, Refusal } from './refusal.ts';
import { digitsOf, isWireObject, type Wire, type WireObject } from './wire.ts';

const mostUpdates = 1000;

/** Creates or updates up to a thousand contracts. Answers 200 always; what failed stands under `errors`. */
export function syncContracts(
  context: Context,
  type: ContractType,
  call: OperationCall,
  announce: (event: Change['event'], contract: StoredContract) => void,
): Reply {
  const project = permittedProject(context, call.body['project_id']);
  const updates = Array.isArray(call.body['updates']) ? call.body['updates'].filter(isWireObject) : [];
  if (updates.length > mostUpdates) throw codedError(400, `At most ${mostUpdates} updates are taken at a time`);

  const entities: Wire[] = [];
  const errors: Wire[] = [];
  for (const update of updates) {
    const done = call.partialError ? fail({ base: ['could not be saved'] }) : syncOne(update);
    if (done.ok) entities.push(contractShown(context.books(), context.company, done.value));
    else errors.push({ ...update, errors: done.failure });
  }
  return shown({ entities, errors });

  function syncOne(update: WireObject): Result<StoredContract, WireObject> {
    const { id, ...given } = update;
    const found = foundFor(id, given['origin_id'], project);
    if (found === 'unknown id') return fail({ id: ['Entity with this ID not found'] });
    try {
      const fields = contractFields(context.books(), given, type);
      if (originTaken(context.books(), fields, found)) return fail({ origin_id: ['has already been taken'] });
      if (found === undefined) {
        const contract = createContract(context.books(), context.clock, project, fields, call.doer.userId, type);
        announce('create', contract);
        return ok(contract);
      }
      refuseLocked(project, found);
      changeContract(context.clock, found, fields);
      announce('update', found);
      return ok(found);
    } catch (error) {
      if (error instanceof Refusal) return fail(reasons(error.body));
      throw error;
    }
  }

  /** An id wins over an origin id; an unknown origin id creates, an unknown id does not. */
  function foundFor(id: unknown, originId: unknown, within: StoredProject): StoredContract | undefined | 'unknown id' {
    const here = [...context.books().contracts.values()].filter(
      (contract) => contract.type === type && contract.project === within.id && contract.deletedAt === undefined,
    );
    if (id !== undefined && id !== null) {
      return here.find((contract) => contract.id === digitsOf(id)) ?? 'unknown id';
    }
    return typeof originId === 'string' ? here.find(({ fields }) => fields['origin_id'] === originId) : undefined;
  }
}

function reasons(body: Wire): WireObject {
  if (!isWireObject(body)) return { base: ['is invalid'] };
  const fields = body['errors'] ?? body['fields'];
  return fields !== undefined && isWireObject(fields) ? fields : { base: ['is invalid'] };
}
