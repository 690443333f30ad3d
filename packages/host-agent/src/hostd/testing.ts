// What the tests of hostd share: bare guests of a few instructions, a datastore whose operations can be held up and made
// to fail, and a network that knows who is plugged in. The machine is the real one.
import type { LockOffer, LockOffers } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import type { DiskDescription } from '../vmkernel/disk-files.ts';
import type { NetworkAdapterOptions, VirtualPort } from '../vmkernel/vm-network.ts';
import type { VmDisk } from './running-guest.ts';
import type { VmDatastore, VmLock } from './virtual-machine.ts';
import { formatVmConfiguration, type VmConfiguration } from './vm-configuration.ts';
import type { VmFile } from './vm-surroundings.ts';

/** RISC-V instructions: `sw value, 0(0x10_0000)`, the test device of the machine, then `j .`. Needs value's bit 11 clear. */
function finisher(value: number): Uint8Array {
  const [t0, t1] = [5, 6];
  const lui = (rd: number, high: number) => (high << 12) | (rd << 7) | 0x37;
  const addi = (rd: number, low: number) => (low << 20) | (rd << 15) | (rd << 7) | 0x13;
  const sw = (rs2: number, rs1: number) => (rs2 << 20) | (rs1 << 15) | (2 << 12) | 0x23;
  const code = [lui(t0, 0x100), lui(t1, value >>> 12), addi(t1, value & 0xfff), sw(t1, t0), 0x6f];
  return new Uint8Array(Uint32Array.from(code).buffer);
}

/** What a guest may do first and last. */
export const bareGuests = {
  powersOff: finisher(0x5555),
  fails: finisher(0x33333),
  resets: finisher(0x7777),
  /** `j .` */
  runsForEver: new Uint8Array(Uint32Array.of(0x6f).buffer),
  /** An illegal instruction, whose trap vector holds another one. */
  trapsForEver: new Uint8Array(8),
};

export const webConfiguration: VmConfiguration = {
  name: 'web',
  instanceUuid: '50112233-4455-6677-8899-aabbccddeeff',
  biosUuid: '423c0a11-0000-4000-8000-000000000001',
  memoryMb: 4,
  numCpu: 1,
  disks: ['/web/web.vmdk'],
  adapters: [{ macAddress: '00:50:56:aa:bb:cc', network: 'VM Network' }],
  extraConfig: new Map(),
};

/** A promise that somebody else resolves. */
export class Gate {
  open: () => void = () => {};
  readonly passed = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** What a lock of the datastore in memory is offered as. */
export const TEST_OFFER: LockOffer = { uuid: '50112233-0000-4000-8000-000000000001', generation: 7 };

/** A disk in memory. A write fails, or waits for `gate`, where there is one; `drained` waits for it. */
export class TestDisk implements VmDisk {
  readonly bytes: Uint8Array;
  gate: Gate | undefined;
  writes = 0;
  failing = false;
  private readonly underWay = new Set<Promise<void>>();
  private closed = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get capacityBytes(): number {
    return this.bytes.length;
  }

  async read(sector: number, data: Uint8Array): Promise<void> {
    data.set(this.bytes.subarray(sector * 512, sector * 512 + data.length));
  }

  write(sector: number, data: Uint8Array): Promise<void> {
    if (this.closed) return Promise.reject(new Error('the disk is closed'));
    this.writes += 1;
    if (this.failing) return Promise.reject(new Error('medium error'));
    const copy = data.slice();
    const written = (this.gate?.passed ?? Promise.resolve()).then(() => this.bytes.set(copy, sector * 512));
    this.underWay.add(written);
    return written.finally(() => this.underWay.delete(written));
  }

  readonly givesSpaceBack = false;

  unmap = notHere;

  async flush(): Promise<void> {}

  async drained(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.underWay);
  }

  close(): Promise<void> {
    return this.drained();
  }

  async handOver(): Promise<LockOffers> {
    return new Map([['/web/web-flat.vmdk', TEST_OFFER]]);
  }

  async takeBack(): Promise<void> {}

  surrender(): Promise<void> {
    return this.drained();
  }
}

