import type { Json, JsonObject } from '../../../src/shared/json.ts';
import { ControlError } from '../emulator.ts';
import { standing, type StoredChangeOrder, type StoredContract, type StoredLine } from './books.ts';
import { changeOrderWithLines } from './change-order-answers.ts';
import { changeOrderFields, createChangeOrder } from './change-orders.ts';
import { readyLine, readyOrderLine } from './contract-defaults.ts';
import { lineFields, newLine } from './contracts.ts';
import type { Context } from './context.ts';
import type { Desk } from './desk.ts';
import { decimalText, type Fields } from './fields.ts';
import { changeLineRules } from './rules.ts';
import { digitsOf } from './wire.ts';

/**
 * Change orders as people make them: `contract_id` is the first commitment that is in Sage unless told, and a line
 * changes the commitment's line of the same place unless it names another one, or none with `null`. `package: false`
 * leaves out the package, `grand_total` lets the header disagree with the lines.
 */
export function changeOrderDesk({ books, clock }: Context): Desk<StoredChangeOrder> {
  return {
    resource: 'Change Order Packages',
    records: () => books().changeOrders,
    create(given, doer) {
      const { own, lines, total, packaged } = parts(given);
      const contract = contractOf(own['contract_id']);
      const number = String(own['number'] ?? nextNumber(contract));
      const { contract_id: _, ...rest } = own;
      const fields = changeOrderFields({ number, title: `Change order ${number}`, ...rest });
      const made = (lines ?? []).map((line, index) => lineOf(contract, line, index));
      const order = createChangeOrder(books(), clock, contract, { fields, lines: made, packaged }, doer.userId);
      order.statedTotal = total;
      return order;
    },
    change(order, given) {
      const { own, lines, total } = parts(given);
      const contract = contractOf(order.contract);
      const { origin_id: mark, ...rest } = own;
      order.fields = { ...order.fields, ...changeOrderFields(rest) };
      if (mark === null || typeof mark === 'string') order.packageFields = { ...order.packageFields, origin_id: mark };
      if (lines !== undefined) order.lines = lines.map((line, index) => lineOf(contract, line, index));
      if (total !== undefined || lines !== undefined) order.statedTotal = total;
    },
    shown: (order) => changeOrderWithLines(books(), order),
    project: ({ project }) => project,
    announcedAs: ({ packageId }) => packageId,
  };

  function nextNumber(contract: StoredContract): string {
    const before = [...books().changeOrders.values()].filter((order) => order.contract === contract.id).length;
    return String(before + 1).padStart(3, '0');
  }

  function contractOf(given: Json | undefined): StoredContract {
    const all = standing(books().contracts);
    const found =
      given === undefined
        ? (all.find(({ fields }) => typeof fields['origin_id'] === 'string') ?? all[0])
        : all.find(({ id }) => id === digitsOf(given));
    if (found === undefined) throw new ControlError('no_contract', `There is no commitment ${String(given ?? 'yet')}.`);
    return found;
  }

  function lineOf(contract: StoredContract, given: Json, index: number): StoredLine {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw new ControlError('bad_field', 'A line of line_items is an object.');
    }
    const fields = lineFields(books(), given, true, changeLineRules);
    const named = fields['commitment_line_item_id'];
    const changed = named === undefined ? contract.lines[index] : contract.lines.find(({ id }) => id === named);
    const inherited: Fields = changed === undefined ? {} : codesOf(changed);
    const ready = contract.type === 'purchase_order' ? readyOrderLine : readyLine;
    return newLine(books(), clock, {
      ...ready(books(), index, { ...inherited, ...fields }),
      commitment_line_item_id: named === undefined ? (changed?.id ?? null) : named,
    });
  }

  function parts(given: JsonObject): {
    own: JsonObject;
    lines: readonly Json[] | undefined;
    total: string | undefined;
    packaged: boolean;
  } {
    const { project_id: _project, line_items: lines, grand_total: total, package: packaged, ...own } = given;
    if (lines !== undefined && !Array.isArray(lines)) throw new ControlError('bad_field', 'line_items is a list.');
    const stated = total === undefined || total === null ? undefined : decimalText(total, true);
    return { own, lines: lines as readonly Json[] | undefined, total: stated, packaged: packaged !== false };
  }
}

function codesOf({ fields }: StoredLine): Fields {
  const kept = ['cost_code_id', 'line_item_type_id', 'description'] as const;
  return Object.fromEntries(kept.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}
