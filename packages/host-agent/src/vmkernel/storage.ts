// The host's storage: connects to every target portal, takes LUNs of one NAA identifier for one device with several paths,
// mounts every VMFS volume that it finds, makes new ones when it is told to, and says what becomes of them. A volume whose
// locks were lost is mounted anew, as by a host just come.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { BlockClient, PATH_SELECTION_POLICY, type PathState } from '@microsphere/block';
import type { Logger } from '@microsphere/process';
import type { pb, Timing } from '@microsphere/proto';
import { formatVolume, type LeaseState, readSuperblock, type Superblock, VmfsError } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import type { HostEvent } from '../vpxa/vpxa.ts';
import { Datastore } from './datastore.ts';
import { type DeviceState, type Observation, observationMessages } from './device-state.ts';
import { LunDevice } from './lun-device.ts';
import { storageFault } from './storage-fault.ts';

/** LUNs that a host uses (vSphere 8 configuration maximums: 1024). */
export const MAX_LUNS = 1_024;

export interface StorageOptions {
  readonly hostName: string;
  readonly bootUuid: string;
  /** ws URLs of the arrays' target portals. */
  readonly arrays: readonly string[];
  readonly timing: Timing;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly event: (event: HostEvent) => void;
  /** An array serves a later process of this host, and this one never again. */
  readonly onSuperseded: (why: string) => void;
  /** A datastore appeared, or became accessible, or no longer is. */
  readonly onChange: () => void;
  /** Datastores were mounted. */
  readonly onMounted: () => void;
  /** I/O on a datastore is halted, and its locks are in doubt: others may break them from soon on. */
  readonly onHeartbeatTimedOut: (datastore: Datastore) => void;
  /** They were not broken; I/O goes on. */
  readonly onHeartbeatRecovered: (datastore: Datastore) => void;
  /** Every lock of this host on a datastore is gone: others may have them this very moment. */
  readonly onLocksLost: (datastore: Datastore) => void;
}

/** A path as `esxcli storage core path list` shows it. */
export interface StoragePath {
  /** Adapter, channel, target, LUN: "vmhba64:C0:T1:L0". */
  readonly runtimeName: string;
  /** The target portal. */
  readonly url: string;
  readonly state: PathState;
}

/** A device as `esxcli storage nmp device list` shows it. */
export interface StorageDevice {
  readonly naa: string;
  readonly name: string;
  readonly state: DeviceState;
  readonly pathSelectionPolicy: string;
  readonly paths: readonly StoragePath[];
}

/** The number that ESXi's software iSCSI adapter usually has. */
const ADAPTER = 'vmhba64';

export class Storage {
  private readonly options: StorageOptions;
  private readonly clients: BlockClient[] = [];
  private readonly devices = new Map<string, LunDevice>();
  private readonly mounted = new Map<string, Datastore>();
  /** Each portal's first attempt to connect, and the scan after it. */
  private firstScans: Promise<void>[] = [];
  /** Scans wait for one another. */
  private queue: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(options: StorageOptions) {
    this.options = options;
  }

  /** Connects; resolves when each portal has been scanned, or could not be reached (then it is scanned when it can). */
  async start(): Promise<void> {
    this.firstScans = this.options.arrays.map((url, index) => this.connect(url, index));
    await Promise.all(this.firstScans);
  }

  /** Lets every heartbeat slot go and ends the connections. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.datastores().map((datastore) => datastore.unmount()));
    for (const client of this.clients) client.close();
    for (const device of this.everyDevice()) device.close();
  }

  /** Every device that was found, in the order in which they were. */
  deviceList(): StorageDevice[] {
    return [...this.devices.values()].map(({ naa, name, state, lun, paths }) => ({
      naa,
      name,
      state,
      pathSelectionPolicy: PATH_SELECTION_POLICY,
      paths: paths
        .toSorted((a, b) => a.client.connectionId - b.client.connectionId)
        .map(({ client, state }) => ({ runtimeName: runtimeName(client, lun), url: client.url, state })),
    }));
  }

  datastore(name: string): Datastore | undefined {
    return this.datastores().find((datastore) => datastore.name === name);
  }

  datastores(): readonly Datastore[] {
    return [...this.mounted.values()];
  }

  summaries(): pb.IDatastoreSummary[] {
    return this.datastores().map((datastore) => datastore.summary());
  }

