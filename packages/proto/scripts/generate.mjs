// Generates gen/pb.js and gen/pb.d.ts from proto/*.proto; `--check` says whether the committed ones are current.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const out = check ? mkdtempSync(join(tmpdir(), 'microsphere-proto-')) : join(root, 'gen');
mkdirSync(out, { recursive: true });

function run(tool, args) {
  const done = spawnSync(join(root, 'node_modules/.bin', tool), args, { cwd: join(root, 'proto'), stdio: 'inherit' });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
const files = readdirSync(join(root, 'proto'))
  .filter((name) => name.endsWith('.proto'))
  .sort();
run('pbjs', ['-t', 'static-module', '-w', 'esm', '--force-number', '-o', join(out, 'pb.js'), ...files]);
run('pbts', ['-o', join(out, 'pb.d.ts'), join(out, 'pb.js')]);

if (check) {
  const stale = ['pb.js', 'pb.d.ts'].filter(
    (name) => readFileSync(join(out, name), 'utf8') !== readFileSync(join(root, 'gen', name), 'utf8'),
  );
  rmSync(out, { recursive: true });
  if (stale.length > 0) {
    console.error(`packages/proto/gen is stale (${stale.join(', ')}): run pnpm --filter @microsphere/proto generate`);
    process.exit(1);
  }
}
