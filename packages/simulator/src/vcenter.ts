// vCenter, as far as HA needs it: it hears the hosts that its part of the network reaches, sends them the configuration of the
// cluster, and keeps the master's protected list like the inventory, by the plans of the real one (fdm/vcenter-side). What
// people want is told to it by them; it may be dead.
import {
  type AdmissionPolicy,
  type AdmissionVm,
  admit,
  type ClusterConfiguration,
  chooseHeartbeatDatastores,
  defaultHeartbeatChoice,
  type InstanceUuid,
  type ProtectedVm,
  planProtection,
} from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import type { Datastore, VmFiles } from './datastore.ts';
import type { SimulatedHost } from './host.ts';
import type { Network } from './network.ts';
import type { Timeline } from './timeline.ts';
import type { Packet } from './world.ts';

export const VCENTER = 'vcenter';

/** What a host has; VMs are placed by memory here. */
export const HOST_CPU_MHZ = 10_000;

/** What users can set: all of the configuration but what vCenter makes itself. */
export type ClusterSettings = Omit<ClusterConfiguration, 'version' | 'heartbeatDatastores'>;

export interface SimulatedVcenterOptions {
  readonly timing: Timing;
  readonly timeline: Timeline;
  readonly network: Network<Packet>;
  readonly hosts: readonly SimulatedHost[];
  readonly datastores: readonly Datastore[];
  readonly settings: ClusterSettings;
  /** Of admission control, where it is on. */
  readonly admissionPolicy: AdmissionPolicy | undefined;
  /** Datastores that may carry heartbeats. */
  readonly heartbeatCandidates: readonly Datastore[];
  /** VMs that a master is asked to forget. */
  readonly onUnprotect: (vms: readonly ProtectedVm[]) => void;
  /** Datastores that paths of a host lead to. */
  readonly datastoresOf: (host: SimulatedHost) => readonly Datastore[];
}

/** What a host has confirmed. */
interface Configured {
  readonly bootUuid: string | undefined;
  readonly version: number;
}

export class SimulatedVcenter {
  readonly #options: SimulatedVcenterOptions;
  /** Everything that was ever sent, by version. */
  readonly #configurations = new Map<number, ClusterConfiguration>();
  readonly #configured = new Map<string, Configured>();
  readonly #wantedOn = new Set<InstanceUuid>();
  /** Hosts that are to enter maintenance mode as soon as nothing runs there, and those that have. */
  readonly #entering = new Set<SimulatedHost>();
  readonly #inMaintenance = new Set<SimulatedHost>();
  #settings: ClusterSettings;
  #changed = true;
  #version = 0;
  #alive = false;
  #life = 0;
  #requestOpenUntil = 0;

  constructor(options: SimulatedVcenterOptions) {
    this.#options = options;
    this.#settings = options.settings;
    options.network.attach(
      VCENTER,
      () => {},
      () => this.#alive,
    );
  }

  get alive(): boolean {
    return this.#alive;
  }

