import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { logNodeWarnings } from '../../adapters/system/node-warnings.ts';

it('tells what Node warns of in the log and nowhere else, and gives it back in the end', async () => {
  const warn = vi.fn();
  const own = vi.fn();
  process.on('warning', own);
  const give = logNodeWarnings({ info: vi.fn(), warn, error: vi.fn(), with: vi.fn() });

  process.emitWarning('A thread ended.');
  await once(process, 'warning');
  give();
  process.emitWarning('Another one.');
  await once(process, 'warning');

  process.off('warning', own);
  expect(warn.mock.calls).toEqual([['process.warning', { name: 'Warning', says: 'A thread ended.' }]]);
  expect(own.mock.calls.map(([warning]) => (warning as Error).message)).toEqual(['Another one.']);
});
