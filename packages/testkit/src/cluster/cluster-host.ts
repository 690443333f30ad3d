// A host of a cluster under test: its process, its boot disk, and the cables that lead from it to the networks.

import { Link } from '../link.ts';
import { temporaryDirectory } from '../temporary.ts';
import { TestProcess } from '../test-process.ts';
import { HostLog } from './host-log.ts';
import type { DatastorePortal } from './storage-array.ts';

/** A port where nobody listens: an adapter that has not said yet where it is. */
const NOWHERE = 'ws://127.0.0.1:1';

export interface Hardware {
  readonly pcpuCount: number;
  readonly pcpuMhz: number;
  readonly memoryMb: number;
  /** The newest otherwise. */
  readonly isa?: 'rv64ima' | 'rv64imab';
}

export type LogLevel = 'debug' | 'info';

export interface ClusterHostOptions {
  readonly name: string;
  readonly timing: 'realistic' | 'fast';
  readonly natsUrl: string;
  readonly portals: readonly DatastorePortal[];
  readonly switchEndpoint: string;
  readonly hardware: Hardware;
  readonly logLevel: LogLevel;
}

export class ClusterHost {
  readonly name: string;
  /** What vCenter calls it: the name, until vCenter has taken it in. */
  moref: string;
  readonly management: Link;
  /** To its vMotion adapter, where other hosts reach it. */
  readonly vmotion: Link;
  /** By the name of the datastore that is reached over it. */
  readonly storage: ReadonlyMap<string, Link>;
  readonly log: HostLog;
  /** Not killed, nor stopped. */
  alive = false;
  private readonly configuration: object;
  private readonly logLevel: LogLevel;
  private process_: TestProcess | undefined;

  private constructor(
    options: ClusterHostOptions,
    { management, vmotion, storage }: Pick<ClusterHost, 'management' | 'vmotion' | 'storage'>,
  ) {
    const { name, timing, switchEndpoint, hardware } = options;
    this.name = name;
    this.moref = name;
    this.management = management;
    this.vmotion = vmotion;
    this.storage = storage;
    this.log = new HostLog(name);
    this.logLevel = options.logLevel;
    this.configuration = {
      name,
      timing,
      natsUrl: management.url,
      arrays: [...storage.values()].map(({ url }) => url),
      switch: switchEndpoint,
      hardware,
      vmotion: { listen: '127.0.0.1:0', advertise: new URL(vmotion.url).host },
      stateDirectory: temporaryDirectory(),
    };
  }

  static async start(options: ClusterHostOptions): Promise<ClusterHost> {
    const management = await Link.open(options.natsUrl);
    const vmotion = await Link.open(NOWHERE);
    const storage = new Map<string, Link>();
    for (const { datastore, endpoint } of options.portals) storage.set(datastore, await Link.open(endpoint));
    const host = new ClusterHost(options, { management, vmotion, storage });
    await host.start();
    return host;
  }

  get process(): TestProcess {
    if (!this.process_) throw new Error(`${this.name} was never started`);
    return this.process_;
  }

  /** Starts it, or starts it again with its boot disk. */
  async start(): Promise<void> {
    this.process_ = new TestProcess('host-agent', this.configuration, { MICROSPHERE_LOG: this.logLevel });
    this.log.follow(this.process_);
    const { vmotion } = await this.process_.ready();
    this.vmotion.lead(String(vmotion));
    this.alive = true;
  }

  /** SIGTERM: it is shut down in order. */
  async shutDown(): Promise<void> {
    this.alive = false;
    await this.process.stop();
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    this.alive = false;
    await this.process.kill();
  }

  /** The cable to the array that has this datastore. */
  storageLink(datastore: string): Link {
    const link = this.storage.get(datastore);
    if (!link) throw new Error(`${this.name} has no cable to ${datastore}`);
    return link;
  }
}
