// fio with its NBD engine (libnbd): the same load on the same server from an initiator in C, which shows what our initiator
// costs the peer.
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { REGION_BYTES, rate } from './load.mjs';

const TIME_LIMIT_MS = 20_000;
const run = promisify(execFile);

export function hasFio() {
  const { stdout } = spawnSync('fio', ['--enghelp'], { encoding: 'utf8' });
  return /\bnbd\b/.test(stdout ?? '');
}

/** @param {string} uri - of the NBD export */
export async function fioLoad(uri, workload, durationMs) {
  const { bytes, depth, order, operation } = workload;
  const { stdout } = await run(
    'fio',
    [
      '--name=bench',
      '--ioengine=nbd',
      `--uri=${uri}`,
      `--rw=${order === 'random' ? 'rand' : ''}${operation}`,
      `--bs=${bytes}`,
      `--iodepth=${depth}`,
      `--size=${REGION_BYTES}`,
      '--norandommap',
      '--randrepeat=0',
      '--time_based',
      `--runtime=${durationMs}ms`,
      '--thread',
      '--output-format=json',
    ],
    { timeout: TIME_LIMIT_MS, killSignal: 'SIGKILL' },
  );
  // Warnings may come before it.
  const [job] = JSON.parse(stdout.slice(stdout.indexOf('{'))).jobs;
  return rate(workload, job[operation].iops);
}
