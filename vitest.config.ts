import { defineConfig } from 'vitest/config';

// Slow groups (fuzz, soak, faults) are named *.slow.test.ts and run only by `./clipo test --all`.
const isAll = process.env.CLIPO_TEST_ALL === '1';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'e2e/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(isAll ? [] : ['**/*.slow.test.ts'])],
    // Two cores: two files at a time, so that FFmpeg children do not starve each other into timeouts.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
