import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their TypeScript sources, so that a unit test needs no build;
// tests that start processes run the built `dist/` (see scripts/pm.mjs: `test` builds first).
const resolve = { conditions: ['source'] };
const ssr = { resolve: { conditions: ['source'], externalConditions: ['source'] } };

// No test may leave a process alive: the run marks what its tests start, and looks for it when it is over.
const globalSetup = ['packages/testkit/src/leftovers.ts'];
const setupFiles = ['packages/testkit/src/setup.ts'];

const CLUSTERS = ['host-agent', 'cli', 'chaos'].map((name) => `packages/${name}/tests/**/*.test.ts`);
const HA = ['packages/host-agent/tests/ha/**/*.test.ts'];
const CAMPAIGNS = ['packages/simulator/tests/**/*.test.ts'];

/**
 * What starts processes waits more than it works: three files at a time, whichever project they are of, and a fourth for the campaigns,
 * which take the time that the others leave. Projects of a group are run in the order of their names.
 */
const processes = { maxWorkers: 4, sequence: { groupOrder: 1 } };

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
          // Simulations, which only calculate, at the lowest priority: they begin first, so that nobody waits for them alone in the end.
          name: 'campaign',
          setupFiles,
          include: CAMPAIGNS,
          ...processes,
          testTimeout: 600_000,
          hookTimeout: 180_000,
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
          exclude: [...CLUSTERS, ...CAMPAIGNS],
          ...processes,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          // Whole clusters.
          name: 'cluster',
          setupFiles,
          include: CLUSTERS,
          exclude: HA,
          ...processes,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          // Clusters that wait for the published times of vSphere HA.
          name: 'ha',
          setupFiles,
          include: HA,
          ...processes,
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
          ...processes,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