  private connect(url: string, target: number): Promise<void> {
    const { hostName, bootUuid, timing, log } = this.options;
    return new Promise((resolve) => {
      let reported = false;
      const client = new BlockClient(url, {
        initiator: hostName,
        session: bootUuid,
        connectionId: target,
        noop: { intervalMs: timing.noopIntervalMs, timeoutMs: timing.noopTimeoutMs },
        reconnectDelayMs: timing.reconnectDelayMs,
        connectTimeoutMs: timing.requestTimeoutMs,
        onRefused: (reason) => this.options.onSuperseded(`${url} refuses this host: ${reason}`),
        onPathState: (state) => {
          if (state === 'up') {
            reported = false;
            log.info({ array: url }, 'the path to the array is up');
            for (const device of this.everyDevice()) if (device.hasPath(client)) device.client.pathUp(client);
            const found = this.claim(client);
            // The scan says what went wrong, which may have to wait for others.
            found.catch(() => {});
            void this.exclusively(() => this.scan(client, found)).then(resolve, resolve);
          } else {
            if (!reported) log.warn({ array: url }, `the path to the array is down: ${client.lastError ?? 'closed'}`);
            reported = true;
            for (const device of this.everyDevice()) device.client.pathDown(client);
            this.options.onChange();
            resolve();
          }
        },
      });
      this.clients.push(client);
    });
  }

  /** Also those that a volume is still mounted on, though its LUN has another number by now. */
  private everyDevice(): ReadonlySet<LunDevice> {
    return new Set([...this.devices.values(), ...this.datastores().map(({ device }) => device)]);
  }

  private datastoresOn(device: LunDevice): Datastore[] {
    return this.datastores().filter((datastore) => datastore.device === device);
  }

  private deviceChanged(device: LunDevice): void {
    for (const datastore of this.datastoresOn(device)) {
      // Who waits may be told something else now; who may go on again learns it from the next heartbeat.
      datastore.pathDown();
      if (device.client.up) datastore.pathUp();
    }
    this.options.onChange();
  }

  private observed(device: LunDevice, observation: Observation): void {
    const datastores = this.datastoresOn(device).map(({ name }) => name);
    const affected = datastores.length > 0 ? ` Affected datastores: ${datastores.join(', ')}.` : '';
    const paths = device.paths.map(({ client, state }) => `${runtimeName(client, device.lun)} ${state}`).join(', ');
    this.options.event({
      type: observation,
      message: `${observationMessages[observation].replace('%', device.naa)} Paths: ${paths}.${affected}`,
      arguments: { naa: device.naa, lun: device.name, datastores: datastores.join(',') },
    });
  }

  private exclusively<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.queue.then(operation);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Mounts volumes that other hosts made. */
  async rescan(): Promise<void> {
    await this.exclusively(async () => {
      for (const client of this.clients) if (client.up) await this.scan(client, this.claim(client));
    });
  }

  /** Mounts what is on the devices that were found over a path. */
  private async scan(client: BlockClient, devices: Promise<readonly LunDevice[]>): Promise<void> {
    const { log, onMounted, onChange } = this.options;
    let found = false;
    try {
      for (const device of await devices) {
        const known = this.datastores().find((datastore) => datastore.device.naa === device.naa);
        const mounted = known ? !known.mounted && (await this.tryMount(known, device)) : await this.discover(device);
        if (mounted) found = true;
      }
    } catch (error) {
      // The path broke again: its next coming up scans anew.
      log.warn({ err: error, array: client.url }, 'the LUNs of the array could not be scanned');
    }
    if (this.stopped) return;
    onChange();
    if (found) onMounted();
  }

  /** The devices that the array offers over a path, which is one of theirs from now on. */
  private async claim(client: BlockClient): Promise<readonly LunDevice[]> {
    const devices: LunDevice[] = [];
    for (const unit of await client.reportLuns()) {
      const naa = unit.naa ?? '';
      const known = this.devices.get(naa);
      // A mounted volume whose LUN has another number now loses its locks, and is mounted where it is now.
      const device = known && known.lun === unit.lun ? known : this.newDevice(unit);
      if (!known && this.devices.size >= MAX_LUNS) throw new RangeError(`this host uses at most ${MAX_LUNS} LUNs`);
      this.devices.set(naa, device);
      if (known && known !== device) known.retire();
      if (client.up && !device.hasPath(client)) device.client.pathUp(client);
      devices.push(device);
    }
    return devices;
  }

  private newDevice(unit: pb.ILogicalUnit): LunDevice {
    const { timing, now } = this.options;
    return new LunDevice({
      unit,
      timing,
      now,
      onObservation: (device, observation) => this.observed(device, observation),
      onChange: (device) => this.deviceChanged(device),
    });
  }

  /** Mounts the volume of a LUN where there is one. */
  private async discover(device: LunDevice): Promise<boolean> {
    let superblock: Superblock;
    try {
      superblock = await device.runOnce(readSuperblock(device.blocks));
    } catch (error) {
      if (!(error instanceof VmfsError)) throw error;
      if (error.code !== 'notFormatted') this.unusable(device, error);
      return false;
    }
    return this.adopt(device, superblock);
  }

  private async adopt(device: LunDevice, superblock: Superblock): Promise<boolean> {
    const { hostName, timing, now, log } = this.options;
    const other = this.datastore(superblock.label);
    if (this.mounted.has(superblock.uuid) || other) {
      log.error(
        { naa: device.naa, other: other?.device.naa },
        `another volume is named ${superblock.label}: not mounted`,
      );
      return false;
    }
    const datastore: Datastore = new Datastore({
      hostName,
      device,
      superblock,
      timing,
      now,
      log,
      onState: (state) => this.leaseChanged(datastore, state),
    });
    if (!(await this.tryMount(datastore, device))) return false;
    this.mounted.set(superblock.uuid, datastore);
    return true;
  }

