import type { Books } from './books.ts';

/** What a story puts into the company before anybody works in it. Ids are digits; without one, an id is made up. */
export interface ProcoreSeed {
  readonly users?: readonly SeedUser[];
  readonly costCodes?: readonly SeedCostCode[];
  readonly lineItemTypes?: readonly SeedLineItemType[];
}

export interface SeedUser {
  readonly role: string;
  readonly id?: string;
  readonly name: string;
  readonly email: string;
  readonly erpIntegratedAccountant?: boolean;
}

export interface SeedCostCode {
  readonly id?: string;
  readonly fullCode: string;
  readonly name: string;
  readonly originId?: string;
}

export interface SeedLineItemType {
  readonly id?: string;
  readonly code: string;
  readonly name: string;
  readonly baseType: 'equipment' | 'materials' | 'commitment' | 'owner_cost' | 'professional_services' | 'other';
  readonly originId?: string;
}

export function plant(books: Books, seed: ProcoreSeed): void {
  for (const { id = books.ids.record(), role, name, email, erpIntegratedAccountant = false } of seed.users ?? []) {
    books.users.set(id, { id, role, name, email, erpIntegratedAccountant });
  }
  for (const { id = books.ids.wide(), fullCode, name, originId } of seed.costCodes ?? []) {
    books.costCodes.set(id, { id, fullCode, name, originId });
  }
  for (const { id = books.ids.wide(), code, name, baseType, originId } of seed.lineItemTypes ?? []) {
    books.lineItemTypes.set(id, { id, code, name, baseType, originId });
  }
  for (const costCode of books.costCodes.values()) {
    for (const type of books.lineItemTypes.values()) {
      const flatCode = `${costCode.fullCode}.${type.code}`;
      if ([...books.wbsCodes.values()].some((known) => known.flatCode === flatCode)) continue;
      const id = books.ids.wide();
      books.wbsCodes.set(id, { id, flatCode, description: `${costCode.name}.${type.name}` });
    }
  }
}
