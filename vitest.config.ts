import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their TypeScript sources, so that a unit test needs no build;
// tests that start processes run the built `dist/` (see scripts/pm.mjs: `test` builds first).
const resolve = { conditions: ['source'] };
const ssr = { resolve: { conditions: ['source'], externalConditions: ['source'] } };

// No test may leave a process alive: the run marks what its tests start, and looks for it when it is over.
const globalSetup = ['packages/testkit/src/leftovers.ts'];
const setupFiles = ['packages/testkit/src/setup.ts'];

export default defineConfig({
  resolve,
  ssr,
  test: {
    globalSetup,
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          setupFiles,
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'process',
          setupFiles,
          include: ['packages/*/tests/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'docker',
          setupFiles,
          include: ['packages/*/docker/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
