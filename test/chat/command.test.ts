import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buttonValue, parsePressed, parseTyped, pressNames, typedCommands } from '../../src/chat/command.ts';
import { transferId } from '../../src/shared/ids.ts';

const id = fc.stringMatching(/^[A-Za-z0-9]{1,64}$/).map(transferId);
const terms = fc.stringMatching(/^[0-9a-f]{16}$/);
const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ size: 'max', maxLength: 5_000 }));

describe('a button', () => {
  it('gives back the command that it carries', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pressNames), id, terms, (name, transfer, shown) => {
        const value = buttonValue({ transfer, terms: shown });
        expect(parsePressed(name, value)).toEqual({ name, transfer, terms: shown });
      }),
    );
  });

  it('is none when anything in it is not ours', () => {
    fc.assert(
      fc.property(hostile, hostile, (action, value) => {
        const read = parsePressed(action, value);
        expect(read === undefined || buttonValue(read) === value).toBe(true);
      }),
    );
  });

  it.each([
    ['approve', ''],
    ['approve', 't1'],
    ['approve', 't1.0123456789ABCDEF'],
    ['approve', 't1.0123456789abcdef0'],
    ['approve', 't1.0123456789abcdef\n'],
    ['approve', '../t1.0123456789abcdef'],
    ['Approve', 't1.0123456789abcdef'],
    ['__proto__', 't1.0123456789abcdef'],
    ['retry', 't1.0123456789abcdef'],
  ])('is none with action %j and value %j', (action, value) => {
    expect(parsePressed(action, value)).toBeUndefined();
  });
});

describe('a typed line', () => {
  it.each([
    ['', { name: 'queue' }],
    ['   ', { name: 'queue' }],
    ['QUEUE', { name: 'queue' }],
    ['help', { name: 'help' }],
    ['status', { name: 'status', about: '' }],
    ['Status  SC-004 ', { name: 'status', about: 'SC-004' }],
    ['status Ridgeline Concrete', { name: 'status', about: 'Ridgeline Concrete' }],
    ['why “SC-004”', { name: 'why', number: 'SC-004' }],
    ["history 'sc-004'", { name: 'history', number: 'sc-004' }],
    ['retry\tSC-004', { name: 'retry', number: 'SC-004' }],
    ['why', { name: 'help' }],
    ['staus', { name: 'unknown', word: 'staus', nearest: 'status' }],
    ['zzzzzz', { name: 'unknown', word: 'zzzzzz', nearest: undefined }],
    ['vendors sync; rm -rf /', { name: 'unknown', word: 'vendors', nearest: undefined }],
  ])('%j is %j', (line, command) => {
    expect(parseTyped(line)).toEqual(command);
  });

  it('is never an error, and never keeps more than a line of it', () => {
    fc.assert(
      fc.property(hostile, (line) => {
        const command = parseTyped(line);
        expect(JSON.stringify(command).length).toBeLessThan(2_000);
      }),
    );
  });

  it('finds every command that the help lists', () => {
    for (const { word, usage } of typedCommands) {
      const command = parseTyped(usage.replace(/[[<].*[\]>]/, 'SC-004'));
      expect(command.name).toBe(word);
    }
  });
});
