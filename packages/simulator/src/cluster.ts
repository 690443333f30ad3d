// A cluster on virtual time: hosts, datastores, a management network and a small vCenter that keeps the protected lists
// in step with what users want. Tests and storms break it by its methods; the log tells what the agents made of that.
//
// A second here is what the timing profile makes of a published second, in the world (latencies, power-on times) as in
// the agents, so that one story can be told in every profile.
import type { HostMoref, InstanceUuid, ProtectedVm } from '@microsphere/fdm';
import {
  CLUSTER,
  type ClusterSpecification,
  datastoreOf,
  settingsOf,
  settlingSeconds,
} from './cluster-specification.ts';
import type { Datastore, VmFiles } from './datastore.ts';
import { SimulatedHost } from './host.ts';
import type { Invariant } from './invariants.ts';
import { Log, type LogLine } from './log.ts';
import { GATEWAY, Network } from './network.ts';
import { Random } from './random.ts';
import { Timeline } from './timeline.ts';
import { SimulatedVcenter } from './vcenter.ts';
import type { Observer, Packet, StartedBy, StopCause } from './world.ts';

export interface Violation {
  readonly invariant: string;
  readonly seconds: number;
  readonly text: string;
}

/** What has ended so long ago, in published seconds, may still have its consequences. */
const LATELY_SECONDS = 15;

export class SimulatedCluster implements Observer {
  readonly timeline = new Timeline();
  readonly network: Network<Packet>;
  readonly datastores: readonly Datastore[];
  readonly hosts: readonly SimulatedHost[];
  readonly violations: Violation[] = [];
  /** Starts of VMs by HA. */
  restarts = 0;
  /** Isolations that hosts have declared. */
  isolations = 0;
  readonly vcenter: SimulatedVcenter;
  /** VMs that a user, or their guest, has switched off, whatever became of the wish. */
  readonly askedOff = new Set<InstanceUuid>();
  /** When a host was last seen to be cut off from everybody, in published seconds. */
  readonly #isolatedAt = new Map<HostMoref, number>();
  /** Of the array, added to each command. */
  #storageDelayMs = 0;
  readonly #specification: ClusterSpecification;
  readonly #invariants: readonly Invariant[];
  readonly #lastHosts = new Map<InstanceUuid, SimulatedHost>();
  readonly #log = new Log(() => this.seconds);
  #uuids = 0;

  constructor(specification: ClusterSpecification) {
    this.#specification = specification;
    this.#invariants = specification.invariants ?? [];
    const { timing, leadsTo = () => true } = specification;
    const milliseconds = (published: number) => (published * timing.publishedSecondMs) / 1_000;
    this.network = new Network({
      timeline: this.timeline,
      random: specification.random ?? new Random(0),
      latencyMs: specification.networkLatencyMs ?? { low: milliseconds(1), high: milliseconds(1) },
      lossProbability: specification.lossProbability ?? 0,
    });
    this.datastores = numbered(specification.datastores).map((number) =>
      datastoreOf(specification, `datastore${number}`),
    );
    const datastoresOf = (host: number) => this.datastores.filter((_, index) => leadsTo(host, index + 1));
    this.hosts = numbered(specification.hosts).map(
      (number) =>
        new SimulatedHost({
          moref: `host-${number}`,
          timing,
          timeline: this.timeline,
          clock: specification.clocks?.[number - 1] ?? { offsetMs: 0, rate: 1 },
          network: this.network,
          datastores: datastoresOf(number),
          observer: this,
          newUuid: () => this.#newUuid(),
          configurationOf: (version) => this.vcenter.configurationOf(version),
          cluster: CLUSTER,
          memoryMb: specification.hostMemoryMb,
          storageLatencyMs: () => this.#storageDelayMs + (specification.storageLatencyMs ?? milliseconds(0.37)),
          powerOnMs: milliseconds(1_000),
          guestShutdownMs: milliseconds(3_000),
          sabotage: specification.sabotage,
        }),
    );
    this.vcenter = new SimulatedVcenter({
      timing,
      timeline: this.timeline,
      network: this.network,
      hosts: this.hosts,
      datastores: this.datastores,
      heartbeatCandidates: this.datastores.slice(0, specification.heartbeatDatastores),
      onUnprotect: (unprotected) => {
        for (const invariant of this.#invariants) invariant.unprotecting?.(unprotected);
      },
      datastoresOf: (host) => datastoresOf(this.hosts.indexOf(host) + 1),
      settings: settingsOf(
        specification,
        this.hosts.map(({ moref }) => moref),
      ),
      admissionPolicy: specification.admissionPolicy,
    });
  }

  /** The same in each run. */
  #newUuid(): string {
    this.#uuids += 1;
    return `00000000-0000-4000-8000-${String(this.#uuids).padStart(12, '0')}`;
  }

