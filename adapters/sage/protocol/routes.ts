import type { z } from 'zod';
import { collections, computed, isCollection, listed, listQuery, pageOf } from './collections.ts';
import { health, nextNumber, periods, profile } from './installation.ts';
import * as operations from './operations.ts';

export interface Route {
  readonly method: 'get' | 'post';
  /** Below `/v1/companies/{sageCompany}`. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answers: { readonly [status: number]: z.ZodType };
  /** Statuses beside the ones that every route has. */
  readonly refusals?: { readonly [status: number]: string };
}

const state = { 200: operations.operationState };

export const routes: readonly Route[] = [
  { method: 'get', path: '/health', summary: 'Who answers, and whether Sage is reachable.', answers: { 200: health } },
  { method: 'get', path: '/profile', summary: 'How this installation of Sage behaves.', answers: { 200: profile } },
  { method: 'get', path: '/periods', summary: 'The posting periods.', answers: { 200: periods } },
  ...listed.map((name): Route => {
    const item = isCollection(name) ? collections[name] : computed[name];
    const summary = `Reads ${name}, page by page.`;
    return { method: 'get', path: `/${name}`, summary, query: listQuery, answers: { 200: pageOf(item) } };
  }),
  {
    method: 'get',
    path: '/next-number/{kind}',
    summary: 'The number after the highest one of that collection. It is not reserved.',
    answers: { 200: nextNumber },
  },
  {
    method: 'post',
    path: '/preview/{kind}',
    summary: 'Tells what a write would meet, and writes nothing.',
    body: operations.previewRequest,
    answers: { 200: operations.previewAnswer },
  },
  {
    method: 'post',
    path: '/operations',
    summary: 'Hands a document over. 202 means journaled, not written: ask the operation.',
    body: operations.operationRequest,
    answers: { 202: operations.operationTaken },
    refusals: {
      409: 'The key stands with another fingerprint, or this attempt is barred, passed, or must wait.',
      422: 'The document itself is refused; `problems` says why.',
    },
  },
  {
    method: 'get',
    path: '/operations/{key}',
    summary: 'What has become of an operation.',
    answers: state,
  },
  {
    method: 'post',
    path: '/operations/{key}/close',
    summary: 'Bars this attempt and all before it for ever, unless the operation is committed.',
    body: operations.closeRequest,
    answers: state,
  },
];
