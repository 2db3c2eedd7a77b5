import { z } from 'zod';
import type { ProcoreChangeLine } from '../../src/ports/change-order.ts';
import { recordId } from '../../src/shared/ids.ts';
import { DecimalOrNothing, Dollars, Id, Moment, TextOrNothing } from './values.ts';

// Only the fields we read. Sources: Procore REST reference, "Commitment Change Orders" v1.0 (its answer as the public
// client model has it), "Commitment Change Order Line Items" v2.0, "Change Order Packages" v1.0.

/** The reason of a change, by whatever name the answer gives it; a card can do without. */
const Reason = z.unknown().transform((value) => {
  const named = typeof value === 'object' && value !== null ? (value as { readonly [name: string]: unknown }) : {};
  const text = named['change_reason'] ?? named['name'] ?? value;
  return typeof text === 'string' ? text : '';
});

export const ChangeOrderWire = z.object({
  id: Id,
  number: TextOrNothing,
  title: TextOrNothing,
  status: z.string(),
  private: z.boolean().nullish(),
  contract_id: Id,
  legacy_package_id: Id.nullish(),
  grand_total: Dollars,
  reviewed_at: Moment.nullish(),
  change_order_change_reason: Reason,
  created_by: z.object({ id: Id }).nullish(),
  created_at: Moment,
  updated_at: Moment,
});

/**
 * `wbs_code.flat_code` joins the segments of the work breakdown structure with a point, the cost type last: a code of
 * digits is all code. Lines that change one of the commitment's take code and type from that line.
 */
const ChangeLineWire = z
  .object({
    id: Id,
    position: DecimalOrNothing,
    description: TextOrNothing,
    amount: Dollars,
    quantity: DecimalOrNothing,
    unit_cost: DecimalOrNothing,
    uom: TextOrNothing,
    wbs_code: z.object({ flat_code: TextOrNothing }).nullish(),
    tax_code_id: Id.nullish().or(z.literal('')),
    commitment_line_item_id: Id.nullish().or(z.literal('')),
  })
  .transform((wire): ProcoreChangeLine => {
    const flat = wire.wbs_code?.flat_code ?? '';
    const [, code = flat, type] = /^(.*)\.([A-Za-z][A-Za-z0-9]*)$/.exec(flat) ?? [];
    const named = (id: string | null | undefined) => (id == null || id === '' ? undefined : id);
    const changed = named(wire.commitment_line_item_id);
    return {
      id: recordId(wire.id),
      position: Number(wire.position ?? 0),
      description: wire.description ?? '',
      costCode: code === '' ? undefined : code,
      costType: type,
      amount: wire.amount,
      quantity: wire.quantity,
      unitCost: wire.unit_cost,
      unit: wire.uom,
      taxCode: named(wire.tax_code_id),
      commitmentLine: changed === undefined ? undefined : recordId(changed),
    };
  });

export const ChangeLinesWire = z.object({ data: z.array(ChangeLineWire) });

export const PackageWire = z.object({ id: Id, contract_id: Id, origin_id: TextOrNothing });
