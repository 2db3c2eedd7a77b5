import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // most of the long ones wait for processes of their own, so one more than there are processors
    maxWorkers: availableParallelism() + 1,
    testTimeout: 15_000,
    hookTimeout: 15_000,
    // a test that hangs on its way out would hide behind the ones that passed
    teardownTimeout: 5_000,
    reporters: process.env['CI'] === undefined ? ['default'] : ['verbose'],
  },
});
