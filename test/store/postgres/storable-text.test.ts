import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenText, storableText } from '../../../adapters/store/postgres/storable-text.ts';

describe('text as PostgreSQL can hold it', () => {
  it('comes back as it was given, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit }), (text) => {
        const stored = storableText(text);

        expect(stored).not.toContain('\0');
        expect(Buffer.from(stored, 'utf8').toString('utf8')).toBe(stored);
        expect(givenText(stored)).toBe(text);
      }),
    );
  });

  it('stays readable, and escapes only what it must', () => {
    expect(storableText('4401/Müller 🏗️')).toBe('4401/Müller 🏗️');
    expect(storableText('a\0b\\c\ud83c')).toBe(String.raw`a\0000b\\c\d83c`);
  });

  it('tells an escape from text that looks like one', () => {
    expect(givenText(storableText(String.raw`\0000`))).toBe(String.raw`\0000`);
    expect(storableText(String.raw`\0000`)).not.toBe(storableText('\0'));
  });
});

const anyUnit = fc.oneof(
  fc.constantFrom('\0', '\\', '\\0000', '\ud83c', '\udfd7', '🏗', 'u', '0', '\n'),
  fc.string({ unit: 'binary', maxLength: 1 }),
);
