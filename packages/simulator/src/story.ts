// A story: a small cluster, what is done to it at which second, and the log of what its agents made of that. Time zero is
// when the cluster has long been at rest, so that the seconds of the log are those of the reference (T10, T18, ...).
//
//   hosts 3                                   a line each; "#" begins a comment
//   memory 8192                               MB of each host
//   datastores 2
//   heartbeat 2                               how many of them are heartbeat datastores
//   vm web datastore1 1024 host-2 high        name, datastore, MB, where it runs, restart priority; then settings of its own:
//                                             monitoring=vmMonitoringOnly apd=restartAggressive pdl=restartAggressive
//   0 kill host-2                             second, verb, objects
//   40 end
import {
  defaultVmSettings,
  type RestartPriority,
  restartPriorities,
  type StorageProtectionSettings,
  storageReactions,
  type VmMonitoringSettings,
  type VmSettings,
  vmMonitoringStates,
} from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import { formatLine, type LogLine, SimulatedCluster, type VmSpecification } from './cluster.ts';

/** The cluster has come to rest, and has exchanged its heartbeats of this second a moment ago. */
const TIME_ZERO_SECONDS = 120.02;

interface Step {
  readonly seconds: number;
  readonly verb: Verb;
  readonly objects: readonly string[];
}

export interface Story {
  readonly hosts: number;
  readonly hostMemoryMb: number;
  readonly datastores: number;
  readonly heartbeatDatastores: number;
  readonly vms: readonly VmSpecification[];
  readonly steps: readonly Step[];
}

const verbs = {
  kill: (cluster, [host]) => cluster.host(host).kill(),
  boot: (cluster, [host]) => cluster.host(host).boot(),
  freeze: (cluster, [host]) => cluster.host(host).freeze(),
  thaw: (cluster, [host]) => cluster.host(host).thaw(),
  /** Moves a host to a part of the management network of its own name. */
  isolate: (cluster, [host]) => cluster.network.move(host, host),
  heal: (cluster) => cluster.network.heal(),
  cutPath: (cluster, [host, datastore]) => cluster.host(host).setPath(cluster.datastore(datastore), 'down'),
  killArray: (cluster, [datastore]) => cluster.setArray(cluster.datastore(datastore), false),
  reviveArray: (cluster, [datastore]) => cluster.setArray(cluster.datastore(datastore), true),
  killVcenter: (cluster) => cluster.killVcenter(),
  powerOff: (cluster, [vm]) => cluster.powerOff(cluster.vm(vm)),
  powerOn: (cluster, [vm, host]) => cluster.host(host).powerOn(cluster.vm(vm)),
  crash: (cluster, [vm]) => cluster.hostOf(vm)?.crashVm(cluster.vm(vm)),
  hang: (cluster, [vm]) => cluster.hostOf(vm)?.hangVm(cluster.vm(vm)),
  mendPath: (cluster, [host, datastore]) => cluster.host(host).setPath(cluster.datastore(datastore), 'up'),
  removeUnit: (cluster, [datastore]) => cluster.removeUnit(cluster.datastore(datastore), true),
  returnUnit: (cluster, [datastore]) => cluster.removeUnit(cluster.datastore(datastore), false),
  end: () => {},
} as const satisfies Record<string, (cluster: SimulatedCluster, objects: readonly [string, string]) => void>;

type Verb = keyof typeof verbs;

function isVerb(text: string): text is Verb {
  return text in verbs;
}

export function parseStory(text: string): Story {
  const numbers = { hosts: 3, memory: 8192, datastores: 2, heartbeat: 2 };
  const vms: VmSpecification[] = [];
  const steps: Step[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [first, second, ...rest] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (first === undefined || first === '') continue;
    const wrong = () => new Error(`line ${index + 1} of the story makes no sense: ${line}`);
    if (first === 'vm') {
      const [datastore, memory, host, ...more] = rest;
      const priority = more.find((word) => !word.includes('='));
      const own = settingsOf(more.filter((word) => word.includes('=')));
      if (!second || !datastore || !host) throw wrong();
      const restartPriority: RestartPriority | undefined = restartPriorities.find((known) => known === priority);
      if ((priority !== undefined && !restartPriority) || !own) throw wrong();
      const vm = { name: second, datastore, memoryMb: Number(memory), host, settings: own };
      vms.push(restartPriority ? { ...vm, restartPriority } : vm);
    } else if (first in numbers && second) {
      numbers[first as keyof typeof numbers] = Number(second);
    } else if (/^[\d.]+$/.test(first) && second && isVerb(second)) {
      steps.push({ seconds: Number(first), verb: second, objects: rest });
    } else throw wrong();
  }
  const { hosts, memory, datastores, heartbeat } = numbers;
  return { hosts, hostMemoryMb: memory, datastores, heartbeatDatastores: heartbeat, vms, steps };
}

/** "monitoring=vmMonitoringOnly" and the like; undefined for what makes no sense. */
function settingsOf(words: readonly string[]): Partial<VmSettings> | undefined {
  let monitoring: VmMonitoringSettings = defaultVmSettings.monitoring;
  let storageProtection: StorageProtectionSettings = defaultVmSettings.storageProtection;
  for (const word of words) {
    const [key, value] = word.split('=');
    const vmMonitoring = vmMonitoringStates.find((known) => known === value);
    const reaction = storageReactions.find((known) => known === value);
    if (key === 'monitoring' && vmMonitoring) monitoring = { ...monitoring, vmMonitoring };
    else if (key === 'apd' && reaction) storageProtection = { ...storageProtection, onApd: reaction };
    else if (key === 'pdl' && reaction && reaction !== 'restartConservative')
      storageProtection = { ...storageProtection, onPdl: reaction };
    else return undefined;
  }
  return { monitoring, storageProtection };
}

/** Tells the story; the lines count from its time zero. */
export function tellStory({ steps, ...story }: Story, timing: Timing): LogLine[] {
  const cluster = new SimulatedCluster({ ...story, timing });
  cluster.start();
  cluster.runUntil(TIME_ZERO_SECONDS);
  cluster.lines = [];
  for (const { seconds, verb, objects } of steps) {
    cluster.runUntil(TIME_ZERO_SECONDS + seconds);
    cluster.log('story', [verb, ...objects].join(' '));
    verbs[verb](cluster, [objects[0] ?? '', objects[1] ?? '']);
  }
  const runs = cluster.vms().map(({ instanceUuid: vm }) => `${vm} ${cluster.hostOf(vm)?.moref ?? 'nowhere'}`);
  cluster.log('story', `at the end: ${runs.join(', ')}`);
  return cluster.lines.map((line) => ({ ...line, seconds: line.seconds - TIME_ZERO_SECONDS }));
}

export function formatStory(lines: readonly LogLine[]): string {
  return `${lines.map(formatLine).join('\n')}\n`;
}
