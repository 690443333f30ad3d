// As many vMotions as one likes between two real hosts, after a build: `node packages/host-agent/tests/vmotion-campaign.mjs [MOVES]`
// (1000). `npm test` has a few.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const moves = Number(process.argv[2] ?? 1_000);
if (!Number.isInteger(moves) || moves < 2 || moves % 2 !== 0) {
  console.error(`MOVES must be an even number from 2 on, not ${JSON.stringify(process.argv[2])}`);
  process.exit(2);
}
const vitest = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'cluster', 'vmotion-campaign'], {
  stdio: 'inherit',
  cwd: fileURLToPath(new URL('../../..', import.meta.url)),
  env: { ...process.env, MICROSPHERE_MOVES: String(moves) },
});
process.exit(status ?? 1);
