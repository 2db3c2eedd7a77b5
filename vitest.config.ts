import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const everything = 'test/**/*.test.ts';

const alone = [
  // these leave stores behind as a process does that was killed, and what is left goes on beating
  'test/store/**/*.test.ts',
  // this one watches the console before anything of the product has touched it
  'test/teams/authenticated.test.ts',
];

export default defineConfig({
  test: {
    // many of the long ones wait for processes of their own, so more than there are processors
    maxWorkers: availableParallelism() + 2,
    // far more than a loaded machine needs: only what never comes is waited for so long
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // a test that hangs on its way out would hide behind the ones that passed
    teardownTimeout: 5_000,
    projects: [
      // what a file imports is loaded once a worker: most of the suite's time would go into loading it anew for each file
      { extends: true, test: { name: 'together', include: [everything], exclude: alone, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
    reporters: process.env['CI'] === undefined ? ['default'] : ['verbose'],
  },
});
