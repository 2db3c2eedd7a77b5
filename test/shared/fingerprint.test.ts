import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprintOf, fingerprintSteps, sha256Hex } from '../../src/shared/fingerprint.ts';
import type { Json, JsonObject } from '../../src/shared/json.ts';
import { inTurns } from '../../src/shared/steps.ts';

const { whole } = fc.letrec<{ whole: Json }>((tie) => ({
  whole: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.maxSafeInteger(),
    fc.string(),
    fc.array(tie('whole'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('whole'), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<Json>,
  ),
}));

function reversed(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

const document: JsonObject = { number: 'SC-1', lines: [{ lineRef: '1', cents: 100 }] };

describe('a fingerprint', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(whole, (value) => void expect(fingerprintOf('x', reversed(value))).toBe(fingerprintOf('x', value))),
    );
  });

  it('is the same when it is made in turns', async () => {
    const next = () => Promise.resolve();
    // integers as names come first in an object of JavaScript, and long lists are gone through in pieces
    const named = fc.dictionary(fc.oneof(fc.string(), fc.nat().map(String)), whole, { noNullPrototype: true });
    const long = fc.tuple(named, fc.array(whole, { minLength: 1, maxLength: 3 }), fc.integer({ min: 190, max: 410 }));
    await fc.assert(
      fc.asyncProperty(named, long, async (header, [line, others, count]) => {
        const lines = Array.from({ length: count }, (_, index) => others[index % 7] ?? { ...line, index });
        const all = { ...header, lines, parts: { lines } } as JsonObject;
        expect(await inTurns({ next }, fingerprintSteps('x', all))).toBe(fingerprintOf('x', all));
      }),
      { numRuns: 50 },
    );
  });

  it('lets others have their turn over many lines, and refuses a fraction in the last of them', async () => {
    let turns = 0;
    const next = async () => void (turns += 1);
    const many = Array.from({ length: 5_000 }, (_, index) => ({ lineRef: String(index), cents: index }));

    await inTurns({ next }, fingerprintSteps('x', { lines: many }));

    expect(turns).toBeGreaterThan(1);
    const wrong = { lines: [...many, { lineRef: 'last', cents: 0.5 }] };
    await expect(inTurns({ next }, fingerprintSteps('subcontract', wrong))).rejects.toThrow(
      'subcontract.lines.5000.cents',
    );
  });

  it('depends on the order of lines, on every cent, on every name and on the kind', () => {
    const others: JsonObject[] = [
      { ...document, lines: [{ lineRef: '1', cents: 101 }] },
      { ...document, lines: [{ lineRef: '1', cents: '100' }] },
      { ...document, lines: [] },
      { ...document, lines: [{ lineRef: '1', cents: 100 }, {}] },
      { ...document, number: 'SC-1 ' },
      { ...document, more: '' },
    ];
    const all = [...others, document].map((each) => fingerprintOf('subcontract', each));

    expect(new Set([...all, fingerprintOf('invoice', document)]).size).toBe(8);
  });

  it.each([
    ['a fraction', 1.5],
    ['a number that is not exact', 2 ** 53],
    ['NaN', Number.NaN],
    ['a truth value', true],
    ['nothing', null],
  ])('refuses %s, however deep, and says where', (_what, wrong) => {
    expect(() => fingerprintOf('subcontract', { lines: [{ cents: wrong }] })).toThrow('subcontract.lines.0.cents');
  });

  it('is the SHA-256 of the canonical JSON with its format and kind', () => {
    const text = '{"document":{"a":1,"b":"é"},"format":1,"kind":"subcontract"}';

    expect(fingerprintOf('subcontract', { b: 'é', a: 1 })).toBe(sha256Hex(text));
  });
});

it('hashes as everybody else does', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it('writes canonical JSON with sorted keys and without space', () => {
  expect(canonicalJson({ b: [1, 'x'], a: { d: '', c: -5 } })).toBe('{"a":{"c":-5,"d":""},"b":[1,"x"]}');
});
