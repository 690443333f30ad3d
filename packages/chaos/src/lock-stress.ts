// The lock stress: a real array, and real processes with the storage of a host that take and let go locks on a few files at random,
// while they are killed, frozen and started again. At the end a fresh host takes every lock once. What happened is in the
// array's command log, and judged by that alone (lock-checker.ts).
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseCommandLogEntry, timingProfiles } from '@microsphere/proto';
import { TestProcess } from '@microsphere/testkit';
import { type Fault, planFaults } from './fault-plan.ts';
import { LockChecker, type LockVerdict } from './lock-checker.ts';
import { Random } from './random.ts';

/** Hosts of one volume (packages/vmfs: heartbeat slots), less the one that makes it and the one that takes all locks at the end. */
export const MAX_HOSTS = 62;
/** Files: each has a directory, a disk of two files, and what is locked, and a volume has 1024 descriptors. */
export const MAX_FILES = 250;
const timing = timingProfiles.fast;
/** Between two faults, in the mean, and how long the fresh host may need at the end. */
const MEAN_GAP_MS = timing.vmfsLeaseMs / 2;
const RECOVERY_LIMIT_MS = 10 * timing.vmfsLeaseMs;
/** Room for a disk of 1 MiB a file, and for what the volume needs itself. */
const LUN_BYTES = 512 * 1024 * 1024;
const FRESH_HOST = 'fresh';
const lockHost = fileURLToPath(new URL('../../host-agent/tests/fixtures/lock-host.mjs', import.meta.url));

export interface LockStressOptions {
  readonly seed: number;
  readonly hosts: number;
  readonly files: number;
  readonly lengthMs: number;
  readonly maxFaults?: number;
  /** Where the LUN and the command log lie; emptied by the caller. */
  readonly directory: string;
  readonly onProgress?: (text: string) => void;
}

export interface LockStressResult extends LockVerdict {
  readonly faults: Readonly<Record<Fault['kind'], number>>;
  /** Hosts that ended though nobody had killed them, with the end of what they logged. */
  readonly crashes: readonly string[];
  /** What hosts said that they met, by its name: locks that they lost, operations that failed. */
  readonly events: Readonly<Record<string, number>>;
  readonly commandLog: string;
}

/** A process that is nothing but the storage of a host. */
class LockHost extends TestProcess {
  killed = false;

  constructor(configuration: LockHostConfiguration, onEvent: (event: string) => void) {
    super(configuration.hostName, configuration, {}, lockHost);
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const { event, fault } = JSON.parse(line) as { readonly event?: string; readonly fault?: string };
      if (event) onEvent(fault ? `${event}: ${fault}` : event);
    });
  }
}

interface LockHostConfiguration {
  readonly hostName: string;
  readonly array: string;
  readonly task: 'make' | 'stress' | 'takeAll';
  readonly files: number;
}

export class LockStress {
  private readonly options: LockStressOptions;
  private readonly hosts: LockHost[] = [];
  private readonly events: Record<string, number> = {};
  private readonly crashes: string[] = [];
  private readonly commandLog: string;
  private array = '';
  private over = false;

  constructor(options: LockStressOptions) {
    if (options.hosts < 1 || options.hosts > MAX_HOSTS) throw new RangeError(`1 to ${MAX_HOSTS} hosts`);
    if (options.files < 1 || options.files > MAX_FILES) throw new RangeError(`1 to ${MAX_FILES} files`);
    this.options = options;
    this.commandLog = join(options.directory, 'commands.log');
  }

