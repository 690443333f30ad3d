// Every test of vSphere HA among real hosts, first without and then with a vCenter: `npm test` has those without, and less than
// that. `node packages/host-agent/tests/ha/all.mjs [ARGUMENTS OF VITEST]`, after a build.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../../../../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'ha', ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
  env: { ...process.env, MICROSPHERE_TESTS: 'all' },
});
process.exit(status ?? 1);
