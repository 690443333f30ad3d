// A virtual machine that moves between two hosts, each with a datastore of its own, which the other does not reach, with a client that
// appends to its ledger all the time.
import { randomUUID } from 'node:crypto';
import { pb } from '@microsphere/proto';
import { eventually, waitFor } from '@microsphere/testkit';
import { expect } from 'vitest';
import { guestAt, type LedgerAddress, LedgerLoad, ledgerOf, readAppends } from './ledger-load.ts';
import { Rack, vmRequest } from './rack.ts';
import { startStorage, stopStorages } from './storage-host.ts';

export type HostName = 'esx01' | 'esx02';
export const datastoreOf = { esx01: 'datastore1', esx02: 'datastore2' } as const;
const otherHost = (host: HostName): HostName => (host === 'esx01' ? 'esx02' : 'esx01');

/** esx01 reaches datastore1 alone, esx02 datastore2. */
export async function twoHostsApart(): Promise<Rack> {
  const rack = await Rack.start({
    hostNames: ['esx01', 'esx02'],
    otherLuns: ['datastore2'],
    apart: ['esx02'],
    storageCables: true,
  });
  for (const host of ['esx01', 'esx02'] as const)
    await rack.management.call(host, 'hostd.createVmfsDatastore', { name: datastoreOf[host], naa: '' });
  return rack;
}

/** What is in the folders of a datastore, as somebody sees it who reaches all of them; a .vmx that says something of a move with that. */
export async function filesOn(rack: Rack, datastore: string): Promise<string[]> {
  const { storage } = await startStorage('observer', rack.everyPortal);
  try {
    const store = storage.datastore(datastore);
    if (!store) throw new Error(`${datastore} is not there`);
    const files: string[] = [];
    for (const folder of await store.list('/')) {
      if (folder.startsWith('.')) continue;
      for (const name of await store.list(`/${folder}`)) {
        const path = `${folder}/${name}`;
        const text = name.endsWith('.vmx') ? Buffer.from(await store.readFile(`/${path}`)).toString() : '';
        const [, end] = /^migrate\.(source|destination) /m.exec(text) ?? [];
        files.push(end ? `${path} (${end})` : path);
      }
    }
    return files.toSorted();
  } finally {
    await stopStorages();
  }
}

export interface RoamingOptions {
  readonly encrypted?: boolean;
}

export interface Roaming {
  readonly migrationId: string;
  /** Where it is then. */
  readonly answered: Promise<string>;
}

let addresses = 10;

export class RoamingVm {
  host: HostName = 'esx01';
  vmxPath: string;
  readonly address: string;
  readonly ledger: LedgerAddress;
  readonly load: LedgerLoad;
  private readonly rack: Rack;
  private loaded = true;

  private constructor(rack: Rack, vm: Pick<RoamingVm, 'vmxPath' | 'address' | 'ledger'>) {
    this.rack = rack;
    this.vmxPath = vm.vmxPath;
    this.address = vm.address;
    this.ledger = vm.ledger;
    this.load = new LedgerLoad(vm.ledger);
  }

  /** On esx01. */
  static async start(rack: Rack, settings: Partial<pb.ICreateVmRequest> = {}): Promise<RoamingVm> {
    addresses += 1;
    const address = `10.10.0.${addresses}`;
    const request = { ...vmRequest('web', guestAt(address)), ...settings };
    const { vmxPath } = await rack.management.call('esx01', 'hostd.createVm', request);
    await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    const ledger = await ledgerOf(rack, 'esx01', vmxPath, address);
    const vm = new RoamingVm(rack, { vmxPath, address, ledger });
    await vm.load.more(10);
    return vm;
  }

  get destination(): HostName {
    return otherHost(this.host);
  }

  /** What its host says of it. */
  get runtime(): pb.IVmRuntime {
    return this.rack.runtime(this.host, this.vmxPath) ?? {};
  }

  async begin({ encrypted = false }: RoamingOptions = {}): Promise<Roaming> {
    const { rack, host, destination, vmxPath } = this;
    const migrationId = randomUUID();
    const datastore = datastoreOf[destination];
    const common = { migrationId, vmxPath, encrypted, datastore };
    const { url, key, nfcUrl } = await rack.management.call(destination, 'vmotion.prepareDestination', {
      ...common,
      instanceUuid: '',
      sourceHost: host,
      sourceMoref: host,
      memoryMb: 4,
      cpuReservationMhz: 0,
    });
    const answered = rack.management
      .call(
        host,
        'vmotion.initiateSource',
        { ...common, destinationHost: destination, url, key, nfcUrl, verify: true, disks: [] },
        60_000,
      )
      .then((answer) => answer.vmxPath);
    // A test that kills the source has other news.
    answered.catch(() => undefined);
    return { migrationId, answered };
  }

  /** Moves it. */
  async move(options: RoamingOptions = {}): Promise<void> {
    const { answered } = await this.begin(options);
    this.isAt(await answered);
  }

  /** At the other host from now on. */
  isAt(vmxPath: string): void {
    this.host = this.destination;
    this.vmxPath = vmxPath;
  }

  async inPhase(phase: string): Promise<void> {
    await waitFor(`the migration of ${this.vmxPath} to be in phase ${phase}`, {
      observe: () => this.runtime.migration?.phase,
      until: (seen) => seen === phase,
    });
  }

  /** Hosts that have it on, by any path. */
  get runsOn(): HostName[] {
    return (['esx01', 'esx02'] as const).filter((host) =>
      this.rack.management.heartbeats.get(host)?.vms.some((vm) => vm.powerState === pb.PowerState.poweredOn),
    );
  }

  async runsOnlyOn(host: HostName): Promise<void> {
    await waitFor(`it to run on ${host} only`, {
      observe: () => this.runsOn.join(),
      until: (hosts) => hosts === host,
    });
    await this.load.more(10);
  }

  /** The destination has ended it. */
  async destinationHasEnded({ migrationId }: Roaming): Promise<void> {
    await eventually(`${this.destination} to have ended it`, async () => {
      const status = await this.rack.management.call(this.destination, 'vmotion.lastMigrationStatus', { migrationId });
      return !status.underWay;
    });
  }

  /** Nobody writes any more. */
  async quiet(): Promise<void> {
    if (this.loaded) await this.load.stop();
    this.loaded = false;
  }

  /** Every append that was acknowledged is there, once. */
  async audit(): Promise<void> {
    await this.quiet();
    const found = await readAppends(this.ledger);
    const acknowledged = Number(this.load.acknowledged);
    expect(found).toEqual(Array.from({ length: found.length }, (_, index) => BigInt(index + 1)));
    expect(found.length).toBeGreaterThanOrEqual(acknowledged);
    // One may have been under way.
    expect(found.length - acknowledged).toBeLessThanOrEqual(1);
  }
}
