// A failover as its users see it: `demo ha` ten times in each timing profile, on a lab of its own. What a run counts with is
// its slowest virtual machine. Start-up and memory are measured on the way.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median } from './report.mjs';

export const title = 'vSphere HA after SIGKILL of the busiest host, from outside; start-up; memory';

const PROFILES = ['fast', 'realistic'];
const RUNS = Number(process.env.MICROSPHERE_BENCH_RUNS ?? 10);
const program = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url));

export async function* run(tell) {
  for (const profile of PROFILES) {
    const home = mkdtempSync(join(tmpdir(), 'microsphere-bench-'));
    const microsphere = (...args) => lines(home, ['--lab', 'bench', ...args]);
    try {
      tell(`${profile}: starting a lab`);
      const startedAt = Date.now();
      await microsphere('up', '--detach', '--port', '0', '--timing', profile, '--json');
      const completeMs = Date.now() - startedAt;
      const events = (await microsphere('events', '--lines', '1000', '--json')).map((line) => JSON.parse(line));
      const first = events.find(({ type }) => type === 'VmPoweredOnEvent');
      yield { metric: `${profile}: start to first VM running`, value: Date.parse(first.time) - startedAt, unit: 'ms' };
      yield { metric: `${profile}: start to all VMs running and protected`, value: completeMs, unit: 'ms' };
      const [status] = (await microsphere('status', '--json')).map((line) => JSON.parse(line));
      const hosts = status.processes.filter(({ kind }) => kind === 'host');
      const memory = median(hosts.map(({ pid }) => residentMiB(pid)));
      yield { metric: `${profile}: resident memory of a host process with 2 VMs`, value: memory, unit: 'MiB' };

      const results = [];
      for (let index = 1; index <= RUNS; index += 1) {
        tell(`${profile}: failover ${index} of ${RUNS}`);
        const verdict = JSON.parse((await microsphere('demo', 'ha', '--json')).at(-1));
        if (!verdict.kept) throw new Error(`a promise was broken: ${verdict.broken.join('; ')}`);
        results.push(verdict);
      }
      for (const [field, what] of [
        ['declaredDeadMs', 'kill to declared dead'],
        ['poweredOnMs', 'kill to powered on'],
        ['firstAckMs', 'kill to first ack'],
      ]) {
        const values = results.map((result) => result[field]);
        yield { metric: `${profile}: ${what}, median of ${RUNS}`, value: median(values), unit: 'ms' };
        yield { metric: `${profile}: ${what}, worst of ${RUNS}`, value: Math.max(...values), unit: 'ms' };
      }
    } finally {
      await microsphere('down', '--purge');
      rmSync(home, { recursive: true, force: true });
    }
  }
}

/** What the command printed, line by line. */
async function lines(home, args) {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MICROSPHERE_HOME: home },
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint = text.toString().trim().split('\n').at(-1);
  });
  const output = [];
  for await (const line of createInterface({ input: child.stdout })) output.push(line);
  const status = await ended;
  if (status !== 0) throw new Error(`microsphere ${args.join(' ')} ended with ${status}: ${complaint}`);
  return output;
}

function residentMiB(pid) {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}
