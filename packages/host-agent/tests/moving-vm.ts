// A virtual machine that moves between the two hosts of a rack, with a client that appends to its ledger all the time. What counts
// is what the guest says afterwards.
import { randomUUID } from 'node:crypto';
import { pb } from '@microsphere/proto';
import { eventually, waitFor } from '@microsphere/testkit';
import { expect } from 'vitest';
import { guestAt, type LedgerAddress, LedgerLoad, ledgerOf, readAppends } from './ledger-load.ts';
import { Rack, vmRequest } from './rack.ts';

export type HostName = 'esx01' | 'esx02';
const otherHost = (host: HostName): HostName => (host === 'esx01' ? 'esx02' : 'esx01');

/** Two hosts with one datastore, and a cable each to the array. */
export async function twoHosts(): Promise<Rack> {
  const rack = await Rack.start({ hostNames: ['esx01', 'esx02'], storageCables: true });
  await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
  await rack.management.call('esx02', 'hostd.rescanVmfs', {});
  return rack;
}

export interface MigrationOptions {
  readonly encrypted?: boolean;
  readonly verify?: boolean;
}

/** A migration that was begun. */
export interface BegunMigration {
  readonly migrationId: string;
  /** What the source has answered. */
  readonly answered: Promise<pb.IMigrationProgress>;
}

let addresses = 10;

export class MovingVm {
  readonly vmxPath: string;
  readonly address: string;
  readonly macAddress: string;
  readonly ledger: LedgerAddress;
  readonly load: LedgerLoad;
  host: HostName = 'esx01';
  private readonly rack: Rack;

  private constructor(rack: Rack, vm: Pick<MovingVm, 'vmxPath' | 'address' | 'macAddress' | 'ledger'>) {
    this.rack = rack;
    this.vmxPath = vm.vmxPath;
    this.address = vm.address;
    this.macAddress = vm.macAddress;
    this.ledger = vm.ledger;
    this.load = new LedgerLoad(vm.ledger);
  }

  /** On esx01. */
  static async start(rack: Rack, name: string, settings: Partial<pb.ICreateVmRequest> = {}): Promise<MovingVm> {
    addresses += 1;
    const address = `10.10.0.${addresses}`;
    const extraConfig = { ...guestAt(address), ...settings.extraConfig };
    const request = { ...vmRequest(name), ...settings, extraConfig };
    const { vmxPath } = await rack.management.call('esx01', 'hostd.createVm', request);
    await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    const ledger = await ledgerOf(rack, 'esx01', vmxPath, address);
    const vm = new MovingVm(rack, {
      vmxPath,
      address,
      macAddress: request.adapters?.[0]?.macAddress ?? '',
      ledger,
    });
    await vm.load.more(10);
    return vm;
  }

  get destination(): HostName {
    return otherHost(this.host);
  }

  /** What the host where it is says of it. */
  get runtime(): pb.IVmRuntime {
    return this.rack.runtime(this.host, this.vmxPath) ?? {};
  }

  async prepare({
    encrypted = false,
  }: MigrationOptions = {}): Promise<{ migrationId: string; url: string; key: Uint8Array }> {
    const migrationId = randomUUID();
    const { url, key } = await this.rack.management.call(this.destination, 'vmotion.prepareDestination', {
      migrationId,
      vmxPath: this.vmxPath,
      instanceUuid: '',
      sourceHost: this.host,
      memoryMb: 4,
      cpuReservationMhz: 0,
      encrypted,
    });
    return { migrationId, url, key };
  }

  /** Tells its host to send it to a destination that is prepared. */
  send(
    prepared: { readonly migrationId: string; readonly url: string; readonly key: Uint8Array },
    { encrypted = false, verify = false }: MigrationOptions = {},
  ): BegunMigration {
    const { vmxPath, host, destination } = this;
    const request = { ...prepared, vmxPath, destinationHost: destination, encrypted, verify };
    const answered = this.rack.management
      .call(host, 'vmotion.initiateSource', request)
      .then(({ migration }) => migration ?? {});
    // A test that kills the source has other news.
    answered.catch(() => undefined);
    return { migrationId: prepared.migrationId, answered };
  }

  async begin(options: MigrationOptions = {}): Promise<BegunMigration> {
    return this.send(await this.prepare(options), options);
  }

  /** Moves it, and resolves with what the source says of that. */
  async migrate(options: MigrationOptions = {}): Promise<pb.IMigrationProgress> {
    const { answered } = await this.begin(options);
    const progress = await answered;
    this.host = this.destination;
    return progress;
  }

  /** Resolves when the source says that its migration is in that phase. */
  async inPhase(phase: string): Promise<void> {
    await waitFor(`the migration of ${this.vmxPath} to be in phase ${phase}`, {
      observe: () => this.runtime.migration?.phase,
      until: (seen) => seen === phase,
    });
  }

  /** Resolves when it runs, there only, and its ledger goes on; `host` has it from now on. */
  async runsOnlyOn(host: HostName): Promise<void> {
    const { rack, vmxPath } = this;
    await waitFor(`${vmxPath} to run on ${host} only`, {
      observe: () => (['esx01', 'esx02'] as const).filter((name) => isOn(rack.runtime(name, vmxPath))),
      until: (names) => names.length === 1 && names[0] === host,
    });
    this.host = host;
    await this.load.more(10);
  }

  /** Starts it on a host, which gets its lock when the lease of the dead one is over. */
  async startOn(host: HostName): Promise<void> {
    const { rack, vmxPath } = this;
    await eventually(`${vmxPath} to be started on ${host}`, () =>
      rack.management.call(host, 'hostd.powerOnVm', { vmxPath }).then(
        () => true,
        () => false,
      ),
    );
    this.host = host;
  }

  /** Every append that was acknowledged is there, once. */
  async audit(): Promise<void> {
    await this.load.stop();
    const found = await readAppends(this.ledger);
    const count = Math.max(found.length, Number(this.load.acknowledged));
    expect(found).toEqual(Array.from({ length: count }, (_, index) => BigInt(index + 1)));
    // One may have been under way.
    expect(count - Number(this.load.acknowledged)).toBeLessThanOrEqual(1);
  }

  async remove(): Promise<void> {
    const { rack, vmxPath, host } = this;
    await rack.management.call(host, 'hostd.powerOffVm', { vmxPath });
    await rack.management.call(host, 'hostd.destroyVm', { vmxPath });
  }
}

function isOn(vm: pb.IVmRuntime | undefined): boolean {
  return vm?.powerState === pb.PowerState.poweredOn;
}
