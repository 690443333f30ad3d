// The one entry behind `npm start`, `npm test` and their like: brings pnpm when the machine has none, installs when the
// lockfile changed, builds, and runs. It uses nothing but Node.js, because it is what runs in a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const [verb, ...args] = process.argv.slice(2);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`microsphere needs Node.js 20.19 or newer; this is ${process.versions.node}`);
  process.exit(1);
}

function say(text) {
  if (process.stderr.isTTY || process.env.CI) console.error(`microsphere: ${text}`);
}

/** The wanted pnpm: the one on PATH when its major version fits, else fetched by npm. */
function pnpm(pnpmArgs, options = {}) {
  const want = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@')[1];
  const has = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8', shell: windows });
  const own = has.status === 0 && has.stdout.trim().split('.')[0] === want.split('.')[0];
  const [command, commandArgs] = own
    ? ['pnpm', pnpmArgs]
    : ['npm', ['exec', '--yes', '--', `pnpm@${want}`, ...pnpmArgs]];
  const run = spawnSync(command, commandArgs, { cwd: root, encoding: 'utf8', shell: windows, ...options });
  if (run.status !== 0) {
    if (run.stdout) console.error(run.stdout);
    if (run.stderr) console.error(run.stderr);
    console.error(`microsphere: pnpm ${pnpmArgs.join(' ')} failed`);
    process.exit(run.status ?? 1);
  }
}

/** Installs when the lockfile differs from the one that was installed last. */
function install() {
  const stamp = join(root, 'node_modules', '.microsphere-lock');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('installing dependencies (once)');
  pnpm(['install', '--frozen-lockfile', '--reporter=append-only'], { stdio: ['ignore', 'pipe', 'pipe'] });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Compiles the machine's core to WebAssembly when its sources are not those that were compiled last. */
function buildCore() {
  const machine = join(root, 'packages', 'machine');
  const asc = join(machine, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
  const assembly = readdirSync(join(machine, 'assembly')).sort();
  const hash = createHash('sha256');
  for (const file of [
    ...assembly.map((name) => join('assembly', name)),
    'src/layout.ts',
    'asconfig.json',
    'package.json',
  ])
    hash.update(file).update(readFileSync(join(machine, file)));
  const digest = hash.digest('hex');
  const stamp = join(machine, 'wasm', '.sources');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const { status } = spawnSync(process.execPath, [asc, '--config', 'asconfig.json'], {
    cwd: machine,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, digest);
}

/** Runs a program of node_modules; ends with its status when it fails. */
function run(script, scriptArgs) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...scriptArgs], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function build() {
  buildCore();
  run('typescript/bin/tsc', ['-b']);
}

/** What needs no process: types (the whole-process tests are in no package's build) and style. */
function lint() {
  run('typescript/bin/tsc', ['-p', 'tsconfig.tests.json']);
  run('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']);
}

/** Hands the terminal to a program: signals go to it, its exit status becomes ours. */
function become(command, commandArgs) {
  const child = spawn(command, commandArgs, { cwd: process.cwd(), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

const verbs = {
  start() {
    install();
    build();
    become(process.execPath, [join(root, 'packages/cli/dist/main.js'), ...(args.length > 0 ? args : ['up'])]);
  },
  test() {
    install();
    build();
    become(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args]);
  },
  build() {
    install();
    build();
  },
  sim() {
    install();
    build();
    become(process.execPath, [join(root, 'packages/simulator/dist/main.js'), ...args]);
  },
  chaos() {
    install();
    build();
    become(process.execPath, [join(root, 'packages/chaos/dist/main.js'), ...args]);
  },
  bench() {
    install();
    build();
    become(process.execPath, [join(root, 'bench/main.mjs'), ...args]);
  },
  lint() {
    install();
    lint();
  },
  check() {
    install();
    build();
    lint();
    become(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit', ...args]);
  },
};

const action = verbs[verb];
if (!action) {
  console.error(`usage: node scripts/pm.mjs ${Object.keys(verbs).join('|')} [ARGS]`);
  process.exit(2);
}
action();
