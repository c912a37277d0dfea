import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Slow groups (fuzz, soak, faults) are named *.slow.test.ts and run only by `./clipo test --all`.
const isAll = process.env.CLIPO_TEST_ALL === '1';
const exclude = ['**/node_modules/**', ...(isAll ? [] : ['**/*.slow.test.ts'])];

/**
 * A fresh clone knows no durations, and a test that makes 24 videos by a few lines looks short: begun last, it would run
 * alone for most of a minute. So would those of the slow groups, some for ten: all of these begin first.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => /\/e2e\/batch-tumbler\.test|\.slow\.test/.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Two cores and three files at a time: pages, workers and timers wait much, and two files left a fifth of the cores idle.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/src/**/*.test.ts'],
          exclude,
          // Their tests leave nothing behind in the process: files share it, and what they import is loaded once.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['apps/server/src/**/*.test.ts'],
          exclude,
          // Each file has a database of its own; the application, a second and a half of loading, is shared.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['apps/{cli,web}/src/**/*.test.ts', 'e2e/**/*.test.ts'],
          exclude,
        },
      },
    ],
  },
});
