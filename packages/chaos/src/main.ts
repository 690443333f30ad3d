// `pnpm chaos locks [--minutes M] [--hosts H] [--files F] [--seed N] [--json]`: the lock stress, its verdict and its figures. `pnpm
// chaos check LOG` judges a command log that was kept. Exit status: 0 true, 1 false, 2 wrong usage, 3 unknown.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stopAll } from '@microsphere/testkit';
import { checkCommandLog, LockStress } from './lock-stress.ts';
import { formatReport, formatVerdict } from './report.ts';
import { drawTimeline } from './timeline.ts';

const USAGE =
  'usage: chaos locks [--minutes M] [--hosts H] [--files F] [--seed N] [--json] [--keep DIRECTORY] | chaos check LOG';
const MINUTE_MS = 60_000;
const statuses = { true: 0, false: 1, unknown: 3 } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    hosts: { type: 'string', default: '8' },
    files: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
    json: { type: 'boolean', default: false },
    /** Where the log and the picture are kept, also when nothing was found. */
    keep: { type: 'string' },
  },
});

function usage(message: string): never {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function positive(name: 'minutes' | 'hosts' | 'files' | 'seed'): number {
  const value = Number(values[name]);
  return Number.isFinite(value) && value > 0
    ? value
    : usage(`--${name} must be a positive number, not ${values[name]}`);
}

async function locks(): Promise<number> {
  const seed = Math.floor(positive('seed'));
  console.error(`seed ${seed}`);
  const directory = mkdtempSync(join(tmpdir(), 'microsphere-chaos-'));
  // Hosts that are frozen would outlive this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stopAll().finally(() => process.exit(130)));
  try {
    const options = { hosts: Math.floor(positive('hosts')), files: Math.floor(positive('files')) };
    const lengthMs = positive('minutes') * MINUTE_MS;
    const onProgress = (text: string) => console.error(`  ${text}`);
    const result = await new LockStress({ ...options, seed, lengthMs, directory, onProgress }).run();
    const kept = values.keep ?? (result.verdict === 'true' ? undefined : '.');
    if (kept !== undefined) {
      copyFileSync(result.commandLog, join(kept, `chaos-locks-${seed}.log`));
      writeFileSync(join(kept, `chaos-locks-${seed}.svg`), drawTimeline(result.ownerships));
      console.error(`kept: ${join(kept, `chaos-locks-${seed}.log`)}, and a picture beside it`);
    }
    const { ownerships: _, ...figures } = result;
    console.log(values.json ? JSON.stringify({ seed, ...options, ...figures }) : formatReport(seed, result));
    return result.crashes.length > 0 ? Math.max(1, statuses[result.verdict]) : statuses[result.verdict];
  } finally {
    await stopAll();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function check(path: string): Promise<number> {
  const result = await checkCommandLog(path);
  console.log(formatVerdict(result));
  return statuses[result.verdict];
}

const [verb, path] = positionals;
if (verb === 'locks') process.exitCode = await locks();
else if (verb === 'check' && path !== undefined) process.exitCode = await check(path);
else usage('which?');
