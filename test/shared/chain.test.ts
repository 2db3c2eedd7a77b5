import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chained, chainFault, genesisHash, type ChainedEntry } from '../../src/shared/chain.ts';

function chainOf(texts: readonly string[]): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (const text of texts) entries.push(chained(entries.at(-1), text));
  return entries;
}

const texts = fc.array(fc.string(), { minLength: 2, maxLength: 12 });
const place = fc.nat(1_000);

describe('a chain', () => {
  it('begins with the first entry and the genesis hash', () => {
    expect(chained(undefined, 'x')).toMatchObject({ n: 1, prevHash: genesisHash, text: 'x' });
  });

  it('holds as it was made, and from any of its entries on', () => {
    fc.assert(
      fc.property(texts, place, (list, at) => {
        const entries = chainOf(list);
        const cut = at % entries.length;
        expect(chainFault(entries)).toBeUndefined();
        expect(chainFault(entries.slice(cut + 1), entries[cut])).toBeUndefined();
      }),
    );
  });

  it('shows an edited text at its entry', () => {
    fc.assert(
      fc.property(texts, place, fc.string(), (list, at, text) => {
        const entries = chainOf(list);
        const index = at % entries.length;
        fc.pre(list[index] !== text);
        entries[index] = { ...(entries[index] as ChainedEntry), text };
        expect(chainFault(entries)).toEqual({ n: index + 1, kind: 'wrong_hash' });
      }),
    );
  });

  it('shows an entry that was edited and hashed anew at the next one', () => {
    const entries = chainOf(['a', 'b', 'c']);
    entries[1] = chained(entries[0], 'forged');

    expect(chainFault(entries)).toEqual({ n: 3, kind: 'wrong_previous' });
  });

  it('shows a removed entry where it was', () => {
    fc.assert(
      fc.property(texts, place, (list, at) => {
        const entries = chainOf(list);
        const index = at % (entries.length - 1);
        entries.splice(index, 1);
        expect(chainFault(entries)).toEqual({ n: index + 1, kind: 'missing' });
      }),
    );
  });

  it('shows a removed entry also when the rest was counted anew', () => {
    const [first, , third] = chainOf(['a', 'b', 'c']) as [ChainedEntry, ChainedEntry, ChainedEntry];

    expect(chainFault([first, { ...third, n: 2 }])).toEqual({ n: 2, kind: 'wrong_previous' });
  });

  it('shows entries that changed places at the first of them', () => {
    fc.assert(
      fc.property(texts, place, (list, at) => {
        const entries = chainOf(list);
        const index = at % (entries.length - 1);
        const [one, two] = entries.slice(index, index + 2) as [ChainedEntry, ChainedEntry];
        entries.splice(index, 2, two, one);
        expect(chainFault(entries)).toEqual({ n: index + 1, kind: 'missing' });
      }),
    );
  });

  it('shows a start that was cut off', () => {
    expect(chainFault(chainOf(['a', 'b']).slice(1))).toEqual({ n: 1, kind: 'missing' });
  });
});
