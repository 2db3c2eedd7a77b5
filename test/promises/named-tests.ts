import { readdirSync, readFileSync } from 'node:fs';

export interface NamedTest {
  readonly file: string;
  readonly title: string;
  readonly ids: readonly string[];
}

/** Every test whose title begins with the promises that it holds, such as `F4: ...` or `F9, F10: ...`. */
export function namedTests(): readonly NamedTest[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !file.startsWith('test/promises/'))
    .sort()
    .flatMap((file) => titlesIn(readFileSync(file, 'utf8')).map((found) => ({ file, ...found })));
}

/** Reads titles from the source of a test; a title is one literal that begins with ids and a colon. */
export function titlesIn(source: string): readonly Omit<NamedTest, 'file'>[] {
  const titles = /(['"`])([FB]\d{1,2}(?:, [FB]\d{1,2})*): ((?:(?!\1)[^\\\n]|\\.)+)\1/g;
  return [...source.matchAll(titles)].map(([, , ids = '', title = '']) => ({
    title: title.replaceAll(/\\(.)/g, '$1'),
    ids: ids.split(', '),
  }));
}
