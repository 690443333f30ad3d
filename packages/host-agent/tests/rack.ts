// A rack for tests of whole hosts: real hosts, array, switch and broker, as processes. vCenter's part is played by the
// test, which shows that hosts need none.
import type { pb } from '@microsphere/proto';
import {
  closeLinks,
  eventually,
  Link,
  removeTemporaryDirectories,
  stopAll,
  TestProcess,
  temporaryDirectory,
} from '@microsphere/testkit';
import { ManagementClient, PhysicalSwitch, type PublishedService } from '@microsphere/testkit/cluster';

export interface RackOptions {
  readonly hostNames: readonly string[];
  readonly lunSizeBytes?: number;
  /** Further LUNs of the array, as large, by the names of their datastores. */
  readonly moreLuns?: readonly string[];
  /** LUNs of a second array. */
  readonly otherLuns?: readonly string[];
  /** Target portals of the array; hosts reach each over a link that can be cut. Without it, one, and no link. */
  readonly paths?: number;
  /** Each host has a cable of its own to the first of them, and one to the second array. */
  readonly storageCables?: boolean;
  /** Hosts that reach the second array alone; the others reach the first alone. Without it everybody reaches both. */
  readonly apart?: readonly string[];
  readonly hardware?: { readonly pcpuCount: number; readonly pcpuMhz: number; readonly memoryMb: number };
}

const clients: ManagementClient[] = [];
let guests = 0;

export class Rack {
  readonly management: ManagementClient;
  readonly hosts = new Map<string, TestProcess>();
  readonly physicalSwitch: PhysicalSwitch;
  broker: TestProcess;
  array: TestProcess;
  otherArray: TestProcess | undefined;
  private readonly startOtherArray: (listen: readonly string[]) => TestProcess;
  /** Those of the second array. */
  readonly otherPortals: readonly string[];
  private readonly startArray: (listen: readonly string[]) => TestProcess;
  /** The array's target portals, and the links to them. */
  readonly portals: readonly string[];
  readonly links: readonly Link[];
  private readonly natsUrl: string;
  private readonly hostConfiguration: (name: string) => object;
  /** Of each host, where they were asked for. */
  private readonly storageLinks: ReadonlyMap<string, Link>;
  private readonly otherStorageLinks: ReadonlyMap<string, Link>;
  private readonly directories = new Map<string, string>();
  /** The cable to the vMotion adapter of each host. */
  private readonly vmotionLinks = new Map<string, Link>();

  private constructor(options: {
    readonly management: ManagementClient;
    readonly broker: TestProcess;
    readonly array: TestProcess;
    readonly otherArray: TestProcess | undefined;
    readonly startOtherArray: (listen: readonly string[]) => TestProcess;
    readonly otherPortals: readonly string[];
    readonly startArray: (listen: readonly string[]) => TestProcess;
    readonly portals: readonly string[];
    readonly links: readonly Link[];
    readonly natsUrl: string;
    readonly physicalSwitch: PhysicalSwitch;
    readonly hostConfiguration: (name: string) => object;
    readonly storageLinks: ReadonlyMap<string, Link>;
    readonly otherStorageLinks: ReadonlyMap<string, Link>;
  }) {
    this.management = options.management;
    this.broker = options.broker;
    this.array = options.array;
    this.otherArray = options.otherArray;
    this.startOtherArray = options.startOtherArray;
    this.otherPortals = options.otherPortals;
    this.startArray = options.startArray;
    this.portals = options.portals;
    this.links = options.links;
    this.natsUrl = options.natsUrl;
    this.physicalSwitch = options.physicalSwitch;
    this.hostConfiguration = options.hostConfiguration;
    this.storageLinks = options.storageLinks;
    this.otherStorageLinks = options.otherStorageLinks;
  }

  /** Everything runs, and the hosts, whose names are their ids, are taken in. There is one LUN, "datastore1", and no volume on it. */
  static async start({
    hostNames,
    lunSizeBytes = 256 * 1024 * 1024,
    moreLuns = [],
    otherLuns = [],
    paths,
    storageCables = false,
    apart,
    hardware,
  }: RackOptions): Promise<Rack> {
    const broker = new TestProcess('broker', { listen: '127.0.0.1:0' });
    const directory = temporaryDirectory();
    const named = (names: readonly string[]) => names.map((name, lun) => ({ lun, name, sizeBytes: lunSizeBytes }));
    const luns = named(['datastore1', ...moreLuns]);
    const startArray = (listen: readonly string[]) =>
      new TestProcess('shared-storage', { name: 'array1', listen, directory, luns });
    const array = startArray(Array.from({ length: paths ?? 1 }, () => '127.0.0.1:0'));
    const otherDirectory = temporaryDirectory();
    const startOtherArray = (listen: readonly string[]) =>
      new TestProcess('shared-storage', { name: 'array2', listen, directory: otherDirectory, luns: named(otherLuns) });
    const otherArray = otherLuns.length > 0 ? startOtherArray(['127.0.0.1:0']) : undefined;
    const [nats, storage, physicalSwitch] = await Promise.all([
      broker.ready(),
      array.ready(),
      PhysicalSwitch.start('fast'),
    ]);
    const management = await ManagementClient.connect(String(nats.url));
    clients.push(management);
    const portals = Object.values(storage).map(String);
    const otherPortals = otherArray ? Object.values(await otherArray.ready()).map(String) : [];
    const links = paths === undefined ? [] : await Promise.all(portals.map((portal) => Link.open(portal)));
    const cablesTo = async (portal: string | undefined) => {
      const cables = new Map<string, Link>();
      if (storageCables && portal !== undefined)
        for (const name of hostNames) cables.set(name, await Link.open(portal));
      return cables;
    };
    const storageLinks = await cablesTo(portals[0]);
    const otherStorageLinks = await cablesTo(otherPortals[0]);
    const rack = new Rack({
      storageLinks,
      otherStorageLinks,
      management,
      broker,
      array,
      otherArray,
      startOtherArray,
      otherPortals,
      startArray,
      portals,
      links,
      natsUrl: String(nats.url),
      physicalSwitch,
      hostConfiguration: (name) => ({
        name,
        timing: 'fast',
        natsUrl: nats.url,
        arrays: [
          apart?.includes(name)
            ? []
            : (storageLinks.get(name)?.url ?? (links.length > 0 ? links.map(({ url }) => url) : portals)),
          apart && !apart.includes(name) ? [] : (otherStorageLinks.get(name)?.url ?? otherPortals),
        ].flat(),
        switch: physicalSwitch.endpoint,
        hardware: hardware ?? { pcpuCount: 2, pcpuMhz: 20, memoryMb: 64 },
      }),
    });
    for (const name of hostNames) await rack.startHost(name);
    for (const name of hostNames) await management.takeIn(name, name);
    return rack;
  }

