// Hosts' storage for tests: in this process, or in one of its own that can be killed and frozen.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Timing, timingProfiles } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { HostFault } from '../src/fault.ts';
import type { Datastore } from '../src/vmkernel/datastore.ts';
import type { DatastoreDisk } from '../src/vmkernel/datastore-disk.ts';
import { Storage } from '../src/vmkernel/storage.ts';

const processes = new Set<StorageProcess>();
const storages = new Set<Storage>();

export interface TestStorage {
  readonly storage: Storage;
  readonly events: string[];
}

export async function startStorage(
  hostName: string,
  arrays: readonly string[],
  timing: Partial<Timing> = {},
): Promise<TestStorage> {
  const events: string[] = [];
  const storage = new Storage({
    hostName,
    bootUuid: randomUUID(),
    arrays,
    timing: { ...timingProfiles.fast, ...timing },
    now: () => performance.now(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    event: ({ type }) => events.push(type),
    onSuperseded: () => events.push('superseded'),
    onChange: () => {},
    onMounted: () => events.push('mounted'),
    onHeartbeatTimedOut: () => {},
    onHeartbeatRecovered: () => {},
    onLocksLost: () => events.push('locksLost'),
  });
  storages.add(storage);
  await storage.start();
  return { storage, events };
}

export function datastoreOf({ storage }: TestStorage): Datastore {
  const found = storage.datastore('datastore1');
  if (!found) throw new Error('datastore1 is not mounted');
  return found;
}

/** The fault that an operation ends with; undefined when it succeeds. */
export const faultOf = (operation: Promise<unknown>): Promise<string | undefined> =>
  operation.then(
    () => undefined,
    (error: unknown) => (error instanceof HostFault ? error.type : String(error)),
  );

/** A sector with a number in it. */
export function sector(value: number): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}

/** The number in a sector. */
export async function valueOn(disk: Pick<DatastoreDisk, 'read'>, at: number): Promise<number> {
  const bytes = Buffer.alloc(512);
  await disk.read(at, bytes);
  return bytes.readUInt32LE(0);
}

interface Line {
  readonly id?: number;
  readonly event?: string;
  readonly value?: number;
  readonly fault?: string;
}

export class StorageProcess {
  readonly events: string[] = [];
  /** The last number whose write was acknowledged. */
  written = 0;
  log = '';
  private readonly child: ChildProcess;
  private readonly exited: Promise<void>;
  private readonly answers = new Map<number, (fault: string | undefined) => void>();
  private requests = 0;

  private constructor(hostName: string, arrays: readonly string[], clockStops: boolean) {
    const fixture = fileURLToPath(new URL('./fixtures/storage-host.mjs', import.meta.url));
    this.child = spawn(process.execPath, [fixture], {
      env: { ...process.env, STORAGE_HOST: JSON.stringify({ hostName, bootUuid: randomUUID(), arrays, clockStops }) },
    });
    this.exited = new Promise((resolve) => this.child.on('exit', () => resolve()));
    this.child.stderr?.on('data', (text: Buffer) => {
      this.log += text.toString();
    });
    this.child.stdin?.on('error', () => {});
    if (this.child.stdout) createInterface({ input: this.child.stdout }).on('line', (line) => this.line(line));
    processes.add(this);
  }

  /** @param options.clockStops - its clock stands still while it is frozen */
  static async start(
    hostName: string,
    arrays: readonly string[],
    options: { readonly clockStops?: boolean } = {},
  ): Promise<StorageProcess> {
    const host = new StorageProcess(hostName, arrays, options.clockStops ?? false);
    await eventually(`${hostName} to be ready: ${host.log}`, () => host.events.includes('ready'));
    return host;
  }

  private line(text: string): void {
    const { id, event, value, fault } = JSON.parse(text) as Line;
    if (event === 'written') this.written = value ?? 0;
    else if (event) this.events.push(event);
    if (id !== undefined) this.answers.get(id)?.(fault);
  }

  /** Resolves with the fault's name, or undefined. */
  call(method: string, ...given: string[]): Promise<string | undefined> {
    this.requests += 1;
    const id = this.requests;
    return new Promise((resolve) => {
      this.answers.set(id, resolve);
      this.child.stdin?.write(`${JSON.stringify({ id, method, arguments: given })}\n`);
    });
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
    processes.delete(this);
  }
}

/** For `afterEach`. */
export async function stopStorages(): Promise<void> {
  await Promise.all([...processes].map((process) => process.kill()));
  const stopping = [...storages];
  storages.clear();
  await Promise.all(stopping.map((storage) => storage.stop()));
}
