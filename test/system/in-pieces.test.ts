import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAssembly, piecesOf, type Piece } from '../../adapters/system/in-pieces.ts';

const handedOver = (pieces: readonly Piece[]): unknown => {
  const assembly = createAssembly();
  for (const piece of pieces) assembly.take(structuredClone(piece));
  return assembly.value();
};

it('is the same value after it went in pieces, whatever it holds and however small they are', () => {
  const anything = fc.anything({
    withNullPrototype: false,
    maxDepth: 5,
    values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined)],
  });
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 40 }), (value, heaviest) => {
      expect(handedOver([...piecesOf(value, heaviest)])).toStrictEqual(value);
    }),
  );
});

it('keeps the order of members, and a member that is called like a prototype', () => {
  const value = JSON.parse('{"b":[1,2,3],"__proto__":{"x":1,"y":[4,5,6]},"a":{"c":1}}') as object;

  const again = handedOver([...piecesOf(value, 2)]);

  expect(JSON.stringify(again)).toBe(JSON.stringify(value));
  expect(Object.getPrototypeOf(again)).toBe(Object.prototype);
});

it('hands over no more at once than it was told, be the lists long or many', () => {
  const line = { ref: 'a', cents: 1, code: 'b' };
  const value = { ok: true, value: { items: Array.from({ length: 90 }, () => ({ lines: Array(70).fill(line) })) } };

  const pieces = [...piecesOf(value, 500)];

  expect(pieces.length).toBeGreaterThan((90 * 70 * 4) / 500);
  expect(Math.max(...pieces.map(weightOf))).toBeLessThanOrEqual(500);
});

function weightOf(piece: Piece): number {
  const count = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((total, member) => total + count(member), 1)
      : 1;
  // the list or the object around what is added is none of it
  return 'put' in piece ? count(piece.put) : count(piece.add) - 1;
}
