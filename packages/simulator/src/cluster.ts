// A cluster on virtual time: hosts, datastores, a management network and a small vCenter that keeps the protected lists
// in step with what users want. Tests and storms break it by its methods; the log tells what the agents made of that.
//
// A second here is what the timing profile makes of a published second, in the world (latencies, power-on times) as in
// the agents, so that one story can be told in every profile.
import {
  type ClusterConfiguration,
  defaultConfiguration,
  defaultVmSettings,
  type HostMoref,
  type InstanceUuid,
  type ProtectedVm,
  type RestartPriority,
} from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import { Datastore, type VmFiles } from './datastore.ts';
import { SimulatedHost } from './host.ts';
import type { Invariant } from './invariants.ts';
import { Network } from './network.ts';
import { Random } from './random.ts';
import { Timeline } from './timeline.ts';
import type { Observer, Packet, Sabotage, StartedBy } from './world.ts';

export interface VmSpecification {
  readonly name: string;
  readonly datastore: string;
  readonly memoryMb: number;
  readonly restartPriority?: RestartPriority;
  /** Where it is powered on to begin with. */
  readonly host: HostMoref;
}

export interface ClusterSpecification {
  readonly timing: Timing;
  readonly hosts: number;
  readonly hostMemoryMb: number;
  readonly datastores: number;
  readonly heartbeatDatastores: number;
  readonly vms: readonly VmSpecification[];
  readonly random?: Random;
  readonly networkLatencyMs?: { readonly low: number; readonly high: number };
  readonly lossProbability?: number;
  readonly invariants?: readonly Invariant[];
  readonly sabotage?: Sabotage | undefined;
}

export interface LogLine {
  /** Published seconds since the simulation began. */
  readonly seconds: number;
  readonly who: string;
  readonly text: string;
}

export interface Violation {
  readonly invariant: string;
  readonly seconds: number;
  readonly text: string;
}

/** Of the log, the newest lines are kept. */
export const MAX_LOG_LINES = 20_000;

export class SimulatedCluster implements Observer {
  readonly timeline = new Timeline();
  readonly network: Network<Packet>;
  readonly datastores: readonly Datastore[];
  readonly hosts: readonly SimulatedHost[];
  readonly violations: Violation[] = [];
  lines: LogLine[] = [];
  /** Starts of VMs by HA. */
  restarts = 0;
  readonly #specification: ClusterSpecification;
  readonly #invariants: readonly Invariant[];
  readonly #wantedOn = new Set<InstanceUuid>();
  readonly #lastHosts = new Map<InstanceUuid, SimulatedHost>();
  #vcenterAlive = false;
  #vcenterLife = 0;
  #requestOpenUntil = 0;

  constructor(specification: ClusterSpecification) {
    this.#specification = specification;
    this.#invariants = specification.invariants ?? [];
    const { timing } = specification;
    const milliseconds = (published: number) => (published * timing.fdmHeartbeatIntervalMs) / 1_000;
    this.network = new Network({
      timeline: this.timeline,
      random: specification.random ?? new Random(0),
      latencyMs: specification.networkLatencyMs ?? { low: milliseconds(1), high: milliseconds(1) },
      lossProbability: specification.lossProbability ?? 0,
    });
    this.datastores = numbered(specification.datastores).map((number) => new Datastore(`datastore${number}`));
    for (const { name, datastore, memoryMb } of specification.vms) {
      const vmxPath = `[${datastore}] ${name}/${name}.vmx`;
      this.datastore(datastore).vms.set(name, { instanceUuid: name, vmxPath, memoryMb, cleanPowerOff: true });
    }
    this.hosts = numbered(specification.hosts).map(
      (number) =>
        new SimulatedHost({
          moref: `host-${number}`,
          timing,
          timeline: this.timeline,
          network: this.network,
          datastores: this.datastores,
          observer: this,
          memoryMb: specification.hostMemoryMb,
          storageLatencyMs: milliseconds(2),
          powerOnMs: milliseconds(1_000),
          sabotage: specification.sabotage,
        }),
    );
  }

  /** Published seconds since the simulation began. */
  get seconds(): number {
    return this.timeline.now / this.#specification.timing.fdmHeartbeatIntervalMs;
  }

