import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const ways = [...readme.matchAll(/\*\*(A [^*]+)\*\*: ((?:`[^`]+`(?:\s*→\s*)?)+)/g)].map(
  ([, title = '', files = '']) => ({
    title,
    files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
);

describe('the ways through the code in the README', () => {
  it('are three', () => {
    expect(ways.map(({ title }) => title)).toHaveLength(3);
  });

  it.each(ways)('$title: names files that exist', ({ files }) => {
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('are no longer than a reader follows', () => {
    expect(ways.map(({ files }) => files.length).every((length, index) => length <= ([8, 13, 8][index] ?? 0))).toBe(
      true,
    );
  });
});
