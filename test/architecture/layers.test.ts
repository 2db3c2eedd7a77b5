import { expect, it } from 'vitest';
import { plant, root, runIn } from './planted.ts';

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

function cruise(folder: string): { readonly cruised: number; readonly broken: readonly string[] } {
  const folders = ['src', 'adapters', 'test'];
  const { output } = runIn(folder, 'dependency-cruiser/bin/dependency-cruise.mjs', '--output-type', 'json', ...folders);
  const { summary } = JSON.parse(output.slice(output.indexOf('{'))) as Cruise;
  return {
    cruised: summary.totalCruised,
    broken: summary.violations.map(({ from, rule }) => `${from} ${rule.name}`).sort(),
  };
}

it('finds nothing wrong in the project, and really looked at it', { timeout: 60_000 }, () => {
  const { cruised, broken } = cruise(root);

  expect(broken).toEqual([]);
  expect(cruised).toBeGreaterThan(200);
});

it('finds every forbidden import that is planted', { timeout: 60_000 }, () => {
  const uses = (...paths: readonly string[]): string => paths.map((path) => `import '${path}';\n`).join('');
  const fine = 'export const fine = 1;\n';
  const files: Readonly<Record<string, string>> = {
    // the order inside src: each of these looks up
    'src/shared/up.ts': uses('../ports/up.ts'),
    'src/ports/up.ts': uses('../people/up.ts'),
    'src/people/up.ts': uses('../transfers/up.ts'),
    'src/transfers/up.ts': uses('../workflows/up.ts'),
    'src/workflows/up.ts': uses('../links/up.ts'),
    'src/links/up.ts': uses('../status/up.ts'),
    'src/status/up.ts': uses('../chat/up.ts'),
    'src/chat/up.ts': uses('../application.ts'),
    'src/application.ts': fine,
    'src/helpers/stray.ts': fine,
    'src/shared/out.ts': uses('../../adapters/store/store.ts'),
    'src/shared/type-only.ts':
      "import type { Store } from '../../adapters/store/store.ts';\nexport type Mine = Store;\n",
    'src/shared/node.ts': uses('node:fs'),
    'src/shared/package.ts': uses('got'),
    'src/shared/allowed.ts': uses('zod', 'luxon', 'canonicalize', '@noble/hashes/sha2.js'),
    'adapters/store/store.ts': 'export type Store = string;\n',
    'adapters/http/chat.ts': uses('@slack/bolt'),
    'adapters/doctor/look.ts': uses('../teams/connector.ts'),
    'adapters/teams/connector.ts': uses('./bot-framework.ts'),
    'adapters/teams/bot-framework.ts': fine,
    'adapters/sage/emulated.ts': uses('../sandbox/sandbox.ts'),
    'adapters/procore/beside.ts': uses('../store/store.ts'),
    'adapters/sandbox/sandbox.ts': uses('./page/loads.ts'),
    'adapters/system/tested.ts': uses('../../test/fake.ts'),
    'adapters/system/developed.ts': uses('fast-check'),
    'adapters/system/missing.ts': uses('./nowhere.ts'),
    'adapters/system/undeclared.ts': uses('body-parser'),
    'adapters/system/left-over.ts': fine,
    'adapters/system/one.ts': uses('./two.ts'),
    'adapters/system/two.ts': uses('./one.ts'),
    'adapters/sandbox/page/client/main.tsx': uses('./node.ts', './bot.ts', 'fast-check'),
    'adapters/sandbox/page/client/node.ts': uses('node:fs'),
    'adapters/sandbox/page/client/bot.ts': uses('../../sandbox.ts'),
    'adapters/sandbox/page/loads.ts': uses('./client/node.ts'),
    'test/fake.ts': fine,
  };
  const reached = Object.keys(files).filter((name) => !/^test|left-over|\/page\//.test(name));
  const main = uses(...reached.map((name) => `../${name}`));
  const folder = plant({ ...files, 'adapters/main.ts': main, 'adapters/unreached.ts': uses('./main.ts') });

  expect(cruise(folder).broken).toEqual(
    [
      'src/shared/up.ts src-order-shared',
      'src/ports/up.ts src-order-ports',
      'src/people/up.ts src-order-people',
      'src/transfers/up.ts src-order-transfers',
      'src/workflows/up.ts src-order-workflows',
      'src/links/up.ts src-order-links',
      'src/status/up.ts src-order-sync-drift-status',
      'src/chat/up.ts src-order-chat',
      'src/shared/out.ts src-is-the-inside',
      'src/shared/type-only.ts src-is-the-inside',
      'src/shared/node.ts src-needs-nothing-of-node',
      'src/shared/package.ts src-few-packages',
      'adapters/http/chat.ts slack-in-one-place',
      'adapters/main.ts teams-only-when-configured',
      'adapters/doctor/look.ts doctor-without-the-libraries-of-teams',
      'adapters/main.ts sandbox-stays-outside',
      'adapters/sage/emulated.ts sandbox-stays-outside',
      'adapters/sage/emulated.ts adapters-apart',
      'adapters/procore/beside.ts adapters-apart',
      'adapters/system/tested.ts tests-are-not-shipped',
      'adapters/system/developed.ts no-dev-packages',
      'adapters/system/missing.ts no-unresolved',
      'adapters/system/undeclared.ts no-undeclared-packages',
      'adapters/system/one.ts no-circular',
      'adapters/system/left-over.ts no-orphans',
      'adapters/sandbox/page/client/node.ts page-without-node',
      'adapters/sandbox/page/client/bot.ts page-runs-in-the-browser',
      'adapters/sandbox/page/loads.ts page-is-bundled',
      'adapters/unreached.ts nothing-unused',
      'adapters/main.ts src-known-folders',
      'adapters/system/left-over.ts nothing-unused',
    ].sort(),
  );
});