  start(): void {
    if (this.#alive) return;
    this.#alive = true;
    this.#life += 1;
    this.#requestOpenUntil = 0;
    this.#configured.clear();
    this.#round(this.#life);
  }

  kill(): void {
    this.#alive = false;
  }

  /** A user has switched the VM on, or wants it off. */
  wanted(vm: InstanceUuid, on: boolean): void {
    if (on) this.#wantedOn.add(vm);
    else this.#wantedOn.delete(vm);
  }

  /** Why admission control, of a vCenter that lives, refuses a power-on; undefined where it does not. */
  refusal(vm: VmFiles, host: SimulatedHost): string | undefined {
    const { hosts, datastores, admissionPolicy: policy } = this.#options;
    if (!this.#alive) return undefined;
    if (this.#isOutOfService(host)) return `${host.moref} is in maintenance mode, or about to be`;
    if (!policy) return undefined;
    const heard = this.#heard();
    const running = datastores
      .flatMap(({ vms }) => [...vms.values()])
      .flatMap((each) => {
        const on = hosts.find((candidate) => candidate.runs(each.instanceUuid));
        return on ? [admissionVm(each, on)] : [];
      });
    const decision = admit(
      {
        policy,
        resourceReductionToToleratePercent: 100,
        hosts: hosts.map((each) => ({
          host: each.moref,
          capacity: { cpuMhz: HOST_CPU_MHZ, memoryMb: each.memoryMb },
          condition: this.#isOutOfService(each) ? 'maintenanceMode' : heard.includes(each) ? 'good' : 'notConnected',
        })),
        vms: running,
        usage: { cpuMhz: 0, memoryMb: 0 },
        options: this.#settings.options,
      },
      admissionVm(vm, host),
    );
    if (decision.kind === 'admitted') return undefined;
    return decision.kind === 'insufficient' ? decision.because : `${host.moref} is a failover host`;
  }

  /** A user changes the configuration; only of a vCenter that lives. */
  reconfigure(change: (before: ClusterSettings) => ClusterSettings): void {
    if (!this.#alive) return;
    this.#settings = change(this.#settings);
    this.#changed = true;
  }

  /** A user takes a host out of service; only of a vCenter that lives. It leaves the cluster when nothing runs there. */
  enterMaintenanceMode(host: SimulatedHost): void {
    if (this.#alive && !this.#inMaintenance.has(host)) this.#entering.add(host);
  }

  /** It is in service again, or stays so. */
  exitMaintenanceMode(host: SimulatedHost): void {
    if (!this.#alive) return;
    this.#entering.delete(host);
    if (this.#inMaintenance.delete(host)) this.#changed = true;
  }

  #isOutOfService(host: SimulatedHost): boolean {
    return this.#entering.has(host) || this.#inMaintenance.has(host);
  }

  configurationOf(version: number): ClusterConfiguration | undefined {
    return this.#configurations.get(version);
  }

  /** The newest. */
  get configuration(): ClusterConfiguration {
    const newest = this.#configurations.get(this.#version);
    if (!newest) throw new Error('vCenter has configured nothing yet');
    return newest;
  }

  #round(life: number): void {
    if (!this.#alive || life !== this.#life) return;
    const { timeline, timing } = this.#options;
    timeline.after(timing.hostHeartbeatIntervalMs, () => this.#round(life));
    const heard = this.#heard();
    this.#takeOutOfService(heard);
    if (this.#changed) this.#newConfiguration();
    for (const host of heard) this.#configure(host);
    const master = heard.find(({ status }) => status?.state === 'master');
    if (master) this.#protect(master);
  }

  #heard(): SimulatedHost[] {
    const { hosts, network } = this.#options;
    return hosts.filter(({ alive, frozen, moref }) => alive && !frozen && network.connects(moref, VCENTER));
  }

  #takeOutOfService(heard: readonly SimulatedHost[]): void {
    const { datastores } = this.#options;
    const isEmpty = (host: SimulatedHost) => !datastores.some(({ vms }) => [...vms.keys()].some((vm) => host.has(vm)));
    for (const host of this.#entering) {
      if (!heard.includes(host) || !isEmpty(host)) continue;
      this.#entering.delete(host);
      this.#inMaintenance.add(host);
      this.#changed = true;
    }
  }

  #newConfiguration(): void {
    const { heartbeatCandidates, datastoresOf } = this.#options;
    const hosts = this.#options.hosts.filter((host) => !this.#inMaintenance.has(host));
    const before = this.#configurations.get(this.#version)?.heartbeatDatastores ?? [];
    const candidates = heartbeatCandidates.map((datastore) => ({
      uuid: datastore.uuid,
      hosts: hosts.filter((host) => datastoresOf(host).includes(datastore)).map(({ moref }) => moref),
      preferred: false,
    }));
    this.#changed = false;
    this.#version += 1;
    this.#configurations.set(this.#version, {
      ...this.#settings,
      hosts: this.#settings.hosts.filter(({ moref }) => hosts.some((host) => host.moref === moref)),
      version: this.#version,
      heartbeatDatastores: chooseHeartbeatDatastores(candidates, {
        ...defaultHeartbeatChoice,
        perHost: this.#settings.options.heartbeatDatastoresPerHost,
        before,
      }),
    });
  }

  #configure(host: SimulatedHost): void {
    const known = this.#configured.get(host.moref);
    if (known?.bootUuid === host.bootUuid && known?.version === this.#version) return;
    this.#configured.set(host.moref, { bootUuid: host.bootUuid, version: this.#version });
    host.configure(this.configuration);
  }

  /** Asks the master to protect what should be protected and is not, and the other way round. */
  #protect(master: SimulatedHost): void {
    const { timeline, timing, datastores, onUnprotect } = this.#options;
    if (timeline.now < this.#requestOpenUntil) return;
    const vms = datastores
      .flatMap((datastore) => [...datastore.vms.values()])
      .map((vm) => ({ ...vm, dasWanted: this.#wantedOn.has(vm.instanceUuid) }));
    const plan = planProtection({ vms, formerVms: [], onDisk: new Set(master.status?.protectedVms) });
    const request = (verb: 'protect' | 'unprotect', list: readonly ProtectedVm[]) => {
      if (list.length === 0 || timeline.now < this.#requestOpenUntil) return;
      this.#requestOpenUntil = timeline.now + timing.requestTimeoutMs;
      if (verb === 'unprotect') onUnprotect(list);
      master.request(verb, list, () => {
        this.#requestOpenUntil = 0;
      });
    };
    request(
      'unprotect',
      plan.unprotect.map((vm) => ({ ...vm, memoryMb: 0, cpuReservationMhz: 0 })),
    );
    request('protect', plan.protect.map(protectedVm));
  }
}

function protectedVm({ instanceUuid, vmxPath, memoryMb }: VmFiles): ProtectedVm {
  return { instanceUuid, vmxPath, memoryMb, cpuReservationMhz: 0 };
}

/** All of its memory is reserved, as hosts count it. */
function admissionVm({ instanceUuid, memoryMb }: VmFiles, host: SimulatedHost): AdmissionVm {
  return {
    vm: instanceUuid,
    host: host.moref,
    numCpu: 1,
    cpuReservationMhz: 0,
    memoryReservationMb: memoryMb,
    memoryOverheadMb: 0,
  };
}
