import { z } from 'zod';
import type { Procore, ProcoreFailure, ProcoreVendor } from '../../src/ports/procore.ts';
import type { RecordId } from '../../src/shared/ids.ts';
import type { Result } from '../../src/shared/result.ts';
import type { MakeCall } from './calls.ts';
import { readAll, readOne } from './reading.ts';
import { ProjectWire, VendorWire } from './schema.ts';

export function projectReader(makeCall: MakeCall, companyId: string): Procore['project'] {
  return (id) => {
    const path = `/rest/v1.0/projects/${encodeURIComponent(id)}`;
    return readOne(makeCall, { method: 'GET', path, query: [['company_id', companyId]] }, ProjectWire);
  };
}

/** The company's vendors. */
export interface VendorReader {
  readonly one: Procore['vendor'];
  /** Those of them that are active. */
  several(ids: readonly RecordId[]): Promise<Result<readonly ProcoreVendor[], ProcoreFailure>>;
}

export function vendorReader(makeCall: MakeCall, companyId: string): VendorReader {
  const path = '/rest/v1.0/vendors';
  return {
    one(id) {
      const show = { method: 'GET', path: `${path}/${encodeURIComponent(id)}` } as const;
      return readOne(makeCall, { ...show, query: [['company_id', companyId]] }, VendorWire);
    },
    several(ids) {
      const query = [
        ['company_id', companyId],
        ...ids.map((id) => ['filters[id][]', id] as const),
        ['per_page', String(ids.length)],
      ] as const;
      return readAll(makeCall, { method: 'GET', path, query }, z.array(VendorWire));
    },
  };
}