  private async tryMount(datastore: Datastore, device: LunDevice): Promise<boolean> {
    try {
      await datastore.mount(device);
    } catch (error) {
      this.unusable(device, error);
      return false;
    }
    if (this.stopped) await datastore.unmount();
    return !this.stopped;
  }

  /** Whoever misses the datastore in vCenter is told why there. */
  private unusable(device: LunDevice, error: unknown): void {
    const { event, log } = this.options;
    log.error({ err: error, naa: device.naa }, `the volume on LUN ${device.name} is not usable`);
    event({
      type: 'esx.problem.vmfs.resource.corruptondisk',
      message: `the volume on LUN ${device.name} is not usable: ${(error as Error).message}`,
      arguments: { naa: device.naa },
    });
  }

  private leaseChanged(datastore: Datastore, state: LeaseState): void {
    const { event, onChange, onHeartbeatTimedOut, onHeartbeatRecovered, onLocksLost } = this.options;
    const { name, uuid } = datastore;
    const say = (type: string, message: string) =>
      event({ type, message: `${message} volume ${name} (${uuid})`, arguments: { datastore: name, volumeUuid: uuid } });
    if (state === 'timedOut') {
      say('esx.problem.vmfs.heartbeat.timedout', 'the heartbeat timed out, and I/O is halted, on');
      onHeartbeatTimedOut(datastore);
    } else if (state === 'alive') {
      say('esx.problem.vmfs.heartbeat.recovered', 'the heartbeat was recovered on');
      onHeartbeatRecovered(datastore);
    } else {
      say('esx.problem.vmfs.heartbeat.unrecoverable', 'the heartbeat, and with it every lock, was lost on');
      onLocksLost(datastore);
      void this.rescan();
    }
    onChange();
  }

  /**
   * Makes a volume of a LUN: the one with that NAA identifier, or the one that is named as the datastore shall be. Faults:
   * AlreadyExists, NotFound, InvalidDatastore, CannotAccessFile.
   */
  async createVmfsDatastore(name: string, naa: string): Promise<void> {
    await Promise.all(this.firstScans);
    const mounted = await this.exclusively(async () => {
      if (this.datastore(name)) throw new HostFault('AlreadyExists', `this host has a datastore "${name}" already`);
      const device = await this.findLun(name, naa);
      try {
        return await this.adopt(device, await this.format(device, name));
      } catch (error) {
        throw storageFault(name, error);
      }
    });
    if (!mounted) throw new HostFault('InvalidDatastore', `"${name}" was made, but could not be mounted`);
    this.options.onChange();
    this.options.onMounted();
  }

  private async findLun(name: string, naa: string): Promise<LunDevice> {
    const found = new Set<LunDevice>();
    const down: string[] = [];
    for (const client of this.clients) {
      if (client.up) for (const device of await this.claim(client)) found.add(device);
      else down.push(`${client.url} is down (${client.lastError ?? 'not connected yet'})`);
    }
    const device = [...found].find((candidate) => (naa ? candidate.naa === naa : candidate.name === name));
    if (device) return device;
    const luns = [...found].map((candidate) => `${candidate.name} (${candidate.naa})`);
    throw new HostFault(
      down.length > 0 ? 'CannotAccessFile' : 'NotFound',
      `no LUN ${naa || `named "${name}"`} among ${[...luns, ...down].join(', ') || 'none'}`,
    );
  }

  private async format(device: LunDevice, label: string): Promise<Superblock> {
    const { timing } = this.options;
    const state = await this.inspect(device);
    if (state === 'beingFormatted') {
      // Whoever makes it needs less than a lease, or died over it.
      await pause(timing.vmfsLeaseMs);
      if ((await this.inspect(device)) === 'volume')
        throw new VmfsError('exists', `LUN ${device.name} was made a volume by another host`);
    } else if (state === 'volume') throw new VmfsError('exists', `LUN ${device.name} holds a volume already`);
    return await device.run(formatVolume({ uuid: randomUUID(), label, blocks: device.blocks }), device.whenUp);
  }

  private async inspect(device: LunDevice): Promise<'volume' | 'beingFormatted' | 'empty'> {
    try {
      await device.run(readSuperblock(device.blocks), device.whenUp);
      return 'volume';
    } catch (error) {
      if (!(error instanceof VmfsError)) throw error;
      if (error.code === 'notFormatted') return 'empty';
      if (error.code === 'beingFormatted') return 'beingFormatted';
      throw error;
    }
  }
}

/** "vmhba64:C0:T1:L0" */
function runtimeName({ connectionId }: BlockClient, lun: number): string {
  return `${ADAPTER}:C0:T${connectionId}:L${lun}`;
}
