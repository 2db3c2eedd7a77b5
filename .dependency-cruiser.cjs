/** The folders of `src` from the ground up: each may look at those before it, never at those after it. */
const layers = ['shared', 'ports', 'people', 'transfers', 'workflows', 'links', 'sync|drift|status', 'chat'];

const folderOf = (layer) => `^src/(?:${layer})/`;

/** Where the product starts, and what developers run by hand. */
// the memory store is where the rules of every store are tried first; only tests open it
const entries =
  '^adapters/(main\\.ts|sage/protocol/write-openapi\\.ts|(procore|sage)/long-answers-thread\\.ts|store/memory/memory-(store|backing)\\.ts|sandbox/page/client/main\\.tsx)$';

/** What the browser runs: bundled by its own path, never imported. */
const inTheBrowser = '^adapters/sandbox/page/client/';

const srcOrder = layers.map((layer, index) => ({
  name: `src-order-${layer.replaceAll('|', '-')}`,
  comment: `src/${layer} may look only at the folders before it: see CONTRIBUTING.md`,
  severity: 'error',
  from: { path: folderOf(layer) },
  to: { path: [...layers.slice(index + 1).map(folderOf), '^src/[^/]+\\.ts$'] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...srcOrder,
    {
      name: 'src-is-the-inside',
      comment: 'adapters know src, never the other way round',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(adapters|test)/' },
    },
    {
      name: 'src-known-folders',
      comment: 'a folder that stands in no order could look anywhere: give it a place in `layers`',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: layers.map(folderOf) },
    },
    {
      name: 'src-needs-nothing-of-node',
      comment: 'time, chance, files and the network come through ports',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'src-few-packages',
      comment: 'only what is pure: a schema, canonical JSON, a hash, time zones',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules', pathNot: 'node_modules/(zod|canonicalize|@noble/hashes|luxon|@types/luxon)/' },
    },
    {
      name: 'slack-in-one-place',
      comment: 'a new version of the SDK concerns one folder',
      severity: 'error',
      from: { pathNot: '^(adapters/slack|test)/' },
      to: { path: 'node_modules/@slack/' },
    },
    {
      name: 'teams-in-one-file',
      comment: 'the Bot Framework is at the end of its line: what takes its place concerns one file',
      severity: 'error',
      from: { pathNot: '^(adapters/teams/bot-framework\\.ts$|test/)' },
      to: { path: 'node_modules/(@microsoft/|botbuilder|botframework)' },
    },
    {
      name: 'teams-only-when-configured',
      comment: 'a process without Teams must not load its libraries: compose imports the folder when it is needed',
      severity: 'error',
      from: { pathNot: '^(adapters/teams/|test/)' },
      to: {
        path: '^adapters/teams/',
        // the package that Teams makes the app from needs none of them, nor do calls of the Bot Connector
        pathNot: '^adapters/teams/(app-(manifest|package)|access-token|connector|service-address)\\.ts$',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'doctor-without-the-libraries-of-teams',
      comment: 'a look at Teams takes HTTP alone',
      severity: 'error',
      from: { path: '^adapters/doctor/' },
      to: { path: '^adapters/teams/bot-framework\\.ts$', reachable: true },
    },
    {
      name: 'sandbox-stays-outside',
      comment: 'the bot must not know that it talks to emulators',
      severity: 'error',
      from: { path: '^(src|adapters)/', pathNot: '^adapters/(sandbox/|cli/|compose\\.ts$)' },
      to: { path: '^adapters/sandbox/' },
    },
    {
      name: 'adapters-apart',
      comment: 'one outside system each; what they share is wired together in compose',
      severity: 'error',
      from: { path: '^adapters/(procore|sage|slack|teams|store)/' },
      to: { path: '^adapters/', pathNot: ['^adapters/$1/', '^adapters/(system|config)/'] },
    },
    {
      name: 'tests-are-not-shipped',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-dev-packages',
      comment: 'what only developers install is not there where the bot runs',
      severity: 'error',
      from: { path: '^(src|adapters)/', pathNot: [inTheBrowser, '^adapters/sandbox/page/bundle\\.ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'page-runs-in-the-browser',
      comment: 'the client of the sandbox page is made of itself, of plain data and of what is pure',
      severity: 'error',
      from: { path: inTheBrowser },
      to: { path: ['^adapters/', '^test/'], pathNot: [inTheBrowser, '^adapters/sandbox/stories/cast\\.ts$'] },
    },
    {
      name: 'page-without-node',
      comment: 'there is no Node in a browser',
      severity: 'error',
      from: { path: inTheBrowser },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-is-bundled',
      comment: 'its packages are not there where the bot runs, so nothing of the bot may load it',
      severity: 'error',
      from: { path: '^(src|adapters)/', pathNot: inTheBrowser },
      to: { path: inTheBrowser },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'a file that nobody imports and that imports nobody is left over',
      severity: 'error',
      from: { orphan: true, path: '^(src|adapters)/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'nothing-unused',
      comment: 'every file of the product is reached from where it starts',
      severity: 'error',
      from: { path: entries },
      to: { path: '^(src|adapters)/', pathNot: [entries, '\\.d\\.ts$'], reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
    },
  },
};