  runUntil(seconds: number): void {
    this.timeline.runUntil(seconds * this.#specification.timing.fdmHeartbeatIntervalMs);
  }

  afterSeconds(seconds: number, action: () => void): void {
    this.timeline.after(seconds * this.#specification.timing.fdmHeartbeatIntervalMs, action);
  }

  /** Lives until `condition` holds, looking once a heartbeat; false when it does not within `seconds`. */
  runUntilTrue(condition: () => boolean, seconds: number): boolean {
    for (const end = this.seconds + seconds; !condition(); ) {
      if (this.seconds >= end) return false;
      this.runUntil(this.seconds + 1);
    }
    return true;
  }

  host(moref: HostMoref): SimulatedHost {
    const host = this.hosts.find((candidate) => candidate.moref === moref);
    if (!host) throw new Error(`there is no host ${moref}`);
    return host;
  }

  datastore(name: string): Datastore {
    const datastore = this.datastores.find((candidate) => candidate.name === name);
    if (!datastore) throw new Error(`there is no datastore ${name}`);
    return datastore;
  }

  vm(name: string): VmFiles {
    const vm = this.vms().find((candidate) => candidate.instanceUuid === name);
    if (!vm) throw new Error(`there is no VM ${name}`);
    return vm;
  }

  vms(): VmFiles[] {
    return this.datastores.flatMap((datastore) => [...datastore.vms.values()]);
  }

  /** Where a VM runs. */
  hostOf(name: string): SimulatedHost | undefined {
    return this.hosts.find((host) => host.runs(name));
  }

  /** Where it runs or ran last. */
  lastHostOf(name: string): SimulatedHost | undefined {
    return this.#lastHosts.get(name);
  }

  isProtected(uuid: InstanceUuid): boolean {
    return this.datastores.some((store) => store.readProtectedList().some((vm) => vm.instanceUuid === uuid));
  }

  /** Boots everything, powers the VMs on, and lives until they are protected. */
  start(): void {
    const { timing, vms, heartbeatDatastores } = this.#specification;
    const configuration: ClusterConfiguration = {
      ...defaultConfiguration,
      cluster: 'domain-c1',
      version: 1,
      dasEnabled: true,
      hosts: this.hosts.map(({ moref }) => ({ moref, hostName: moref })),
      heartbeatDatastores: this.datastores.slice(0, heartbeatDatastores).map(({ uuid }) => uuid),
      vmSettings: new Map(
        vms.flatMap(({ name, restartPriority }) =>
          restartPriority ? [[name, { ...defaultVmSettings, restartPriority }] as const] : [],
        ),
      ),
    };
    for (const host of this.hosts) {
      host.boot();
      host.configure(configuration);
    }
    this.startVcenter();
    // One slot write, so that every host has mounted its datastores.
    this.timeline.runUntil(timing.vmfsHeartbeatIntervalMs);
    for (const { name, host } of vms) this.host(host).powerOn(this.vm(name));
    const ready = () => vms.every(({ name }) => this.isProtected(name));
    if (!this.runUntilTrue(ready, 120)) throw new Error(`the cluster did not come up:\n${this.tail(200)}`);
  }

  /** Kills or revives the array of a datastore. */
  setArray(datastore: Datastore, up: boolean): void {
    datastore.up = up;
    for (const host of this.hosts) host.pathsChanged();
  }

  // vCenter

  startVcenter(): void {
    if (this.#vcenterAlive) return;
    this.#vcenterAlive = true;
    this.#vcenterLife += 1;
    this.#requestOpenUntil = 0;
    this.#reconcile(this.#vcenterLife);
  }

  killVcenter(): void {
    this.#vcenterAlive = false;
  }

  get vcenterAlive(): boolean {
    return this.#vcenterAlive;
  }

  /** Asks the master to protect what should be protected and is not, and the other way round. */
  #reconcile(life: number): void {
    if (!this.#vcenterAlive || life !== this.#vcenterLife) return;
    const { timing } = this.#specification;
    this.timeline.after(timing.hostHeartbeatIntervalMs, () => this.#reconcile(life));
    const master = this.hosts.find(({ status, frozen }) => status?.state === 'master' && !frozen);
    if (!master || this.timeline.now < this.#requestOpenUntil) return;
    const known = new Set(master.status?.protectedVms);
    const missing = this.vms().filter(({ instanceUuid: uuid }) => this.#wantedOn.has(uuid) && !known.has(uuid));
    const surplus = this.vms().filter(({ instanceUuid: uuid }) => !this.#wantedOn.has(uuid) && known.has(uuid));
    const request = (verb: 'protect' | 'unprotect', vms: readonly VmFiles[]) => {
      if (vms.length === 0 || this.timeline.now < this.#requestOpenUntil) return;
      this.#requestOpenUntil = this.timeline.now + timing.requestTimeoutMs;
      const list = vms.map(({ instanceUuid, vmxPath, memoryMb }) => ({
        instanceUuid,
        vmxPath,
        memoryMb,
        cpuReservationMhz: 0,
      }));
      master.request(verb, list, () => {
        this.#requestOpenUntil = 0;
      });
    };
    request('unprotect', surplus);
    request('protect', missing);
  }

  // What happens

  log(who: string, text: string): void {
    this.lines.push({ seconds: this.seconds, who, text });
    if (this.lines.length > 2 * MAX_LOG_LINES) this.lines = this.lines.slice(-MAX_LOG_LINES);
  }

  vmStarted(host: HostMoref, vm: VmFiles, by: StartedBy): void {
    this.log(host, `${vm.instanceUuid} runs (started by ${by})`);
    this.#lastHosts.set(vm.instanceUuid, this.host(host));
    if (by === 'user') this.#wantedOn.add(vm.instanceUuid);
    else this.restarts += 1;
    for (const invariant of this.#invariants) this.#judge(invariant, invariant.vmStarted?.(this, host, vm, by));
  }

  vmStopped(host: HostMoref, vm: VmFiles, because: string): void {
    this.log(host, `${vm.instanceUuid} stops: ${because}`);
  }

  vmWantedOff(vm: VmFiles): void {
    this.#wantedOn.delete(vm.instanceUuid);
    for (const invariant of this.#invariants) invariant.vmWantedOff?.(vm);
  }

  protectionAcknowledged(verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[]): void {
    for (const invariant of this.#invariants) this.#judge(invariant, invariant.acknowledged?.(this, verb, vms));
  }

  #judge(invariant: Invariant, text: string | undefined): void {
    if (text === undefined) return;
    this.violations.push({ invariant: invariant.name, seconds: this.seconds, text });
    this.log('checker', `${invariant.name} is broken: ${text}`);
  }

  // The end of all faults

  /** Mends everything but dead hosts. */
  heal(): void {
    this.network.heal();
    for (const datastore of this.datastores) datastore.up = true;
    for (const host of this.hosts) {
      host.thaw();
      for (const datastore of this.datastores) host.setPath(datastore, true);
    }
  }

  /** Lives until nothing is missing any more, at most for `settlingSeconds`, and says what is broken then. */
  settle(): void {
    const invariants = this.#invariants;
    const calm = () => invariants.every((invariant) => invariant.settled?.(this) === undefined);
    this.runUntilTrue(calm, settlingSeconds(this.#specification.timing));
    for (const invariant of invariants) this.#judge(invariant, invariant.settled?.(this));
  }

  /** The newest lines of the log. */
  tail(count: number): string {
    return this.lines.slice(-count).map(formatLine).join('\n');
  }
}

/**
 * How long after the last fault a VM may be down, in published seconds: an election that has to be held twice, and every
 * attempt with all that can hold it up.
 */
export function settlingSeconds(timing: Timing): number {
  const attemptMs = timing.fdmPowerOnTimeoutMs + timing.vmfsLeaseMs + 2 * timing.vmfsHeartbeatIntervalMs;
  const delaysMs = timing.fdmRestartDelaysMs.reduce((sum, delayMs) => sum + delayMs, 0);
  const electionMs = timing.fdmMasterTimeoutMs + 2 * timing.fdmElectionMs + timing.fdmUnknownStateMonitorMs;
  const totalMs = electionMs + delaysMs + (timing.fdmRestartDelaysMs.length + 1) * attemptMs;
  return totalMs / timing.fdmHeartbeatIntervalMs;
}

export function formatLine({ seconds, who, text }: LogLine): string {
  return `${seconds.toFixed(3).padStart(9)}  ${who.padEnd(8)}  ${text}`;
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
