// What a cluster is before anything happens to it, drawn from a seed: mostly small ones, up to the largest that vSphere has;
// its VMs, their settings, and what surrounds the hosts.
import {
  type AdmissionPolicy,
  type AdvancedOptions,
  type ClusterConfiguration,
  type DependencyRule,
  defaultVmSettings,
  isolationResponses,
  readyConditions,
  restartPriorities,
  type StorageReaction,
  type VmSettings,
} from '@microsphere/fdm';
import type { VmSpecification } from './cluster-specification.ts';
import type { HostClock } from './process.ts';
import type { Random } from './random.ts';

/** Hosts that one datastore has room for: HEARTBEAT_SLOTS of packages/vmfs. */
const MAX_HOSTS_PER_DATASTORE = 64;
const MAX_HOSTS = 96;
/** Folders of VMs that are on every datastore of a small cluster, and of a large one. */
const SMALL_FOLDERS = 10;
const MAX_VMS = 60;
/** Clocks of hosts differ in rate by less than this. */
const CLOCK_DRIFT = 0.01;

/** Plain data: it can be kept in a file. Milliseconds are of a published second. */
export interface Shape {
  readonly hosts: number;
  readonly hostMemoryMb: number;
  readonly datastores: number;
  /** Not all hosts see all datastores: see `leadsTo`. */
  readonly zoned: boolean;
  readonly heartbeatDatastores: number;
  readonly vms: readonly VmSpecification[];
  /** Folders of VMs, and files of hosts, that are on every datastore. */
  readonly folders: number;
  readonly hostFiles: number;
  readonly clocks: readonly HostClock[];
  readonly networkLatencyMs: { readonly low: number; readonly high: number };
  readonly storageLatencyMs: number;
  readonly lossProbability: number;
  readonly configuration: Partial<ClusterConfiguration>;
  readonly admissionPolicy?: AdmissionPolicy | undefined;
  readonly options: Partial<AdvancedOptions>;
}

function drawHosts(random: Random): number {
  const dice = random.next();
  if (dice < 0.9) return random.integer(3, 6);
  if (dice < 0.985) return random.integer(7, 16);
  if (dice < 0.998) return random.integer(17, 40);
  return random.integer(41, MAX_HOSTS);
}

/** What most clusters have not, and some have. */
function sometimes<T>(random: Random, probability: number, value: () => T, otherwise: T): T {
  return random.chance(probability) ? value() : otherwise;
}

function drawSettings(random: Random, base: VmSettings): VmSettings {
  const onApd = sometimes<StorageReaction>(
    random,
    0.3,
    () => random.pick(['restartConservative', 'restartAggressive'] as const)!,
    'disabled',
  );
  return {
    ...base,
    restartPriority: sometimes(random, 0.7, () => random.pick(restartPriorities.slice(0, 5))!, 'medium'),
    restartPriorityTimeoutSeconds: sometimes(random, 0.5, () => random.integer(10, 120), 600),
    isolationResponse: random.pick(isolationResponses)!,
    readyCondition: sometimes(random, 0.3, () => random.pick(readyConditions.slice(0, 3))!, 'none'),
    postReadyDelaySeconds: sometimes(random, 0.2, () => random.integer(1, 20), 0),
    monitoring: {
      ...base.monitoring,
      vmMonitoring: sometimes(random, 0.3, () => 'vmMonitoringOnly' as const, 'vmMonitoringDisabled'),
    },
    storageProtection: {
      ...base.storageProtection,
      onApd,
      onPdl: sometimes(random, 0.3, () => 'restartAggressive' as const, 'disabled'),
      terminateDelayForApdSeconds: sometimes(random, 0.5, () => random.integer(0, 30), 180),
      onApdCleared: sometimes(random, 0.3, () => 'reset' as const, 'none'),
    },
  };
}

function drawOptions(random: Random): Partial<AdvancedOptions> {
  return {
    isolationAddresses: sometimes(random, 0.2, () => [random.pick(['vcenter', 'host-1', 'nobody'])!], []),
    useDefaultIsolationAddress: !random.chance(0.1),
    perHostConcurrentFailovers: sometimes(random, 0.2, () => random.integer(1, 3), 32),
    respectVmVmAntiAffinityRules: random.chance(0.3),
    respectVmHostSoftAffinityRules: random.chance(0.3),
  };
}

