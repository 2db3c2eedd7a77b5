import { expect, it } from 'vitest';
import { kindFaults } from './kind-faults.ts';
import { plant, root } from './planted.ts';

it(
  'names no kind in the engine: each is a workflow of its own, and a row of a table where people read',
  { timeout: 60_000 },
  () => {
    expect(kindFaults(root)).toEqual([]);
  },
);

it(
  'finds every way to treat one kind in another way that is planted, and leaves the rest alone',
  { timeout: 60_000 },
  () => {
    const kind = "import type { Kind } from '../shared/kinds.ts';\n";
    const folder = plant({
      'src/shared/kinds.ts': "export type Kind = 'job' | 'vendor' | 'subcontract' | 'change_order' | 'invoice';\n",
      'src/transfers/equal.ts': `${kind}export const f = (kind: Kind): boolean => kind === 'invoice';\n`,
      'src/transfers/turned.ts': `${kind}export const f = (one: { of: Kind }): boolean => 'invoice' !== one.of;\n`,
      'src/chat/alias.ts': `${kind}export const f = (k?: Kind): number => { const x = k; return x === 'job' ? 1 : 2; };\n`,
      'src/chat/words/turn.ts': `import type { Kind } from '../../shared/kinds.ts';
export function f(kind: Kind): number {
  switch (kind) {
    case 'change_order':
      return 1;
    default:
      return 2;
  }
}
`,
      'src/people/list.ts': `${kind}export const f = (kind: Kind): boolean => ['invoice', 'job'].includes(kind);\n`,
      'src/links/handed.ts': `${kind}const g = (kind: Kind): Kind => kind;\nexport const f = g('vendor');\n`,
      'adapters/compose.ts':
        "import type { Kind } from '../src/shared/kinds.ts';\nexport const f = (k: Kind): boolean => k === 'job';\n",
      // a table of every kind, another word of the same spelling, and two kinds compared
      'src/chat/table.ts': `${kind}export const names: { readonly [K in Kind]?: string } = { invoice: 'bill', job: 'job' };\n`,
      'src/chat/other.ts': "export const f = (fact: 'job' | 'vendor' | 'amount'): boolean => fact === 'job';\n",
      'src/transfers/same.ts': `${kind}export const f = (a: Kind, b: Kind): boolean => a === b;\n`,
      // a workflow is where the kind belongs
      'src/workflows/invoice.ts': `${kind}export const kind: Kind = 'invoice';\n`,
    });

    expect(kindFaults(folder).toSorted()).toEqual([
      'adapters/compose.ts:2 names job',
      'src/chat/alias.ts:2 names job',
      'src/chat/words/turn.ts:4 names change_order',
      'src/links/handed.ts:3 names vendor',
      'src/people/list.ts:2 names invoice',
      'src/transfers/equal.ts:2 names invoice',
      'src/transfers/turned.ts:2 names invoice',
    ]);
  },
);
