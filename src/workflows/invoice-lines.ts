import type { SageAccount, SageCostCode, SageCostType, SageVendor } from '../ports/sage-directory.ts';
import type { Cents } from '../shared/money.ts';
import { mapped, type Steps } from '../shared/steps.ts';
import { displayText } from '../shared/text.ts';
import type { BilledLine } from './invoice-arithmetic.ts';
import { accountOf, type FoundAccount } from './ledger-account.ts';
import type { SageLine } from './line-places.ts';

/** A line of the requisition with its place in Sage; what could not be found out stays `undefined`. */
export interface InvoiceLine extends BilledLine {
  /** How the document names it: Procore's id of the line. */
  readonly ref: string;
  /** The line of the subcontract that it bills. */
  readonly place: SageLine | undefined;
  readonly account: FoundAccount;
  /** What it says in Sage. */
  readonly text: string;
}

export interface Placing {
  /** Procore line to Sage line. */
  readonly places: ReadonlyMap<string, string>;
  readonly sageLines: readonly SageLine[];
  readonly costCodes: ReadonlyMap<string, SageCostCode>;
  readonly costTypes: ReadonlyMap<number, SageCostType>;
  readonly accounts: ReadonlyMap<string, SageAccount>;
  readonly vendor: SageVendor | undefined;
  readonly configuredAccount: string | undefined;
}

export function* invoiceLines(lines: readonly BilledLine[], placing: Placing): Steps<readonly InvoiceLine[]> {
  const { places, sageLines, costCodes, costTypes, accounts, vendor, configuredAccount } = placing;
  const byLine = new Map(sageLines.map((line) => [line.line, line]));
  return yield* mapped(lines, (line): InvoiceLine => {
    const place = line.line === undefined ? undefined : byLine.get(places.get(line.line) ?? '');
    const named = {
      vendor: vendor?.defaultAccount,
      costType: place === undefined ? undefined : costTypes.get(place.costType)?.account,
      configured: configuredAccount,
    };
    return {
      ...line,
      ref: line.line ?? line.item,
      place,
      account: accountOf(named, accounts),
      text: displayText(line.description) || displayText(costCodes.get(place?.costCode ?? '')?.name ?? ''),
    };
  });
}

/** Lines that bill something: only they go to Sage. */
export function billing(lines: readonly InvoiceLine[]): readonly InvoiceLine[] {
  return lines.filter(({ gross }) => gross !== 0);
}

/** What is left of each line of the subcontract once this is billed; by the line's number in Sage. */
export function leftAfterBilling(lines: readonly InvoiceLine[]): ReadonlyMap<string, Cents> {
  const left = new Map<string, Cents>();
  for (const { place, gross } of lines) {
    if (place === undefined) continue;
    const before = left.get(place.line) ?? place.contract - place.billed;
    left.set(place.line, (before - gross) as Cents);
  }
  return left;
}
