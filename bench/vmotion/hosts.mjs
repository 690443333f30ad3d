// Two hosts on one array and one physical switch, between which a guest moves; this bench is their vCenter. Nobody else runs: what is
// measured is the migration.
import { createRequire } from 'node:module';
import { Uplink } from '../../packages/ethernet/dist/index.js';
import { ManagementClient } from '../../packages/testkit/dist/cluster/index.js';
import { eventually, stopAll, TestProcess, temporaryDirectory } from '../../packages/testkit/dist/index.js';
import { guestInfo } from './guest.mjs';

const { WebSocket } = createRequire(new URL('../../packages/host-agent/package.json', import.meta.url))('ws');

const TIMING = 'fast';
const HOSTS = ['esx01', 'esx02'];
const PCPU_MHZ = 100;
/** What a host has beside the guest. */
const SPARE_MB = 64;
/** A guest that writes much may take its time on a busy machine. */
const MIGRATION_LIMIT_MS = 120_000;
const VM = {
  name: 'nomad',
  vmxPath: '[datastore1] nomad/nomad.vmx',
  instanceUuid: '5027e0ab-0000-4000-8000-000000000001',
};

export class HostPair {
  /**
   * @param onFrame - a frame that reaches the prober
   */
  static async start({ memoryMb, onFrame }) {
    const pair = new HostPair(memoryMb);
    const [nats, array, network] = await Promise.all([
      new TestProcess('broker', { listen: '127.0.0.1:0' }).ready(),
      new TestProcess('shared-storage', {
        name: 'array1',
        listen: '127.0.0.1:0',
        directory: temporaryDirectory(),
        luns: [{ lun: 0, name: 'datastore1', sizeBytes: 1024 * 1024 * 1024 }],
      }).ready(),
      new TestProcess('switch', {
        listen: '127.0.0.1:0',
        timing: TIMING,
        gateway: { address: '10.10.0.1', prefix: 24 },
        publish: [],
      }).ready(),
    ]);
    for (const name of HOSTS)
      await new TestProcess('host-agent', {
        name,
        timing: TIMING,
        natsUrl: nats.url,
        arrays: [array.endpoint],
        switch: network.endpoint,
        hardware: { pcpuCount: 1, pcpuMhz: PCPU_MHZ, memoryMb: memoryMb + SPARE_MB },
        stateDirectory: temporaryDirectory(),
      }).ready();
    pair.client = await ManagementClient.connect(nats.url);
    for (const name of HOSTS) await pair.client.takeIn(name, name, 'bench');
    await pair.client.call(HOSTS[0], 'hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
    await pair.client.call(HOSTS[1], 'hostd.rescanVmfs', {});
    pair.uplink = new Uplink({
      switchUrl: network.endpoint,
      hostName: 'prober',
      reconnectDelayMs: 100,
      receive: onFrame,
    });
    await eventually('the uplink of the prober', () => pair.uplink.up);
    await pair.powerOn();
    return pair;
  }

  constructor(memoryMb) {
    this.memoryMb = memoryMb;
    this.host = HOSTS[0];
    this.console = '';
    this.migrations = 0;
  }

  async powerOn() {
    const { name, vmxPath, instanceUuid } = VM;
    await this.client.call(this.host, 'hostd.createVm', {
      name,
      instanceUuid,
      biosUuid: '4227e0ab-0000-4000-8000-000000000001',
      datastore: 'datastore1',
      numCpu: 1,
      memoryMb: this.memoryMb,
      image: 'ledger',
      diskBytes: 4 * 1024 * 1024,
      adapters: [{ macAddress: '00:50:56:00:00:11', network: 'VM Network' }],
      extraConfig: guestInfo(),
    });
    await this.client.call(this.host, 'hostd.powerOnVm', { vmxPath });
    await this.attachConsole();
  }

  /** At the host where the guest is: consoles do not move with it. */
  async attachConsole() {
    this.socket?.terminate();
    const { url } = await this.client.call(this.host, 'hostd.acquireTicket', { vmxPath: VM.vmxPath });
    this.socket = new WebSocket(url);
    this.socket.on('error', () => {});
    this.socket.on('message', (bytes) => {
      this.console += bytes.toString('latin1');
    });
    await eventually('the console of the guest', () => this.socket.readyState === WebSocket.OPEN);
  }

  type(text) {
    this.socket.send(Buffer.from(text));
  }

  send(frame) {
    this.uplink.send(frame);
  }

  /** Instructions a millisecond that the guest executes, over the next heartbeats of its host. */
  async speed(heartbeats) {
    const { host } = this;
    const next = async (after) => {
      const heartbeat = await eventually('a heartbeat', () => {
        const last = this.client.heartbeats.get(host);
        return last && last.sequence !== after && last;
      });
      const vm = heartbeat.vms.find(({ vmxPath }) => vmxPath === VM.vmxPath);
      if (!vm) throw new Error(`the guest left ${host} before ${heartbeats} heartbeats had told its speed`);
      return { sequence: heartbeat.sequence, at: performance.now(), instructions: Number(vm.instructions) };
    };
    const first = await next(this.client.heartbeats.get(host)?.sequence);
    let last = first;
    for (let count = 0; count < heartbeats; count += 1) last = await next(last.sequence);
    return (last.instructions - first.instructions) / (last.at - first.at);
  }

  /**
   * Moves the guest to the other host; what its source says of it, once it is over.
   *
   * @param through - what the source is told of the destination's adapter, given where that is
   */
  async migrate({ encrypted = false, through = (url) => url } = {}) {
    const [from, to] = this.host === HOSTS[0] ? HOSTS : [HOSTS[1], HOSTS[0]];
    this.migrations += 1;
    const { vmxPath, instanceUuid } = VM;
    const migration = { migrationId: `bench-${this.migrations}`, vmxPath, encrypted };
    const prepared = await this.client.call(to, 'vmotion.prepareDestination', {
      ...migration,
      instanceUuid,
      sourceHost: from,
      memoryMb: this.memoryMb,
      cpuReservationMhz: 0,
    });
    const url = await through(prepared.url);
    const request = { ...migration, destinationHost: to, url, key: prepared.key };
    const { migration: progress } = await this.client.call(from, 'vmotion.initiateSource', request, MIGRATION_LIMIT_MS);
    this.host = to;
    return progress;
  }

  async close() {
    this.socket?.terminate();
    this.uplink?.close();
    await this.client?.close();
    await stopAll();
  }
}
