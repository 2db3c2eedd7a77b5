import { displayText } from '../shared/text.ts';
import type { Check } from '../transfers/check.ts';
import { text } from '../transfers/value.ts';
import { block, failed, severityOf } from './checks.ts';
import type { CheckedInvoice } from './checked-invoice.ts';

/** The job and the vendor of an invoice. A job that is complete still takes its final bills. */
export function partyChecks(checked: Pick<CheckedInvoice, 'books' | 'settings' | 'today'>): readonly Check[] {
  return [...jobChecks(checked), ...vendorChecks(checked)];
}

function jobChecks({ books, settings }: Pick<CheckedInvoice, 'books' | 'settings'>): readonly Check[] {
  const { project, sageJob } = books;
  const values = { job: text(sageJob?.number ?? (project.number || project.name)) };
  if (project.originId === undefined) return [block('job_not_linked', { values })];
  if (sageJob === undefined) return [block('job_gone', { values })];
  if ([1, 2, 6].includes(sageJob.status)) return [block('job_closed', { values })];
  return sageJob.status === 5 ? [failed(severityOf(settings.jobComplete), 'job_complete', { values })] : [];
}

function vendorChecks({ books, settings, today }: Pick<CheckedInvoice, 'books' | 'settings' | 'today'>) {
  const { contract, vendor, sageVendor } = books;
  // without its commitment nobody knows whose invoice it is, and that is said elsewhere
  if (contract === undefined) return [];
  if (contract.vendor === undefined) return [block('vendor_missing')];
  const values = { vendor: text(displayText(vendor?.name ?? contract.vendor.name)) };
  if (vendor?.originId === undefined) return [block('vendor_not_linked', { values })];
  if (sageVendor === undefined) return [block('vendor_gone', { values })];
  if (!vendor.active || !sageVendor.active) {
    return [block('vendor_inactive', { values: { ...values, where: text(vendor.active ? 'Sage' : 'Procore') } })];
  }
  if (sageVendor.insuranceExpires === undefined || sageVendor.insuranceExpires >= today) return [];
  const expired = { ...values, date: { type: 'date', date: sageVendor.insuranceExpires } as const };
  return [failed(severityOf(settings.insuranceExpired), 'insurance_expired', { values: expired })];
}