  /** Published seconds since the simulation began. */
  get seconds(): number {
    return this.timeline.now / this.#specification.timing.publishedSecondMs;
  }

  runUntil(seconds: number): void {
    this.timeline.runUntil(seconds * this.#specification.timing.publishedSecondMs);
  }

  afterSeconds(seconds: number, action: () => void): void {
    this.timeline.after(seconds * this.#specification.timing.publishedSecondMs, action);
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
    return this.datastores.some((store) => store.protectedList().some((vm) => vm.instanceUuid === uuid));
  }

  /** Boots everything, powers the VMs on, and lives until they are protected. */
  start(): void {
    const { timing, vms } = this.#specification;
    for (const host of this.hosts) host.boot();
    this.vcenter.start();
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

  /** The array takes longer for every command. */
  slowStorage(delayMs: number): void {
    this.#storageDelayMs = delayMs;
  }

  /** The array says that it has no such unit any more, or has it again. */
  removeUnit(datastore: Datastore, removed: boolean): void {
    datastore.removed = removed;
    datastore.removedLately = true;
    for (const host of this.hosts) host.pathsChanged();
  }

  // vCenter

  startVcenter(): void {
    this.vcenter.start();
  }

  killVcenter(): void {
    this.vcenter.kill();
  }

  setHostMonitoring(hostMonitoring: boolean): void {
    this.vcenter.reconfigure((before) => ({ ...before, hostMonitoring }));
  }

  /** All hosts are in service, and host monitoring is on. */
  endWork(): void {
    for (const host of this.hosts) this.vcenter.exitMaintenanceMode(host);
    this.setHostMonitoring(true);
  }

  /** What users and guests do to a VM. Admission control is asked where vCenter lives; without it the host itself is asked. */
  powerOn(vm: VmFiles, host: SimulatedHost): void {
    const refusal = this.vcenter.refusal(vm, host);
    if (refusal === undefined) host.powerOn(vm);
    else this.log('vcenter', `does not power ${vm.instanceUuid} on: ${refusal}`);
  }

  powerOff(vm: VmFiles): void {
    const host = this.hostOf(vm.instanceUuid);
    if (!host) return;
    this.askedOff.add(vm.instanceUuid);
    host.powerOff(vm);
  }

  shutDownGuest(vm: VmFiles): void {
    const host = this.hostOf(vm.instanceUuid);
    if (!host) return;
    this.askedOff.add(vm.instanceUuid);
    host.shutDownGuest(vm);
  }

  // What happens

  log(who: string, text: string): void {
    if (text.includes(' -> networkIsolated') && who !== 'storm') this.isolations += 1;
    this.#log.add(who, text);
  }

  vmStarted(host: HostMoref, vm: VmFiles, by: StartedBy): void {
    this.log(host, `${vm.instanceUuid} runs (started by ${by})`);
    this.#lastHosts.set(vm.instanceUuid, this.host(host));
    if (by === 'user') {
      this.vcenter.wanted(vm.instanceUuid, true);
      this.askedOff.delete(vm.instanceUuid);
    } else this.restarts += 1;
    for (const invariant of this.#invariants) {
      this.#judge(invariant, invariant.vmStarted?.(this, host, vm, by));
      this.#judge(invariant, invariant.guestRuns?.(this, host, vm));
    }
  }

  vmResumed(host: HostMoref, vm: VmFiles): void {
    for (const invariant of this.#invariants) this.#judge(invariant, invariant.guestRuns?.(this, host, vm));
  }

  haStops(host: HostMoref, vm: VmFiles): void {
    for (const invariant of this.#invariants) this.#judge(invariant, invariant.haStops?.(this, host, vm));
  }

  vmStopped(host: HostMoref, vm: VmFiles, because: string, cause: StopCause): void {
    this.log(host, `${vm.instanceUuid} stops: ${because}`);
    for (const invariant of this.#invariants) this.#judge(invariant, invariant.vmStopped?.(this, host, vm, cause));
  }

  vmReset(host: HostMoref, vm: VmFiles, because: string): void {
    this.log(host, `${vm.instanceUuid} is reset: ${because}`);
  }

  vmWantedOff(vm: VmFiles): void {
    this.vcenter.wanted(vm.instanceUuid, false);
    for (const invariant of this.#invariants) invariant.vmWantedOff?.(vm);
  }

  protectionAcknowledged(verb: 'protect' | 'unprotect', vms: readonly ProtectedVm[]): void {
    for (const invariant of this.#invariants) this.#judge(invariant, invariant.acknowledged?.(this, verb, vms));
  }

  #judge({ name }: Invariant, text: string | undefined): void {
    if (text !== undefined) this.broken(name, text);
  }

  /** Something does not hold that should. */
  broken(invariant: string, text: string): void {
    this.violations.push({ invariant, seconds: this.seconds, text });
    this.log('checker', `${invariant} is broken: ${text}`);
  }

  // The end of all faults

  /** Mends everything but dead hosts. */
  heal(): void {
    this.noteIsolation();
    this.network.heal();
    this.slowStorage(0);
    for (const datastore of this.datastores) {
      datastore.up = true;
      datastore.removed = false;
    }
    for (const host of this.hosts) {
      host.thaw();
      for (const datastore of this.datastores) host.setPath(datastore, 'up');
    }
  }

  /** Nobody of the cluster is heard, and no isolation address answers. */
  isIsolated(host: SimulatedHost): boolean {
    const { network, vcenter } = this;
    if (network.down) return true;
    const peers = this.hosts.filter(
      (peer) => peer !== host && isAwake(peer) && network.connects(host.moref, peer.moref) && isPeer(host, peer),
    );
    if (peers.length > 0) return false;
    const { isolationAddresses, useDefaultIsolationAddress } = vcenter.configuration.options;
    const addresses = [...isolationAddresses, ...(useDefaultIsolationAddress ? [GATEWAY] : [])];
    return !addresses.some((address) => network.answers(host.moref, address));
  }

  wasIsolatedLately(host: SimulatedHost): boolean {
    if (this.isIsolated(host)) return true;
    return this.seconds - (this.#isolatedAt.get(host.moref) ?? Number.NEGATIVE_INFINITY) < LATELY_SECONDS;
  }

  /** To be called before anything changes that decides who hears whom: the network, who lives, who stands still. */
  noteIsolation(): void {
    for (const host of this.hosts)
      if (host.alive && this.isIsolated(host)) this.#isolatedAt.set(host.moref, this.seconds);
  }

  datastoreOf(vm: VmFiles): Datastore {
    const datastore = this.datastores.find(({ vms }) => vms.has(vm.instanceUuid));
    if (!datastore) throw new Error(`${vm.vmxPath} is on no datastore`);
    return datastore;
  }

  /** Living hosts that hear one another. */
  components(): SimulatedHost[][] {
    const components = new Map<string, SimulatedHost[]>();
    for (const host of this.hosts) {
      if (!isAwake(host)) continue;
      const segment = this.network.down ? host.moref : this.network.segmentOf(host.moref);
      components.set(segment, [...(components.get(segment) ?? []), host]);
    }
    return [...components.values()];
  }

  /** Nothing has changed for a while: judges what does not need the world to be whole. */
  judgeStill(): void {
    for (const invariant of this.#invariants) this.#judge(invariant, invariant.still?.(this));
  }

  /** Lives until nothing is missing any more, at most for `settlingSeconds`, and says what is broken then. */
  settle(): void {
    const invariants = this.#invariants;
    const calm = () => invariants.every((invariant) => invariant.settled?.(this) === undefined);
    this.runUntilTrue(calm, settlingSeconds(this.#specification.timing));
    for (const invariant of invariants) this.#judge(invariant, invariant.settled?.(this));
  }

  get lines(): readonly LogLine[] {
    return this.#log.lines;
  }

  clearLog(): void {
    this.#log.clear();
  }

  /** The newest lines of the log. */
  tail(count: number): string {
    return this.#log.tail(count);
  }
}

function isAwake({ alive, frozen }: SimulatedHost): boolean {
  return alive && !frozen;
}

/** Whether an agent says something that another one listens to: each is in the cluster as the other, and itself, know it. */
function isPeer(listener: SimulatedHost, speaker: SimulatedHost): boolean {
  return isMember(listener, speaker) && isMember(speaker, speaker);
}

/** Whether a host is in the cluster as another one knows it. */
export function isMember({ configuration }: SimulatedHost, { moref }: SimulatedHost): boolean {
  return configuration?.hosts.some((host) => host.moref === moref) === true;
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