/** A datastore in memory, with one VM, whose disk has no chain: folder-fixture.ts has chains. */
export class TestDatastore implements VmDatastore {
  readonly name = 'datastore1';
  readonly files = new Map<string, string>([['/web/web.vmx', formatVmConfiguration(webConfiguration)]]);
  /** Bytes of the disk, which outlives who opened it. */
  diskBytes = new Uint8Array(64 * 1024);
  disk = new TestDisk(this.diskBytes);
  /** What was done, in order: "lockFile", "writeFile", ... */
  readonly calls: string[] = [];
  /** Awaited before each operation: holds it up, or makes it fail. */
  before: (call: string) => Promise<void> | void = () => {};
  locked = false;
  accessible = true;

  private async call(name: string): Promise<void> {
    this.calls.push(name);
    await this.before(name);
  }

  async readFile(path: string): Promise<Uint8Array> {
    await this.call('readFile');
    const text = this.files.get(path);
    if (text === undefined) throw new HostFault('FileNotFound', `[${this.name}] ${path} is not there`);
    return Buffer.from(text);
  }

  async writeFile(path: string, content: Uint8Array): Promise<void> {
    await this.call('writeFile');
    if (!this.locked) throw new Error(`${path} is written without its lock`);
    this.files.set(path, Buffer.from(content).toString());
  }

  async list(): Promise<string[]> {
    return ['web.vmdk', ...[...this.files.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1))];
  }

  async describeDisk(path: string): Promise<DiskDescription> {
    const capacityBytes = this.diskBytes.length;
    return {
      path,
      capacityBytes,
      provisioning: 'zeroedThick',
      uuid: '',
      parent: undefined,
      committedBytes: capacityBytes,
    };
  }

  async createFile(path: string, content: Uint8Array): Promise<void> {
    await this.call('createFile');
    this.files.set(path, Buffer.from(content).toString());
  }

  async removeFile(path: string): Promise<void> {
    await this.call('removeFile');
    this.files.delete(path);
  }

  createChildDisk = notHere;
  mergeDisk = notHere;
  setDiskParent = notHere;
  deleteDisk = notHere;
  endChangeEpoch = notHere;
  moveChangeRecord = notHere;

  async disksUsedElsewhere(): Promise<ReadonlySet<string>> {
    return new Set();
  }

  async lockFile(path: string): Promise<VmLock> {
    await this.call('lockFile');
    if (this.locked) throw new HostFault('FileLocked', `[${this.name}] ${path} is locked`);
    this.locked = true;
    return { path };
  }

  async unlockFile(): Promise<void> {
    await this.call('unlockFile');
    this.locked = false;
  }

  offerLock(): LockOffer {
    return TEST_OFFER;
  }

  async findFile(path: string): Promise<VmFile> {
    await this.call('findFile');
    return { path };
  }

  async acceptLock({ path }: VmFile): Promise<VmLock> {
    await this.call('acceptLock');
    this.locked = true;
    return { path };
  }

  async reassertLock(lock: VmLock): Promise<VmLock | undefined> {
    await this.call('reassertLock');
    return this.locked ? lock : undefined;
  }

  async openDisk(): Promise<VmDisk> {
    await this.call('openDisk');
    this.disk = new TestDisk(this.diskBytes);
    return this.disk;
  }
}

function notHere(): Promise<never> {
  return Promise.reject(new HostFault('NotSupported', 'a disk without chains'));
}

/** A network that counts who is plugged in. */
export class TestNetwork {
  readonly plugged = new Set<string>();
  /** How often somebody was plugged in: a guest is, just before its first instruction. */
  connections = 0;

  /** A frame for who was plugged in last, as the physical switch sends it. */
  deliver: (frame: Uint8Array) => void = () => {};

  connect({ macAddress, receive }: Pick<NetworkAdapterOptions, 'macAddress' | 'receive'>): VirtualPort {
    this.plugged.add(macAddress);
    this.connections += 1;
    this.deliver = receive;
    return { send: () => {}, disconnect: () => void this.plugged.delete(macAddress) };
  }
}

/** The fault with which an operation is refused. */
export async function faultOf(operation: Promise<unknown>): Promise<HostFault> {
  const outcome = await operation.then(
    () => 'no fault',
    (error: unknown) => error,
  );
  if (outcome instanceof HostFault) return outcome;
  throw new Error('not refused with a fault of the host', { cause: outcome });
}
