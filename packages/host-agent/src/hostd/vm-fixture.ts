// A virtual machine on a real host, for tests: its datastore is in memory, its network counts, and what the VM says to
// hostd is kept.
import { guestImage } from '@microsphere/guests';
import { Host, type VmSink } from '@microsphere/machine';
import { pb, timingProfiles } from '@microsphere/proto';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { wakeIn } from '../vmotion/wake-in.ts';
import { CpuReservations } from './cpu-reservations.ts';
import { TestDatastore, TestNetwork } from './testing.ts';
import { VirtualMachine, type VmDatastore } from './virtual-machine.ts';

export function createSmallHost(): Promise<Host> {
  return Host.create({ memorySizeBytes: 32 * 1024 * 1024, pcpuCount: 1, pcpuMhz: 100 });
}

/** A small host for the tests of a file; each of them begins with a fixture of its own on it. */
export function onSmallHost(begin: (fixture: VmFixture) => void): void {
  let host: Host;
  beforeAll(async () => {
    host = await createSmallHost();
  });
  afterAll(() => host.close());
  beforeEach(() => begin(new VmFixture(host)));
}

export class VmFixture {
  readonly host: Host;
  readonly allFreeBytes: number;
  readonly datastore = new TestDatastore();
  readonly network = new TestNetwork();
  readonly cpu = new CpuReservations({ pcpuCount: 1, pcpuMhz: 100 });
  readonly events: string[] = [];
  /** The lines of the VM's log. */
  readonly transitions: string[] = [];
  readonly warnings: string[] = [];
  /** What each machine that was made speaks to. */
  readonly sinks: VmSink[] = [];

  /** The host has no VM. */
  constructor(host: Host) {
    this.host = host;
    this.allFreeBytes = host.memoryFreeBytes;
  }

  /** A VM that is off, and runs this guest when it is powered on. */
  async registered(guest: Uint8Array, datastore: VmDatastore = this.datastore): Promise<VirtualMachine> {
    const vm = new VirtualMachine({
      datastore,
      path: '/web/web.vmx',
      machines: {
        createVm: (options) => {
          this.sinks.push(options.sink);
          return this.host.createVm(options);
        },
      },
      network: this.network,
      cpu: this.cpu,
      firmware: guest,
      timing: timingProfiles.fast,
      now: () => performance.now(),
      wallClock: () => 1_700_000_000_000,
      later: wakeIn,
      log: {
        debug: () => {},
        info: (_: unknown, text?: string) => void this.transitions.push(text ?? ''),
        warn: (_: unknown, text?: string) => void this.warnings.push(text ?? ''),
      },
      event: ({ type }) => this.events.push(type),
      endRelocation: async () => {},
      onPowerState: () => {},
      onGuestChange: () => {},
    });
    await vm.load();
    this.datastore.calls.length = 0;
    return vm;
  }

  /** Nothing of the VM is left on the host, and its lock is free. */
  expectNothingLeft(vm: VirtualMachine): void {
    expect(vm.runtime().powerState).toBe(pb.PowerState.poweredOff);
    expect(this.host.memoryFreeBytes).toBe(this.allFreeBytes);
    expect(this.cpu.unreservedMhz).toBe(100);
    expect([...this.network.plugged]).toEqual([]);
    expect(this.datastore.locked).toBe(false);
  }

  /** What the .vmx says of the last run's end. */
  cleanShutdown(): string | undefined {
    return /cleanShutdown = "(\w+)"/.exec(this.datastore.files.get('/web/web.vmx') ?? '')?.[1];
  }
}

/** The boot disk of the ledger guest, which writes when it boots. */
export function bootDisk(): Uint8Array<ArrayBuffer> {
  const { bytes, minimumDiskBytes } = guestImage('ledger');
  const disk = new Uint8Array(minimumDiskBytes);
  disk.set(bytes);
  return disk;
}

export const isOff = (vm: VirtualMachine) => () => vm.runtime().powerState === pb.PowerState.poweredOff;
