import { expect } from 'vitest';
import type { OperationState, Previewed } from '../../src/ports/sage.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { operation, type SageBench } from './sage-bench.ts';

/** A line on a code with a budget of 100,000.00. */
export function line(changes: JsonObject): JsonObject {
  return { lineRef: '501', description: 'Grading', costCode: '2010.000', costType: 4, cents: 1, ...changes };
}

/** Submits a document and answers how it ended. */
export async function endedOperation(
  bench: SageBench,
  document: JsonObject,
  acceptWarnings: readonly string[] = [],
): Promise<OperationState> {
  const sent = operation({ acceptWarnings }, document);
  expect(await bench.sage.submit(sent)).toMatchObject({ ok: true });
  await bench.settle();
  const asked = await bench.sage.operation(sent.operationKey);
  if (!asked.ok) throw new Error(asked.failure.kind);
  return asked.value;
}

export async function previewedDocument(bench: SageBench, document: JsonObject): Promise<Previewed> {
  const { kind, operationKey, document: whole } = operation({}, document);
  const answer = await bench.sage.preview({ kind, operationKey, document: whole });
  if (!answer.ok) throw new Error(answer.failure.kind);
  return answer.value;
}

/** A subcontract that an accountant enters inside Sage. */
export function enteredByHand(bench: SageBench, changes: JsonObject): Promise<JsonObject> {
  const lines = [{ costCode: '3300', costType: 4, cents: 1 }];
  return bench.emulator.create('subcontracts', { vendorNumber: '2001', jobNumber: '101', lines, ...changes });
}

export function worldOf(bench: SageBench, name: string): readonly JsonObject[] {
  return bench.emulator.world()[name] as readonly JsonObject[];
}
