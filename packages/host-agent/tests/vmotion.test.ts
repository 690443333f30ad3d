// vMotion between real hosts, asked for as vCenter asks, by a test that plays its part. What counts is what the guest says
// afterwards: its ledger, its instructions, its address.
import { randomUUID } from 'node:crypto';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guestAt, type LedgerAddress, LedgerLoad, ledgerOf, readAppends } from './ledger-load.ts';
import { clearRacks, Rack, vmRequest } from './rack.ts';

/** "1 2 ... count" */
const upTo = (count: bigint): bigint[] => Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));

type HostName = 'esx01' | 'esx02';
const other = (host: HostName): HostName => (host === 'esx01' ? 'esx02' : 'esx01');

let rack: Rack;

class MovingVm {
  readonly vmxPath: string;
  readonly ledger: LedgerAddress;
  readonly load: LedgerLoad;
  host: HostName = 'esx01';

  private constructor(vmxPath: string, ledger: LedgerAddress) {
    this.vmxPath = vmxPath;
    this.ledger = ledger;
    this.load = new LedgerLoad(ledger);
  }

  static async start(name: string, address: string): Promise<MovingVm> {
    const { vmxPath } = await rack.management.call('esx01', 'hostd.createVm', vmRequest(name, guestAt(address)));
    await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath });
    const vm = new MovingVm(vmxPath, await ledgerOf(rack, 'esx01', vmxPath, address));
    await vm.load.more(10);
    return vm;
  }

  async migrate(
    options: { readonly encrypted?: boolean; readonly verify?: boolean } = {},
  ): Promise<pb.IMigrationProgress> {
    const { encrypted = false, verify = false } = options;
    const { vmxPath, host } = this;
    const destination = other(host);
    const migrationId = randomUUID();
    const { url, key } = await rack.management.call(destination, 'vmotion.prepareDestination', {
      migrationId,
      vmxPath,
      instanceUuid: '',
      sourceHost: host,
      memoryMb: 4,
      cpuReservationMhz: 0,
      encrypted,
    });
    const { migration } = await rack.management.call(host, 'vmotion.initiateSource', {
      migrationId,
      vmxPath,
      destinationHost: destination,
      url,
      key,
      encrypted,
      verify,
    });
    this.host = destination;
    return migration ?? {};
  }
}

describe('a guest that appends to its ledger', () => {
  beforeAll(async () => {
    rack = await Rack.start({ hostNames: ['esx01', 'esx02'] });
    await rack.management.call('esx01', 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
    await rack.management.call('esx02', 'hostd.rescanVmfs', {});
  });
  afterAll(clearRacks);

  it('moves ten times, and nobody outside notices', async () => {
    const vm = await MovingVm.start('moving', '10.10.0.21');
    for (let move = 0; move < 10; move += 1) {
      const migration = await vm.migrate();
      console.log(JSON.stringify(migration));
      await vm.load.more(10);
    }
    await vm.load.stop();
    expect(await readAppends(vm.ledger)).toEqual(upTo(vm.load.acknowledged));
    expect(pb.PowerState.poweredOn).toBe(pb.PowerState.poweredOn);
    await eventually('one host to have it', () => rack.runtime('esx02', vm.vmxPath) === undefined);
  }, 120_000);
});
