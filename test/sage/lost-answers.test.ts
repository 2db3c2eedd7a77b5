import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operationKey } from '../../src/shared/ids.ts';
import { openSageBench, operation, type SageBench } from './sage-bench.ts';

const key = operation().operationKey;

describe('an answer that is lost', () => {
  let bench: SageBench;
  beforeEach(async () => {
    bench = await openSageBench({ callDeadlineMs: 300 });
  });
  afterEach(() => bench.close());

  const arm = (fault: string) => bench.faults.arm([{ at: 'sage.operations', fault }]);
  const writes = () => bench.emulator.world()['writes'];
  const submit = () => bench.sage.submit(operation());
  const state = async () => {
    const asked = await bench.sage.operation(key);
    return asked.ok ? asked.value.kind : asked.failure.kind;
  };

  it.each(['dropAfterCommit', 'hang', 'garbage', 'html', 'halfBody'])(
    'leaves one record that asking by the key finds: %s',
    async (fault) => {
      arm(fault);

      expect(await submit()).toEqual({ ok: false, failure: { kind: 'unknown_outcome' } });
      await bench.settle();
      expect(bench.posts()).toBe(1);
      expect(await state()).toBe('committed');
      expect(writes()).toBe(1);
    },
  );

  it.each(['refuseConnection', 'dropBeforeCommit'])('leaves nothing, and the key is absent: %s', async (fault) => {
    arm(fault);

    expect(await submit()).toEqual({ ok: false, failure: { kind: 'unknown_outcome' } });
    await bench.settle();
    expect(bench.posts()).toBe(1);
    expect(await state()).toBe('absent');
    expect(writes()).toBe(0);
  });

  it('has already been committed when the connection is cut after the commit', async () => {
    arm('dropAfterCommit');
    await submit();

    expect(await state()).toBe('committed');
  });

  it('is followed by a commit that comes late, after the key was absent', async () => {
    arm('lateCommit');
    await submit();
    expect(await state()).toBe('absent');
    expect(writes()).toBe(0);

    await bench.settle();
    expect(await state()).toBe('committed');
    expect(writes()).toBe(1);
  });

  it('does not let a late request in once its attempt is closed, and the next attempt writes once', async () => {
    arm('lateCommit');
    await submit();
    const closed = await bench.sage.close(key, 1);
    expect(closed).toEqual({ ok: true, value: { kind: 'closed', attempt: 1 } });

    await bench.sage.submit(operation({ attempt: 2 }));
    await bench.settle();
    expect(await bench.sage.operation(key)).toMatchObject({ value: { kind: 'committed', attempt: 2 } });
    expect(writes()).toBe(1);
  });

  it('is told by the close when the late request was faster', async () => {
    arm('lateCommit');
    await submit();
    await bench.settle();

    expect(await bench.sage.close(key, 1)).toMatchObject({ value: { kind: 'committed', attempt: 1 } });
  });

  it('cannot hide a record whose operation the bridge forgot: the trace field shows it', async () => {
    arm('forgets');
    await submit();
    expect(await state()).toBe('absent');

    const found = await bench.sage.findByOperationKey('subcontracts', key);
    expect(found).toMatchObject({ value: [{ number: 'SC-101', operationKey: key }] });
    expect(await bench.sage.close(key, 1)).toMatchObject({ value: { kind: 'committed' } });
    expect(writes()).toBe(1);
  });

  it('hides a forgotten record from the close where Sage keeps no trace, and its number shows it', async () => {
    await bench.emulator.change('profile', '1', { traceField: null });
    arm('forgets');
    await submit();

    expect(await bench.sage.close(key, 1)).toMatchObject({ value: { kind: 'closed' } });
    expect(await bench.sage.findByOperationKey('subcontracts', key)).toEqual({ ok: true, value: [] });
    const found = await bench.sage.findByNumber('subcontracts', 'SC-101');
    expect(found).toMatchObject({ value: [{ operationKey: undefined, number: 'SC-101' }] });
  });

  it.each([
    ['unknown', 'committed', 1],
    ['unknownUnwritten', 'closed', 0],
  ])('stays unknown until the close has looked into Sage: %s', async (fault, ending, written) => {
    arm(fault);
    expect(await submit()).toEqual({ ok: true, value: undefined });
    await bench.settle();
    expect(await state()).toBe('unknown');

    expect(await bench.sage.close(key, 1)).toMatchObject({ value: { kind: ending, attempt: 1 } });
    expect(writes()).toBe(written);
  });

  it('stays unknown, and barred, where only a number speaks for the record', async () => {
    await bench.emulator.change('profile', '1', { traceField: null });
    arm('unknown');
    await submit();
    await bench.settle();

    expect(await bench.sage.close(key, 1)).toEqual({ ok: true, value: { kind: 'unknown' } });
    expect(await submit()).toMatchObject({ failure: { kind: 'key_conflict' } });
    expect(await bench.sage.submit(operation({ attempt: 2 }))).toMatchObject({ failure: { kind: 'key_conflict' } });
  });

  it.each(['busy', 'noLicence', 'recordLocked', 'tooMany'])('is not lost when nothing was taken: %s', async (fault) => {
    arm(fault);

    expect(await submit()).toMatchObject({ failure: { kind: 'busy' } });
    await bench.settle();
    expect(await state()).toBe('absent');
    expect(await submit()).toMatchObject({ ok: true });
  });

  it.each(['offline', 'hang', 'garbage'])('of asking or closing is asked again without harm: %s', async (fault) => {
    await submit();
    await bench.settle();
    bench.faults.arm([{ at: 'sage.operation-state', fault, count: 2 }]);

    expect(await state()).toBe('unreachable');
    expect(await bench.sage.close(key, 1)).toMatchObject({ failure: { kind: 'unreachable' } });
    expect(await state()).toBe('committed');
  });

  it('of a preview writes nothing', async () => {
    const { kind, document } = operation();
    const preview = () => bench.sage.preview({ kind, operationKey: operationKey('p'), document });
    bench.faults.arm(['busy', 'garbage', 'offline'].map((fault) => ({ at: 'sage.preview', fault })));

    expect(await preview()).toMatchObject({ failure: { kind: 'busy', retryAfterMs: 1_000 } });
    expect(await preview()).toMatchObject({ failure: { kind: 'unreachable' } });
    expect(await preview()).toMatchObject({ failure: { kind: 'unreachable' } });
    expect(await preview()).toEqual({ ok: true, value: { warnings: [], errors: [] } });
    expect(writes()).toBe(0);
  });

  it.each([
    ['offline', 'unreachable'],
    ['busy', 'busy'],
    ['hang', 'unreachable'],
    ['garbage', 'unreachable'],
    ['wrongShape', 'contract_break'],
  ])('of a read is sorted: %s', async (fault, kind) => {
    bench.faults.arm([{ at: 'sage.reads', fault }]);

    expect(await bench.sage.findByNumber('subcontracts', 'SC-101')).toMatchObject({ failure: { kind } });
    expect(await bench.sage.findByNumber('subcontracts', 'SC-101')).toEqual({ ok: true, value: [] });
  });

  it('is every answer of a bridge that is offline, for as many calls as it is', async () => {
    bench.faults.arm([{ at: 'sage.bridge', fault: 'offline', count: 2 }]);

    expect(await bench.sage.health()).toMatchObject({ failure: { kind: 'unreachable' } });
    expect(await submit()).toEqual({ ok: false, failure: { kind: 'unknown_outcome' } });
    expect(await bench.sage.health()).toMatchObject({ ok: true });
    expect(writes()).toBe(0);
  });

  it('is no matter once the bridge is back after hours, and what was sent then is written once', async () => {
    await bench.emulator.change('bridge', '1', { offline: true });
    expect(await bench.sage.profile()).toMatchObject({ failure: { kind: 'unreachable' } });

    bench.clock.advance(6 * 3_600_000);
    await bench.emulator.change('bridge', '1', { offline: false });
    await submit();
    await submit();
    await bench.settle();
    expect(writes()).toBe(1);
  });
});