  /** Rejects when the array, or the host that makes the volume, fails. */
  async run(): Promise<LockStressResult> {
    const { hosts, files, directory, onProgress = () => {} } = this.options;
    const array = new TestProcess('shared-storage', {
      name: 'array1',
      directory,
      commandLog: this.commandLog,
      luns: [{ lun: 0, name: 'datastore1', sizeBytes: LUN_BYTES }],
    });
    this.array = String((await array.ready()).endpoint);
    onProgress(`making a volume of ${files} files`);
    await this.toItsEnd('maker', 'make');
    for (let host = 0; host < hosts; host += 1) this.hosts.push(this.start(host));
    await Promise.all(this.hosts.map((host) => host.ready()));
    const { plan, done } = await this.inflict(onProgress);
    this.over = true;
    await Promise.all(this.hosts.map((host) => host.kill()));
    onProgress('a fresh host takes every lock');
    await this.toItsEnd(FRESH_HOST, 'takeAll');
    await array.stop();
    const verdict = await checkCommandLog(this.commandLog, { initiator: FRESH_HOST, files });
    const faults = { kill: 0, shortFreeze: 0, longFreeze: 0 };
    for (const { kind } of plan.slice(0, done)) faults[kind] += 1;
    return { ...verdict, faults, crashes: this.crashes, events: this.events, commandLog: this.commandLog };
  }

  private start(index: number): LockHost {
    const host = this.host(`esx${String(index + 1).padStart(2, '0')}`, 'stress');
    void host.exited.then(({ code, signal }) => {
      if (!this.over && !host.killed)
        this.crashes.push(`${host.name} ended (${signal ?? code}): ${host.log.slice(-2_000)}`);
    });
    return host;
  }

  private host(hostName: string, task: LockHostConfiguration['task']): LockHost {
    return new LockHost({ hostName, array: this.array, task, files: this.options.files }, (event) => {
      this.events[event] = (this.events[event] ?? 0) + 1;
    });
  }

  /** One that ends by itself; the checker sees what it did not get done. */
  private async toItsEnd(hostName: string, task: LockHostConfiguration['task']): Promise<void> {
    const host = this.host(hostName, task);
    const limit = new AbortController();
    const tooLate = pause(RECOVERY_LIMIT_MS, undefined, { signal: limit.signal, ref: false }).then(
      () => host.kill(),
      () => undefined,
    );
    const { code } = await host.exited;
    limit.abort();
    await tooLate;
    if (code !== 0) this.crashes.push(`${hostName} did not come to its end: ${host.log.slice(-2_000)}`);
  }

  private async inflict(onProgress: (text: string) => void): Promise<{ plan: readonly Fault[]; done: number }> {
    const { seed, hosts, lengthMs, maxFaults } = this.options;
    const plan = planFaults(new Random(seed), {
      hosts,
      lengthMs,
      leaseMs: timing.vmfsLeaseMs,
      meanGapMs: MEAN_GAP_MS,
      ...(maxFaults === undefined ? {} : { maxFaults }),
    });
    const startedAt = performance.now();
    const underWay: Promise<void>[] = [];
    let done = 0;
    for (const fault of plan) {
      await pause(Math.max(0, startedAt + fault.atMs - performance.now()));
      underWay.push(this.fault(fault));
      done += 1;
      onProgress(
        `${Math.round(fault.atMs / 1_000)} s: ${fault.kind} of host ${fault.host + 1}, ${fault.durationMs} ms`,
      );
    }
    await Promise.all(underWay);
    if (maxFaults === undefined) await pause(Math.max(0, startedAt + lengthMs - performance.now()));
    return { plan, done };
  }

  private async fault({ host: index, kind, durationMs }: Fault): Promise<void> {
    const host = this.hosts[index];
    if (!host) throw new RangeError(`there is no host ${index}`);
    if (kind === 'kill') {
      host.killed = true;
      await host.kill();
      await pause(durationMs);
      this.hosts[index] = this.start(index);
      return;
    }
    host.signal('SIGSTOP');
    await pause(durationMs);
    host.signal('SIGCONT');
  }
}

/** Judges a command log by the lease of the profile that its hosts had. */
export async function checkCommandLog(
  path: string,
  fresh?: { readonly initiator: string; readonly files: number },
): Promise<LockVerdict> {
  const checker = new LockChecker({ leaseMs: timing.vmfsLeaseMs, ...(fresh ? { fresh } : {}) });
  for await (const line of createInterface({ input: createReadStream(path) })) {
    try {
      checker.take(parseCommandLogEntry(line));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      checker.takeUnreadable(error.message);
    }
  }
  return checker.judge();
}