const admissionPolicies: readonly AdmissionPolicy[] = [
  { kind: 'resourcePercentage', percentages: { kind: 'computed', failoverLevel: 1 } },
  { kind: 'slots', failoverLevel: 1, fixedSlot: undefined },
];

function drawRules(random: Random, vms: readonly string[], hosts: number): Partial<ClusterConfiguration> {
  const some = (count: number) => [...new Set(Array.from({ length: count }, () => random.pick(vms)!))];
  // Of an earlier VM, so that there are no circles.
  const dependency = (): DependencyRule => {
    const at = random.integer(1, vms.length - 1);
    return { name: 'dependency', vms: [vms[at]!], dependsOn: [vms[random.integer(0, at - 1)]!] };
  };
  const hostNames = Array.from({ length: hosts }, (_, index) => `host-${index + 1}`);
  return {
    dependencies: sometimes(random, 0.2, () => [dependency()], []),
    vmHostRules: sometimes(
      random,
      0.2,
      () => [
        {
          name: 'vm-host',
          vms: some(2),
          hosts: hostNames.slice(0, random.integer(1, hosts)),
          affine: random.chance(0.8),
          mandatory: random.chance(0.5),
        },
      ],
      [],
    ),
    antiAffinityRules: sometimes(random, 0.2, () => [{ name: 'apart', vms: some(2), mandatory: false }], []),
    failoverHosts: sometimes(random, 0.1, () => [random.pick(hostNames)!], []),
    quarantinedHosts: sometimes(random, 0.1, () => [random.pick(hostNames)!], []),
  };
}

/**
 * Whether paths of a host lead to a datastore, where a volume has not slots enough for all hosts: those of a first third lead to
 * all datastores (the master is one of them: it sees more than others), those of the others to every second one.
 */
export function leadsTo(hosts: number): (host: number, datastore: number) => boolean {
  const third = Math.ceil(hosts / 3);
  return (host, datastore) => host <= third || (host <= 2 * third ? datastore % 2 === 1 : datastore % 2 === 0);
}

export function drawShape(random: Random): Shape {
  const hosts = drawHosts(random);
  const zoned = hosts > MAX_HOSTS_PER_DATASTORE;
  const datastores = zoned ? random.integer(4, 5) : random.integer(1, 3);
  const count = hosts > 16 ? random.integer(10, MAX_VMS) : random.integer(2, SMALL_FOLDERS - 1);
  const base = drawSettings(random, defaultVmSettings);
  const names = Array.from({ length: count }, (_, index) => `vm${index + 1}`);
  const vms = names.map((name, index): VmSpecification => {
    const host = 1 + (index % hosts);
    const reached = Array.from({ length: datastores }, (_, number) => number + 1).filter(
      (each) => !zoned || leadsTo(hosts)(host, each),
    );
    const vm = {
      name,
      datastore: `datastore${random.pick(reached)}`,
      memoryMb: random.pick([512, 1024, 2048]) ?? 512,
      host: `host-${host}`,
    };
    return random.chance(0.5) ? { ...vm, settings: drawSettings(random, base) } : vm;
  });
  const clocks = Array.from(
    { length: hosts },
    (): HostClock => ({
      offsetMs: random.integer(0, 1_000_000),
      rate: 1 + random.between(-CLOCK_DRIFT, CLOCK_DRIFT),
    }),
  );
  return {
    hosts,
    // In one cluster of three the survivors may be too small.
    hostMemoryMb: random.chance(1 / 3) ? 6_144 : 32_768,
    datastores,
    zoned,
    heartbeatDatastores: zoned ? datastores : random.integer(0, Math.min(2, datastores)),
    vms,
    folders: hosts > 16 ? MAX_VMS : SMALL_FOLDERS,
    // Some are new to their datastores.
    hostFiles: random.chance(0.1) ? 0 : hosts > 16 ? MAX_HOSTS : 16,
    clocks,
    networkLatencyMs: { low: 1, high: random.between(2, 100) },
    storageLatencyMs: random.between(0.2, 10),
    lossProbability: random.pick([0, 0, 0.01, 0.05]) ?? 0,
    configuration: { defaultVmSettings: base, ...drawRules(random, names, hosts) },
    options: drawOptions(random),
    admissionPolicy: sometimes(random, 0.3, () => random.pick(admissionPolicies), undefined),
  };
}
