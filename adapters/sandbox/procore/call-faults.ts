import type { Response } from 'express';
import type { Faults } from '../faults.ts';
import { lockedByErp } from './contracts.ts';
import { fieldErrors, forbidden, Refusal, textError } from './refusal.ts';

export const readFaults = [
  { fault: 'unavailable503', says: '503 with Retry-After: 1' },
  { fault: 'rateLimited', says: '429 with Retry-After and X-Rate-Limit-Reset' },
  { fault: 'textError', says: '500 with a body of plain text' },
  { fault: 'garbage', says: '200 with JSON that is cut off' },
  { fault: 'hang', says: 'no answer ever comes' },
  { fault: 'notPermitted', says: '403 as for a project without permission' },
] as const;

export const writeFaults = [
  { fault: 'unavailable503', says: '503 with Retry-After: 1, and nothing is written' },
  { fault: 'resetAfterCommit', says: 'the write is done, then the connection is cut' },
  { fault: 'locked422', says: '422: the record is locked by ERP' },
  { fault: 'partialError', says: 'a sync answers 200 with errors; any other write answers 422' },
] as const;

/** What is left to do of a fault once the call goes on: `done` means that the call is over. */
export type FaultEffect = 'none' | 'done' | 'reset after commit' | 'partial error';

export function applyReadFault(faults: Faults, response: Response, now: number): FaultEffect {
  const fault = faults.take('procore.reads');
  if (fault === 'garbage') response.status(200).type('application/json').send('{"id": 12, "numb');
  if (fault === 'garbage' || fault === 'hang') return 'done';
  if (fault === 'unavailable503') throw heavyLoad();
  if (fault === 'textError') throw textError(500, 'Internal Server Error');
  if (fault === 'notPermitted') throw forbidden('The project is not permitted for this service account');
  if (fault === 'rateLimited') throw rateLimited(Math.ceil(now / 1000) + 1, 1);
  return 'none';
}

export function applyWriteFault(faults: Faults, isSync: boolean): FaultEffect {
  const fault = faults.take('procore.writes');
  if (fault === 'unavailable503') throw heavyLoad();
  if (fault === 'locked422') throw lockedByErp();
  if (fault === 'partialError' && !isSync) throw fieldErrors(422, { base: ['could not be saved'] });
  if (fault === 'partialError') return 'partial error';
  return fault === 'resetAfterCommit' ? 'reset after commit' : 'none';
}

/** `reset` in unix seconds. Some pages name its header, others Retry-After, so the answer has both. */
export function rateLimited(reset: number, retryAfterSeconds: number): Refusal {
  return new Refusal(
    429,
    { code: 429, message: 'Too Many Requests', fields: {}, reason: 'Too Many Requests' },
    { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(reset), 'retry-after': String(retryAfterSeconds) },
  );
}

function heavyLoad(): Refusal {
  return textError(503, 'Service Unavailable', { 'retry-after': '1' });
}
