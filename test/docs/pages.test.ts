import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../adapters/config/file-schema.ts';
import { readConfigFile } from '../../adapters/config/read-config-file.ts';
import { filesOf } from '../architecture/source-faults.ts';

const pages = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
  .concat(readdirSync('docs/operating').map((name) => `docs/operating/${name}`))
  .filter((name) => /\.md$|Dockerfile$|\.service$/.test(name));
const textOf = (page: string): string => readFileSync(page, 'utf8');

/** What the environment may hold, as the schemas name it. */
const variables = new Set(
  filesOf('.', 'adapters')
    .filter(([name]) => name.startsWith('adapters/config/'))
    .flatMap(([, text]) => [...text.matchAll(/(?:^\s+|[{,]\s*)([A-Z][A-Z0-9_]{3,}):/gm)].map(([, name = '']) => name)),
);
/** Not of the bot: of Node, of a prefix in an example, of the tests, and what errors are called. */
const others =
  /^(NAME|NODE_ENV|NODE_EXTRA_CA_CERTS|ALL_PROXY|NAME_FILE|NOTIFY|LISTEN|COMMIT|FOLDER|ACME_.*|COUNTERSIGN_TEST_.*|COUNTERSIGN_CRASH_POINTS|COUNTERSIGN_POSTGRES_INSTALL|AF_.*|E[A-Z]+)$/;

describe('the pages', () => {
  it.each(pages)('%s names only variables that there are', (page) => {
    const named = [
      ...textOf(page).matchAll(/(?:`|^Environment=|^ENV |[ "])([A-Z][A-Z0-9]*_[A-Z0-9_]+[A-Z0-9])(?=[`=\s"])/gm),
    ];
    const names = named.map(([, name = '']) => name.replace(/_FILE$/, ''));

    expect([...new Set(names)].filter((name) => !variables.has(name) && !others.test(name))).toEqual([]);
  });

  it.each(pages)('%s links to files that there are', (page) => {
    const links = [...textOf(page).matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);

    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it.each(pages)('%s names only commands that there are', (page) => {
    const commands = new Set(
      filesOf('.', 'adapters')
        .filter(([name]) => name === 'adapters/main.ts' || name.startsWith('adapters/cli/'))
        .flatMap(([, text]) => [...text.matchAll(/\.command\('([a-z]+)'/g)].map(([, name = '']) => name)),
    );
    const named = [...textOf(page).matchAll(/(?:`|^ {4}|-- )countersign ([a-z]+)/gm)].map(([, name = '']) => name);

    expect(named.filter((name) => !commands.has(name))).toEqual([]);
  });

  it.each(pages)('%s names only settings that there are', (page) => {
    const named = [
      ...textOf(page).matchAll(/`((?:companies|people|policy|channels|timing|settings)(?:\[\d*\])?(?:\.[\w[\]]+)+)`/g),
    ];
    const missing = named.map(([, path = '']) => path).filter((path) => !isSetting(path));

    expect(missing).toEqual([]);
  });
});

/** Whether the schema of the file has the path, such as `companies[].jobs[].procore`; `settings` stands in a company. */
function isSetting(path: string): boolean {
  const steps = path.replace(/\[\d*\]/g, '').split('.');
  let at = configJsonSchema() as Schema | undefined;
  for (const step of steps[0] === 'settings' ? ['companies', ...steps] : steps) {
    const inside: Schema | undefined = at?.items ?? at;
    at = inside?.properties?.[step] ?? inside?.anyOf?.find(({ properties }) => properties?.[step])?.properties?.[step];
  }
  return at !== undefined;
}

interface Schema {
  readonly properties?: { readonly [name: string]: Schema };
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

it('the table of the environment in operating.md names every variable but those of tests', () => {
  const table = textOf('docs/operating.md').split('\n## ')[2] ?? '';
  const told = [...table.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name = '']) => name);

  const wanted = [...variables].filter((name) => !/^COUNTERSIGN_C(LOCK|RASH)/.test(name));
  expect(told.toSorted()).toEqual(wanted.toSorted());
});

it('the file in operating.md can be used as it stands', () => {
  const [, example = ''] = /```json\n(.*?)```/s.exec(textOf('docs/operating.md')) ?? [];

  const read = readConfigFile(example);

  expect(read.ok ? read.value.warnings : read.failure).toEqual([]);
});
