import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { ControlError } from '../emulator.ts';
import type { ContractType, StoredContract, StoredLine, StoredProject } from './books.ts';
import { contractShown } from './contract-answers.ts';
import { contractWords } from './contract-types.ts';
import { firstProject, readyContract, readyLine, readyOrderLine } from './contract-defaults.ts';
import { contractFields, createContract, lineFields, newLine, originTaken, refuseLocked } from './contracts.ts';
import type { Context } from './context.ts';
import type { Desk } from './desk.ts';
import { decimalText, type Fields } from './fields.ts';
import { fieldErrors } from './refusal.ts';
import { digitsOf } from './wire.ts';

/**
 * Subcontracts and purchase orders as people make them. Besides the fields of Procore's own create call: `project_id`, `line_items`, and
 * `grand_total` where the header is to disagree with its lines. Amounts that are no amounts are let through as text.
 */
export function contractDesk({ books, clock, company }: Context, type: ContractType): Desk<StoredContract> {
  const ready = type === 'purchase_order' ? readyOrderLine : readyLine;
  return {
    resource: contractWords[type].resource,
    records: () => new Map([...books().contracts].filter(([, contract]) => contract.type === type)),
    create(given, doer) {
      const { own, lines, total } = parts(given);
      const project = projectOf(given['project_id']);
      const fields = readyContract(books(), clock.now(), checked(own), type);
      const contract = createContract(books(), clock, project, fields, doer.userId, type);
      contract.lines = lines ?? [];
      contract.statedTotal = total;
      return contract;
    },
    change(contract, given) {
      const { own, lines, total } = parts(given);
      const project = projectOf(given['project_id'] ?? contract.project);
      if (project.id !== contract.project) throw new ControlError('bad_field', 'A contract cannot change its project.');
      refuseLocked(project, contract);
      contract.fields = { ...contract.fields, ...checked(own, contract) };
      if (lines !== undefined) contract.lines = lines;
      // new lines make a total that was stated for the old ones meaningless
      if (total !== undefined || lines !== undefined) contract.statedTotal = total;
    },
    refuseRemoval(contract) {
      refuseLocked(projectOf(contract.project), contract);
    },
    shown: (contract) => contractShown(books(), company, contract),
    project: ({ project }) => project,
  };

  function checked(own: JsonObject, except?: StoredContract): Fields {
    const fields = contractFields(books(), own, type);
    if (originTaken(books(), fields, except)) throw fieldErrors(422, { origin_id: ['has already been taken'] });
    return fields;
  }

  function projectOf(given: Json | undefined): StoredProject {
    const project = given === undefined ? firstProject(books()) : books().projects.get(digitsOf(given) ?? '');
    if (project === undefined) throw new ControlError('no_project', `There is no project ${String(given ?? 'yet')}.`);
    return project;
  }

  function parts(given: JsonObject): { own: JsonObject; lines: StoredLine[] | undefined; total: string | undefined } {
    const { project_id: _project, line_items: lines, grand_total: total, ...own } = given;
    if (lines !== undefined && !Array.isArray(lines)) throw new ControlError('bad_field', 'line_items is a list.');
    const stated = total === undefined || total === null ? undefined : decimalText(total, true);
    return { own, lines: lines?.map((line: Json, index: number) => lineOf(line, index)), total: stated };
  }

  function lineOf(given: Json, index: number): StoredLine {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw new ControlError('bad_field', 'A line of line_items is an object.');
    }
    return newLine(books(), clock, ready(books(), index, lineFields(books(), given, true)));
  }
}
