import type { CostCode, LineItemType, StoredProject, StoredRecord, StoredUser } from './books.ts';
import type { Company } from './company.ts';
import { fieldValue } from './fields.ts';
import { idNumber, isoMoment, type WireObject } from './wire.ts';

/** A project as the show call answers it. */
export function projectShown(project: StoredProject, company: Company): WireObject {
  const { erp_integrated: erpIntegrated, ...shared } = projectShared(project, company);
  return {
    ...shared,
    code: fieldValue(project.fields, 'code'),
    description: fieldValue(project.fields, 'description'),
    is_erp_integrated: erpIntegrated ?? false,
  };
}

/** A project as the list answers it: whether it is ERP integrated is not among the list's fields. */
export function projectListed(project: StoredProject, company: Company): WireObject {
  const { erp_integrated: _notInTheList, ...shared } = projectShared(project, company);
  return { ...shared, stage: 'Course of Construction' };
}

function projectShared({ id, fields, createdAt, updatedAt }: StoredProject, company: Company): WireObject {
  const number = fieldValue(fields, 'project_number');
  const name = fieldValue(fields, 'name');
  return {
    id: idNumber(id),
    name,
    display_name: number === null ? name : `${String(number)} - ${String(name)}`,
    project_number: number,
    accounting_project_number: fieldValue(fields, 'accounting_project_number'),
    is_demo: false,
    active: fields['active'] ?? true,
    address: fieldValue(fields, 'address'),
    city: fieldValue(fields, 'city'),
    state_code: fieldValue(fields, 'state_code'),
    zip: fieldValue(fields, 'zip'),
    country_code: fieldValue(fields, 'country_code'),
    phone: fieldValue(fields, 'phone'),
    time_zone: fieldValue(fields, 'time_zone'),
    start_date: fieldValue(fields, 'start_date'),
    completion_date: fieldValue(fields, 'completion_date'),
    created_at: isoMoment(createdAt),
    updated_at: isoMoment(updatedAt),
    origin_id: fieldValue(fields, 'origin_id'),
    origin_code: fieldValue(fields, 'origin_code'),
    origin_data: fieldValue(fields, 'origin_data'),
    company: { id: idNumber(company.id), name: company.name },
    erp_integrated: fieldValue(fields, 'erp_integrated'),
  };
}

export function vendorShown({ id, fields, createdAt, updatedAt }: StoredRecord): WireObject {
  return {
    id: idNumber(id),
    name: fieldValue(fields, 'name'),
    abbreviated_name: fieldValue(fields, 'abbreviated_name'),
    trade_name: fieldValue(fields, 'trade_name'),
    is_active: fields['is_active'] ?? true,
    address: fieldValue(fields, 'address'),
    city: fieldValue(fields, 'city'),
    state_code: fieldValue(fields, 'state_code'),
    zip: fieldValue(fields, 'zip'),
    country_code: fieldValue(fields, 'country_code'),
    business_phone: fieldValue(fields, 'business_phone'),
    email_address: fieldValue(fields, 'email_address'),
    license_number: fieldValue(fields, 'license_number'),
    website: fieldValue(fields, 'website'),
    origin_id: fieldValue(fields, 'origin_id'),
    origin_code: fieldValue(fields, 'origin_code'),
    origin_data: fieldValue(fields, 'origin_data'),
    synced_to_erp: false,
    created_at: isoMoment(createdAt),
    updated_at: isoMoment(updatedAt),
  };
}

export function userShown({ id, name, email, role, erpIntegratedAccountant }: StoredUser): WireObject {
  const [firstName = name, ...rest] = name.split(' ');
  return {
    id: idNumber(id),
    name,
    first_name: firstName,
    last_name: rest.join(' '),
    email_address: email,
    job_title: role,
    is_active: true,
    is_employee: true,
    erp_integrated_accountant: erpIntegratedAccountant,
    origin_id: null,
  };
}

export function costCodeShown({ id, fullCode, name, originId }: CostCode): WireObject {
  return {
    id: idNumber(id),
    name,
    code: fullCode,
    full_code: fullCode,
    sortable_code: fullCode,
    origin_id: originId ?? null,
  };
}

export function lineItemTypeShown({ id, code, name, baseType, originId }: LineItemType): WireObject {
  return { id: idNumber(id), name, code, base_type: baseType, origin_id: originId ?? null, origin_data: null };
}
