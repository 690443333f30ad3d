import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their TypeScript sources, so that a unit test needs no build;
// tests that start processes run the built `dist/` (see scripts/pm.mjs: `test` builds first).
const resolve = { conditions: ['source'] };
const ssr = { resolve: { conditions: ['source'], externalConditions: ['source'] } };

// No test may leave a process alive: the run marks what its tests start, and looks for it when it is over.
const globalSetup = ['packages/testkit/src/leftovers.ts'];
const setupFiles = ['packages/testkit/src/setup.ts'];

const CLUSTERS = ['host-agent', 'cli', 'chaos'].map((name) => `packages/${name}/tests/**/*.test.ts`);
/** Three at a time, whichever project they are of. */
const clusters = { maxWorkers: 3, sequence: { groupOrder: 2 } };
const HA = ['packages/host-agent/tests/ha/**/*.test.ts'];

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
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          // One or two processes a test.
          name: 'process',
          setupFiles,
          include: ['packages/*/tests/**/*.test.ts'],
          exclude: CLUSTERS,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          // Whole clusters, which wait more than they work.
          name: 'cluster',
          setupFiles,
          include: CLUSTERS,
          exclude: HA,
          ...clusters,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          // Clusters that wait for the published times of vSphere HA most of the time.
          name: 'ha',
          setupFiles,
          include: HA,
          ...clusters,
          testTimeout: 300_000,
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
          ...clusters,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
