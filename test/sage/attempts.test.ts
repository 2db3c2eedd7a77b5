import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { admission, type JournalEntry } from '../../adapters/sandbox/sage/journal.ts';
import { openSageBench, operation, operationMs, type SageBench } from './sage-bench.ts';
import { signedCall } from './signed-call.ts';

const key = operation().operationKey;

describe('attempts', () => {
  let bench: SageBench;
  beforeEach(async () => {
    bench = await openSageBench();
  });
  afterEach(() => bench.close());

  const writes = () => bench.emulator.world()['writes'];

  it('go from queued over running to committed', async () => {
    await bench.sage.submit(operation());
    expect(await bench.sage.operation(key)).toEqual({ ok: true, value: { kind: 'queued' } });

    await bench.advance(operationMs / 2);
    expect(await bench.sage.operation(key)).toEqual({ ok: true, value: { kind: 'running' } });

    await bench.settle();
    expect(await bench.sage.operation(key)).toMatchObject({ value: { kind: 'committed', attempt: 1 } });
  });

  it('of one key that arrive together are one operation', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => bench.sage.submit(operation())));
    await bench.settle();

    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(writes()).toBe(1);
  });

  it('do not run while an earlier one may still write', async () => {
    await bench.sage.submit(operation());
    const second = await bench.sage.submit(operation({ attempt: 2 }));

    expect(second).toMatchObject({ failure: { kind: 'key_conflict', reason: expect.stringContaining('in_progress') } });
  });

  it('that are queued are taken back by the close', async () => {
    await bench.sage.submit(operation());

    expect(await bench.sage.close(key, 1)).toEqual({ ok: true, value: { kind: 'closed', attempt: 1 } });
    await bench.settle();
    expect(writes()).toBe(0);
  });

  it('that are running are awaited by the close, which then tells what was written', async () => {
    await bench.sage.submit(operation());
    await bench.advance(operationMs / 2);

    const closing = bench.sage.close(key, 1);
    await bench.settle();
    expect(await closing).toMatchObject({ value: { kind: 'committed', attempt: 1 } });
    expect(writes()).toBe(1);
  });

  it('that arrive after a higher one are turned away', async () => {
    await bench.sage.close(key, 1);
    await bench.sage.submit(operation({ attempt: 3 }));
    const late = await bench.sage.submit(operation({ attempt: 2 }));

    expect(late).toMatchObject({ failure: { kind: 'key_conflict', reason: expect.stringContaining('passed') } });
  });

  it('are not disturbed by the close of an earlier one', async () => {
    await bench.sage.close(key, 1);
    await bench.sage.submit(operation({ attempt: 2 }));

    expect(await bench.sage.close(key, 1)).toEqual({ ok: true, value: { kind: 'closed', attempt: 1 } });
    await bench.settle();
    expect(await bench.sage.operation(key)).toMatchObject({ value: { kind: 'committed', attempt: 2 } });
  });

  it('of a document that the fingerprint does not name are refused before the journal', async () => {
    const changed = { ...operation(), document: { ...operation().document, description: 'Something else' } };

    expect(await bench.sage.submit(changed)).toEqual({
      ok: false,
      failure: { kind: 'contract_break', detail: 'POST /operations: fingerprint_mismatch' },
    });
    expect(await bench.sage.operation(key)).toEqual({ ok: true, value: { kind: 'absent' } });
  });

  it.each([
    [
      'a fraction of a cent',
      { lines: [{ lineRef: '1', description: 'x', costCode: '2010.000', costType: 4, cents: 0.5 }] },
    ],
    ['a truth value', { voided: false }],
    ['nothing where text belongs', { description: null }],
    ['no line', { lines: [] }],
    ['a line that stands twice', { lines: [operation().document['lines'], operation().document['lines']].flat() }],
    ['a day that does not exist', { date: '2025-02-30' }],
    ['a cost code as a number', { lines: [{ lineRef: '1', description: 'x', costCode: 2010, costType: 4, cents: 1 }] }],
  ])('of a document with %s are refused with 422', async (_, fields) => {
    const body = JSON.parse(JSON.stringify({ ...operation(), document: { ...operation().document, ...fields } }));
    const answer = await signedCall(bench.url, { method: 'POST', path: '/operations', body });

    expect(answer).toMatchObject({ status: 422, code: 'invalid_document' });
  });

  it('of a kind that is not written yet are refused', async () => {
    const body = JSON.parse(JSON.stringify({ ...operation(), kind: 'vendors' }));
    const answer = await signedCall(bench.url, { method: 'POST', path: '/operations', body });

    expect(answer).toMatchObject({ status: 400, code: 'kind_not_supported' });
  });
});

describe('the journal', () => {
  const content = { fingerprint: 'f', kind: 'subcontracts', document: undefined as never, acceptWarnings: [] } as const;
  const entry = (changes: Partial<JournalEntry>): JournalEntry => {
    return { operationKey: key, attempt: 2, barredTo: 0, content, progress: { state: 'queued' }, ...changes };
  };
  const refused = { state: 'refused', problems: [] } as const;
  const committed = { state: 'committed', committedAt: 0, kind: 'subcontracts', record: undefined as never } as const;

  it.each([
    ['an unheard key', undefined, 1, 'run'],
    ['the same attempt', entry({}), 2, 'same'],
    ['an earlier attempt', entry({}), 1, 'passed'],
    ['a later attempt while one is queued', entry({}), 3, 'in_progress'],
    ['a later attempt while one is unknown', entry({ progress: { state: 'unknown' } }), 3, 'in_progress'],
    ['the same attempt after a refusal', entry({ progress: refused }), 2, 'same'],
    ['a later attempt after a refusal', entry({ progress: refused }), 3, 'run'],
    ['a barred attempt', entry({ barredTo: 2, progress: { state: 'closed' } }), 2, 'barred'],
    ['an attempt after the bar', entry({ barredTo: 2, progress: { state: 'closed' } }), 3, 'run'],
    ['any attempt after the commit', entry({ barredTo: 2, progress: committed }), 1, 'same'],
    ['another document', entry({ content: { ...content, fingerprint: 'g' } }), 3, 'other_fingerprint'],
    [
      'any document after a bar without one',
      entry({ barredTo: 2, content: undefined, progress: { state: 'closed' } }),
      3,
      'run',
    ],
  ])('decides on %s', (_, before, attempt, expected) => {
    const decided = admission(before, 'f', attempt);

    expect(decided.kind === 'conflict' ? decided.code : decided.kind).toBe(expected);
  });
});
