import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 15_000,
    hookTimeout: 15_000,
    // a test that hangs on its way out would hide behind the ones that passed
    teardownTimeout: 5_000,
    reporters: process.env['CI'] === undefined ? ['default'] : ['verbose'],
  },
});
