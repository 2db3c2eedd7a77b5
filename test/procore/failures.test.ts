import { describe, expect, it } from 'vitest';
import { errorMessages } from '../../adapters/procore/failures.ts';
import { projectId, recordId } from '../../src/shared/ids.ts';
import { openBench } from './bench.ts';
import { scriptedProcore } from './scripted-procore.ts';

const project = projectId('5');
const record = recordId('6');

describe('what Procore says when it refuses', () => {
  it.each([
    [
      '{"code":422,"message":"Invalid","fields":{"vendor_id":["was not found"]},"reason":"Invalid"}',
      ['Invalid', 'vendor_id: was not found'],
    ],
    ['{"error":"App is not connected"}', ['App is not connected']],
    ['{"error":"invalid_client","error_description":"Unknown client"}', ['invalid_client', 'Unknown client']],
    [
      '{"errors":{"origin_id":["has already been taken"],"base":["is locked"]}}',
      ['origin_id: has already been taken', 'base: is locked'],
    ],
    ['{"errors":["one","two"]}', ['one', 'two']],
    ['{"message":"No"}', ['No']],
    ['Missing Procore-Company-Id header!', ['Missing Procore-Company-Id header!']],
    ['{"error":{"code":"BAD_REQUEST","message":"Bad","details":["status is unknown"]}}', ['Bad', 'status is unknown']],
    ['', ['Procore gave no reason.']],
    ['{}', ['Procore gave no reason.']],
  ])('is understood in the shape %s', (text, messages) => {
    expect(errorMessages(text)).toEqual(messages);
  });

  it('is cut to a length that a card can hold', () => {
    const messages = errorMessages(
      JSON.stringify({ errors: Array.from({ length: 50 }, (_, n) => `${n} `.repeat(500)) }),
    );

    expect(messages.length).toBe(10);
    expect(Math.max(...messages.map(({ length }) => length))).toBe(300);
  });

  it.each([
    [400, { kind: 'refused', messages: ['No'] }],
    [403, { kind: 'not_permitted' }],
    [404, { kind: 'not_found' }],
    [405, { kind: 'refused', messages: ['No'] }],
    [408, { kind: 'unavailable', retryAfterMs: undefined }],
    [409, { kind: 'refused', messages: ['No'] }],
    [422, { kind: 'refused', messages: ['No'] }],
    [500, { kind: 'unavailable', retryAfterMs: undefined }],
    [502, { kind: 'unavailable', retryAfterMs: undefined }],
    [302, { kind: 'unreadable', field: 'status 302' }],
  ])('with the status %i is sorted by what may be done next', async (status, failure) => {
    const { procore, asked } = await scriptedProcore([
      { status, headers: { location: '/other' }, body: '{"message":"No"}' },
    ]);

    expect(await procore.reopen('subcontract', project, record)).toEqual({ ok: false, failure });
    expect(asked.length).toBe(1);
  });
});

describe('trouble on the way', () => {
  it('makes a call unavailable when nobody listens', async () => {
    const { procore } = await scriptedProcore([], { apiUrl: 'http://127.0.0.1:1' });

    expect(await procore.projects()).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: undefined } });
  });

  it('F27: gives up a call that is never answered at its deadline, and does not repeat it', async () => {
    const { procore, asked } = await scriptedProcore([{}, 'silence', {}], { callDeadlineMs: 500 });
    await procore.projects();

    expect(await procore.projects()).toEqual({ ok: false, failure: { kind: 'unavailable', retryAfterMs: undefined } });
    expect(asked.length).toBe(2);
  });

  it.each(['{"id": 12, "numb', '<html>', '', '{"a":1}', 'null'])('makes the answer %s unreadable', async (body) => {
    const { procore } = await scriptedProcore([{ body }]);

    expect(await procore.projects()).toMatchObject({ ok: false, failure: { kind: 'unreadable', field: 'body' } });
  });

  it.each([
    ['unavailable503', { kind: 'unavailable', retryAfterMs: 1_000 }],
    ['textError', { kind: 'unavailable', retryAfterMs: undefined }],
    ['garbage', { kind: 'unreadable', field: 'body' }],
    ['hang', { kind: 'unavailable', retryAfterMs: undefined }],
    ['notPermitted', { kind: 'not_permitted' }],
  ])('can be armed on reads as %s and strikes once', async (fault, failure) => {
    const bench = await openBench();
    bench.faults.arm([{ at: 'procore.reads', fault }]);
    const procore = bench.client({ callDeadlineMs: fault === 'hang' ? 300 : 5_000 });

    const struck = await procore.project(bench.project);
    const after = await bench.client().project(bench.project);

    expect(struck).toEqual({ ok: false, failure });
    expect(after.ok).toBe(true);
  });

  it('can be armed on reads as rateLimited, with both headers', async () => {
    const bench = await openBench();
    bench.faults.arm([{ at: 'procore.reads', fault: 'rateLimited' }]);

    const struck = await bench.procore.project(bench.project);

    expect(struck).toMatchObject({ failure: { kind: 'unavailable', retryAfterMs: expect.any(Number) as number } });
    expect(await bench.procore.project(bench.project)).toMatchObject({ ok: true });
    expect(bench.slept.length).toBe(1);
  });

  it('is told apart from a project that an administrator has not permitted', async () => {
    const bench = await openBench();
    bench.emulator.permitProject(bench.project, false);

    const read = await bench.procore.subcontractsChangedSince(bench.project, undefined);

    expect(read).toEqual({ ok: false, failure: { kind: 'not_permitted' } });
  });
});
