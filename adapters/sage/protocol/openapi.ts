import { z } from 'zod';
import type { Json, JsonObject } from '../../../src/shared/json.ts';
import * as documents from './documents.ts';
import { listed } from './collections.ts';
import * as installation from './installation.ts';
import * as operations from './operations.ts';
import * as records from './records.ts';
import { routes, type Route } from './routes.ts';
import { signatureHeaders } from './signature.ts';

const description = `Countersign's own protocol between its bot and a bridge that stands beside Sage 100 Contractor.
It is not an interface of Sage, and Sage does not know it. Nothing here ran against a live Sage 100 Contractor.
The meaning of attempts, closing and signatures is told in bridge-v1.md.
Documents of the kinds ${documents.laterKinds.join(', ')} are open: this version writes ${documents.writtenKinds.join(', ')} only.`;

const refusals: { readonly [status: number]: string } = {
  400: 'The call does not fit the protocol (`bad_request`, `fingerprint_mismatch`, `kind_not_supported`).',
  401: '`bad_signature` or `bad_timestamp`.',
  403: 'Another company, or Sage does not let the bridge in.',
  404: 'There is no such route.',
  409: '`replayed_id`: this request id came before with another content.',
  429: 'Too many calls. Nothing was taken.',
  503: '`busy` (no licence, a locked record, maintenance) or `sage_offline`. Nothing was taken.',
};

/** The protocol as an OpenAPI 3.1 document, made from the schemas that both sides run. */
export function bridgeOpenApi(): JsonObject {
  const named = namedSchemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = `/v1/companies/{sageCompany}${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operationOf(route, named.refTo) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Countersign bridge protocol', version: `${installation.protocolVersion}.0.0`, description },
    security: [{ signature: [], timestamp: [], requestId: [] }],
    paths,
    components: {
      schemas: named.schemas,
      responses: Object.fromEntries(Object.entries(refusals).map(([status, says]) => [status, refusedBy(says)])),
      securitySchemes: Object.fromEntries(
        Object.entries(signatureHeaders).map(([name, header]) => [
          name,
          { type: 'apiKey', in: 'header', name: header },
        ]),
      ),
    },
  };
}

function operationOf(route: Route, schemaOf: (schema: z.ZodType) => JsonObject): JsonObject {
  const content = (schema: z.ZodType): JsonObject => ({ 'application/json': { schema: schemaOf(schema) } });
  const query = route.query === undefined ? [] : Object.entries(route.query.shape);
  return {
    summary: route.summary,
    parameters: [
      ...['sageCompany', ...[...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')].map((name) => ({
        ...{ name, in: 'path', required: true },
        schema:
          name === 'kind' ? { enum: route.method === 'get' ? listed : documents.writtenKinds } : { type: 'string' },
      })),
      ...query.map(([name, schema]) => ({ name, in: 'query', required: false, schema: schemaOf(schema as z.ZodType) })),
    ],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: content(route.body) } }),
    responses: named([
      ...Object.entries(route.answers).map(([status, schema]) => {
        return [status, { description: 'Done.', content: content(schema) }] as const;
      }),
      ...Object.keys(refusals).map((status) => [status, { $ref: `#/components/responses/${status}` }] as const),
      ...Object.entries(route.refusals ?? {}).map(([status, says]) => [status, refusedBy(says)] as const),
    ]),
  };
}

function refusedBy(says: string): JsonObject {
  return { description: says, content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } } };
}

/** Schemas with a name stand once, under that name; every other one is written where it is used. */
function namedSchemas(): { readonly schemas: JsonObject; readonly refTo: (schema: z.ZodType) => JsonObject } {
  const registry = z.registry<{ id: string }>();
  const named = {
    ...{ SubcontractDocument: documents.subcontractDocument, SubcontractLine: documents.subcontractLine },
    ...{ PurchaseOrderDocument: documents.purchaseOrderDocument, ChangeOrderDocument: documents.changeOrderDocument },
    ...{ PurchaseOrderLinesDocument: documents.purchaseOrderLinesDocument },
    ...{ RecordLine: records.recordLine, CommitmentLine: records.commitmentLine, OrderLine: records.orderLine },
    ...{ PurchaseOrderLines: records.purchaseOrderLinesRecord },
    ...{ Vendor: records.vendorRecord, Job: records.jobRecord, Budget: records.budgetRecord },
    ...{ Subcontract: records.subcontractRecord, PurchaseOrder: records.purchaseOrderRecord },
    ...{ ChangeOrder: records.changeOrderRecord, PayableInvoice: records.payableInvoiceRecord },
    ...{ Named: records.namedRecord, Phase: records.phaseRecord, Account: records.accountRecord },
    ...{ JobTotal: records.jobTotal, Periods: installation.periods, NextNumber: installation.nextNumber },
    ...{ Health: installation.health, Profile: installation.profile },
    ...{ Period: installation.period, OverLimit: installation.overLimit, Problem: operations.problem },
    ...{ PreviewRequest: operations.previewRequest, PreviewAnswer: operations.previewAnswer },
    ...{ OperationRequest: operations.operationRequest, OperationTaken: operations.operationTaken },
    ...{ OperationState: operations.operationState, Receipt: operations.receipt },
    ...{ CloseRequest: operations.closeRequest, Failure: operations.failure },
  };
  const pages = routes
    .filter((route) => route.query !== undefined)
    .map((route) => [pageName(route), route.answers[200]]);
  const all: Record<string, z.ZodType> = { ...named, ...(Object.fromEntries(pages) as Record<string, z.ZodType>) };
  for (const [id, schema] of Object.entries(all)) registry.add(schema, { id });
  const options = { io: 'input', uri: (id: string) => `#/components/schemas/${id}` } as const;
  return {
    schemas: bare(z.toJSONSchema(registry, options).schemas),
    refTo(schema) {
      const id = registry.get(schema)?.id;
      return id === undefined ? bare(z.toJSONSchema(schema, { io: 'input' })) : { $ref: options.uri(id) };
    },
  };
}

/** `/vendor-types` is read as `VendorTypesPage`. */
function pageName({ path }: Route): string {
  return `${path.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase())}Page`;
}

const noise = new Set(['$schema', '$id']);

/** Plain data without what says nothing: markers of a schema of its own, the bounds of a whole number, a date's pattern. */
function bare(schema: object): JsonObject {
  const text = JSON.stringify(schema, function (this: { readonly format?: unknown }, key, value: unknown) {
    if (noise.has(key) || Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER) return undefined;
    return key === 'pattern' && this.format !== undefined ? undefined : value;
  });
  return JSON.parse(text) as JsonObject;
}

function named(members: readonly (readonly [string, JsonObject])[]): JsonObject {
  return Object.fromEntries(members);
}