  /** Where a host keeps its boot disk. */
  bootDisk(name: string): string {
    const directory = this.directories.get(name) ?? temporaryDirectory();
    this.directories.set(name, directory);
    return directory;
  }

  /** Starts a host, or starts it again with its boot disk. */
  async startHost(name: string): Promise<TestProcess> {
    const link = this.vmotionLinks.get(name) ?? (await Link.open('ws://127.0.0.1:9'));
    this.vmotionLinks.set(name, link);
    const host = new TestProcess('host-agent', {
      ...this.hostConfiguration(name),
      stateDirectory: this.bootDisk(name),
      vmotion: { listen: '127.0.0.1:0', advertise: new URL(link.url).host },
    });
    this.hosts.set(name, host);
    link.lead(String((await host.ready()).vmotion));
    return host;
  }

  /** The cable over which other hosts reach a host's vMotion adapter. */
  vmotionLink(name: string): Link {
    const link = this.vmotionLinks.get(name);
    if (!link) throw new Error(`there is no host ${name}`);
    return link;
  }

  host(name: string): TestProcess {
    const host = this.hosts.get(name);
    if (!host) throw new Error(`there is no host ${name}`);
    return host;
  }

  /** The cable of a host to the array. */
  storageLink(name: string): Link {
    const link = this.storageLinks.get(name);
    if (!link) throw new Error(`${name} has no cable of its own to the array`);
    return link;
  }

  /** The cable of a host to the second array. */
  otherStorageLink(name: string): Link {
    const link = this.otherStorageLinks.get(name);
    if (!link) throw new Error(`${name} has no cable of its own to the second array`);
    return link;
  }

  /** A new broker where the old one was. */
  async startBroker(): Promise<void> {
    this.broker = new TestProcess('broker', { listen: new URL(this.natsUrl).host });
    await this.broker.ready();
  }

  /** Starts the array again where it was, with what it had. */
  async restartArray(): Promise<void> {
    this.array = this.startArray(this.portals.map((portal) => new URL(portal).host));
    await this.array.ready();
  }

  async restartOtherArray(): Promise<void> {
    this.otherArray = this.startOtherArray(this.otherPortals.map((portal) => new URL(portal).host));
    await this.otherArray.ready();
  }

  /** Of all arrays. */
  get everyPortal(): readonly string[] {
    return [...this.portals, ...this.otherPortals];
  }

  /** Asks the gateway to ping an address of the VM network. */
  ping(address: string): Promise<boolean> {
    return this.physicalSwitch.ping(address);
  }

  /** Has a UDP service of the VM network published on a port of this machine. */
  publish(address: string, port: number): Promise<PublishedService> {
    return this.physicalSwitch.publish(address, port);
  }

  /** Makes a VM and returns its path. Without an address its guest has no network. */
  async createVm(moref: string, name: string, extraConfig: Readonly<Record<string, string>> = {}): Promise<string> {
    const { vmxPath } = await this.management.call(moref, 'hostd.createVm', vmRequest(name, extraConfig));
    return vmxPath;
  }

  /** What the host last said of a VM. */
  runtime(moref: string, vmxPath: string): pb.IVmRuntime | undefined {
    return this.management.heartbeats.get(moref)?.vms.find((vm) => vm.vmxPath === vmxPath);
  }

  async guestIsUp(moref: string, vmxPath: string): Promise<void> {
    await eventually(`the guest of ${vmxPath} to be up`, () => this.runtime(moref, vmxPath)?.toolsRunning);
  }
}

/** A request for a small VM with the ledger. */
export function vmRequest(name: string, extraConfig: Readonly<Record<string, string>> = {}): pb.ICreateVmRequest {
  guests += 1;
  const number = guests.toString(16).padStart(2, '0');
  return {
    name,
    instanceUuid: `5027e0ab-0000-4000-8000-0000000000${number}`,
    biosUuid: `4227e0ab-0000-4000-8000-0000000000${number}`,
    datastore: 'datastore1',
    numCpu: 1,
    memoryMb: 4,
    image: 'ledger',
    diskBytes: 4 * 1024 * 1024,
    adapters: [{ macAddress: `00:50:56:00:00:${number}`, network: 'VM Network' }],
    extraConfig: { ...extraConfig },
  };
}

/** For `afterEach` or `afterAll`: nothing of any rack is left. */
export async function clearRacks(): Promise<void> {
  for (const client of clients.splice(0)) await client.close();
  await stopAll();
  closeLinks();
  removeTemporaryDirectories();
}
