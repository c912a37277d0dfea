import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'e2e/**/*.test.ts'], exclude: ['**/node_modules/**', '**/*.slow.test.ts'], maxWorkers: 2, testTimeout: 180_000, hookTimeout: 180_000, setupFiles: ['/tmp/tb/cpu-base.setup.ts'] } });
