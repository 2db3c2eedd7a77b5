import { z } from 'zod';
import type { Sage, SageReadFailure } from '../../src/ports/sage.ts';
import type { SageKind } from '../../src/ports/sage-kinds.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import { createBridgeCaller, type BridgeAddress, type BridgeCall, type BridgeCallerDeps } from './bridge-call.ts';
import { dataOf, readFailure, submitFailure } from './bridge-failure.ts';
import { readLong } from './long-answers.ts';
import * as read from './port-records.ts';
import { collections, jobTotals, pageOf, readable } from './protocol/collections.ts';
import * as installation from './protocol/installation.ts';
import * as operations from './protocol/operations.ts';
import { jobTotal } from './protocol/records.ts';
import { recallingSage } from './recalling-sage.ts';

export interface HttpSageOptions extends BridgeAddress, BridgeCallerDeps {}

type Read<T> = Promise<Result<T, SageReadFailure>>;

/** Sage 100 Contractor behind a bridge that speaks this project's bridge protocol, version 1. Never repeats a call. */
export function httpSage(options: HttpSageOptions): Sage {
  const call = createBridgeCaller(options, options);

  async function ask<T>(request: BridgeCall, answer: z.ZodType<T>): Read<T> {
    const name = nameOf(request);
    const exchange = await call(request);
    if (exchange.kind !== 'answered' || exchange.status !== 200) return fail(readFailure(name, exchange));
    return readLong(name, answer, exchange.bytes);
  }

  async function list<T extends z.ZodType>(path: string, query: Readonly<Record<string, string>>, item: T) {
    const items: z.infer<T>[] = [];
    const seen = new Set<string>();
    const shape = pageOf(item);
    for (let cursor: string | null = ''; ;) {
      const asked: Readonly<Record<string, string>> = cursor === '' ? query : { ...query, cursor };
      const page: Result<z.infer<typeof shape>, SageReadFailure> = await ask(
        { method: 'GET', path: [path], query: asked },
        shape,
      );
      if (!page.ok) return page;
      items.push(...page.value.items);
      cursor = page.value.cursor;
      if (cursor === null) return ok(items);
      if (seen.has(cursor)) return fail({ kind: 'contract_break', detail: `GET ${path}: cursor repeats` } as const);
      seen.add(cursor);
    }
  }

  async function records(kind: SageKind, query: Readonly<Record<string, string>>) {
    const found = await list(kind, query, readable[kind]);
    return found.ok ? ok(found.value.map(read.sageRecord)) : found;
  }

  const fresh: Omit<Sage, 'asOf'> = {
    async health() {
      const answer = await ask({ method: 'GET', path: ['health'] }, installation.health);
      if (!answer.ok) return answer;
      if (answer.value.company !== options.company) {
        return fail({ kind: 'denied', reason: 'the bridge serves another company' });
      }
      return ok(read.sageHealth(answer.value));
    },
    async profile() {
      const answer = await ask({ method: 'GET', path: ['profile'] }, installation.profile);
      return answer.ok ? ok(read.sageProfile(answer.value)) : answer;
    },
    // a vendor's and a job's key is its number
    async vendor(key) {
      const found = await list('vendors', { number: key }, collections.vendors);
      return found.ok ? ok(found.value.map(read.sageVendor).find((vendor) => vendor.key === key)) : found;
    },
    async job(key) {
      const found = await list('jobs', { number: key }, collections.jobs);
      return found.ok ? ok(found.value.map(read.sageJob).find((job) => job.key === key)) : found;
    },
    async costCodes() {
      const found = await list('cost-codes', {}, collections['cost-codes']);
      return found.ok ? ok(found.value.map(read.sageCostCode)) : found;
    },
    async costTypes() {
      const found = await list('cost-types', {}, collections['cost-types']);
      return found.ok ? ok(found.value.map(read.sageCostType)) : found;
    },
    async accounts() {
      const found = await list('accounts', {}, collections.accounts);
      return found.ok ? ok(found.value.map(read.sageAccount)) : found;
    },
    async periods() {
      const answer = await ask({ method: 'GET', path: ['periods'] }, installation.periods);
      return answer.ok ? ok(answer.value.items) : answer;
    },
    async jobTotals(jobNumber) {
      const found = await list(jobTotals, { job: jobNumber }, jobTotal);
      return found.ok ? ok(found.value.map(read.jobTotal)) : found;
    },
    findByNumber: (kind, number) => records(kind, { number }),
    findByJob: (kind, jobNumber) => records(kind, { job: jobNumber }),
    findByVendor: (kind, vendorNumber) => records(kind, { vendor: vendorNumber }),
    async findByOperationKey(kind, key) {
      const found = await records(kind, { operationKey: key });
      return found.ok ? ok(found.value.filter((record) => record.operationKey === key)) : found;
    },

    async preview({ kind, operationKey, document }) {
      const request: BridgeCall = { method: 'POST', path: ['preview', kind], body: { operationKey, document } };
      const answer = await ask(request, operations.previewAnswer);
      return answer.ok ? ok({ warnings: answer.value.warnings, errors: answer.value.errors }) : answer;
    },

    async submit({ operationKey, attempt, fingerprint, kind, document, approvedBy, acceptWarnings }) {
      const body = { operationKey, attempt, fingerprint, kind, document, approvedBy, acceptWarnings };
      const request: BridgeCall = { method: 'POST', path: ['operations'], body };
      const exchange = await call(request);
      if (exchange.kind === 'answered' && exchange.status === 202) {
        const taken = operations.operationTaken.safeParse(dataOf(exchange.bytes));
        // the answer must be about this very operation; any other leaves open what became of it
        const ours = taken.success && taken.data.operationKey === operationKey;
        return ours ? ok() : fail({ kind: 'unknown_outcome' });
      }
      return fail(submitFailure(nameOf(request), exchange));
    },

    async operation(key) {
      const answer = await ask({ method: 'GET', path: ['operations', key] }, operations.operationState);
      return answer.ok ? aboutKey(key, answer.value) : answer;
    },
    async close(key, attempt) {
      const request: BridgeCall = { method: 'POST', path: ['operations', key, 'close'], body: { attempt } };
      const answer = await ask(request, operations.operationState);
      return answer.ok ? aboutKey(key, answer.value) : answer;
    },
  };
  return recallingSage(fresh, options.clock);
}

function aboutKey(key: string, answer: operations.OperationStateAnswer) {
  if (answer.operationKey === key) return ok(read.operationState(answer));
  return fail({ kind: 'contract_break', detail: 'operations: operationKey is another one' } as const);
}

function nameOf({ method, path }: BridgeCall): string {
  return `${method} /${path[0] ?? ''}`;
}
