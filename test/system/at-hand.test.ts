import { expect, it } from 'vitest';
import { about, transferAtHand } from '../../adapters/system/at-hand.ts';
import { pinoLog } from '../../adapters/system/pino-log.ts';
import { requestIdFor } from '../../adapters/sage/bridge-call.ts';
import { transferId } from '../../src/shared/ids.ts';

it('names the transfer in every line that is logged while it is worked on, and in no other', async () => {
  const lines: { readonly msg: string; readonly transfer?: string }[] = [];
  const log = pinoLog('info', { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) });
  const inner = log.with({ part: 'x' });
  const work = (id: string | undefined) =>
    about(id === undefined ? undefined : transferId(id), async () => {
      await Promise.resolve();
      inner.info(`of ${id ?? 'none'}`);
    });

  await Promise.all([work('t1'), work('t2'), work(undefined)]);
  await about(transferId('t3'), () => Promise.resolve(log.warn('says itself', { transfer: 't4' })));
  log.info('after');

  expect(lines.map(({ msg, transfer }) => [msg, transfer])).toEqual([
    ['of t1', 't1'],
    ['of t2', 't2'],
    ['of none', undefined],
    ['says itself', 't4'],
    ['after', undefined],
  ]);
  expect(transferAtHand()).toBeUndefined();
});

it('begins the id of a request to the bridge with the transfer, within what the protocol allows', () => {
  const unique = '0123456789abcdef0123456789abcdef';
  const transfer = 'f'.repeat(32);

  expect(requestIdFor('t1', unique)).toBe(`t1-${unique}`);
  expect(requestIdFor(transfer, unique)).toBe(`${transfer}-${unique.slice(0, 31)}`);
  expect(requestIdFor(transfer, unique)).toMatch(/^[0-9A-Za-z_-]{1,64}$/);
  expect(requestIdFor('not/allowed', unique)).toBe(unique);
  expect(requestIdFor(undefined, unique)).toBe(unique);
});
