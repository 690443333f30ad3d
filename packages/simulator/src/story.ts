// A story: a small cluster, what is done to it at which second, and the log of what its agents made of that. Time zero is
// when the cluster has long been at rest, so that the seconds of the log are those of the reference (T10, T18, ...).
//
//   hosts 3                                   a line each; "#" begins a comment
//   memory 8192                               MB of each host
//   datastores 2
//   heartbeat 2                               how many of them are heartbeat datastores
//   option das.isolationaddress0 vcenter      an advanced option
//   default isolationResponse powerOff        a setting of all VMs (story-settings.ts)
//   vm web datastore1 1024 host-2 high        name, datastore, MB, where it runs, restart priority
//   set web readyCondition poweredOn          a setting of one VM
//   tools web 40                              its tools speak 40 s after its power-on
//   depends web db                            web is restarted when db is ready
//   must web host-1 host-2                    a rule: on these hosts only; mustNot, should, shouldNot
//   apart web db                              no two of them on one host
//   failover host-4                           dedicated failover hosts
//   quarantine host-4                         hosts in quarantine
//   0 kill host-2                             second, verb, objects
//   0 partition a host-1 host-2 gateway       these hear one another and nobody else
//   40 end
import {
  type AntiAffinityRule,
  type ClusterConfiguration,
  type DependencyRule,
  defaultVmSettings,
  type OptionEntry,
  parseAdvancedOptions,
  type RestartPriority,
  restartPriorities,
  type VmHostRule,
  type VmSettings,
} from '@microsphere/fdm';
import type { Timing } from '@microsphere/proto';
import { SimulatedCluster } from './cluster.ts';
import type { VmSpecification } from './cluster-specification.ts';
import { formatLine, type LogLine } from './log.ts';
import { withSetting } from './story-settings.ts';

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
  readonly configuration: Partial<ClusterConfiguration>;
  readonly steps: readonly Step[];
}

const verbs = {
  kill: (cluster, [host]) => cluster.host(host).kill(),
  boot: (cluster, [host]) => cluster.host(host).boot(),
  freeze: (cluster, [host]) => cluster.host(host).freeze(),
  thaw: (cluster, [host]) => cluster.host(host).thaw(),
  /** Moves a host to a part of the management network of its own name. */
  isolate: (cluster, [host]) => cluster.network.move(host, host),
  /** The gateway answers it, wherever it is. */
  answer: (cluster, [host]) => cluster.network.answer(host),
  /** Moves hosts, "gateway" or "vcenter" to a part of the management network. */
  partition: (cluster, [part, ...nodes]) => {
    for (const node of nodes) cluster.network.move(node, part);
  },
  networkDown: (cluster) => {
    cluster.network.down = true;
  },
  heal: (cluster) => cluster.network.heal(),
  cutPath: (cluster, [host, datastore]) => cluster.host(host).setPath(cluster.datastore(datastore), 'down'),
  hangPath: (cluster, [host, datastore]) => cluster.host(host).setPath(cluster.datastore(datastore), 'hung'),
  mendPath: (cluster, [host, datastore]) => cluster.host(host).setPath(cluster.datastore(datastore), 'up'),
  killArray: (cluster, [datastore]) => cluster.setArray(cluster.datastore(datastore), false),
  reviveArray: (cluster, [datastore]) => cluster.setArray(cluster.datastore(datastore), true),
  removeUnit: (cluster, [datastore]) => cluster.removeUnit(cluster.datastore(datastore), true),
  restoreUnit: (cluster, [datastore]) => cluster.removeUnit(cluster.datastore(datastore), false),
  killVcenter: (cluster) => cluster.killVcenter(),
  startVcenter: (cluster) => cluster.startVcenter(),
  powerOff: (cluster, [vm]) => cluster.powerOff(cluster.vm(vm)),
  powerOn: (cluster, [vm, host]) => cluster.host(host).powerOn(cluster.vm(vm)),
  crash: (cluster, [vm]) => cluster.hostOf(vm)?.crashVm(cluster.vm(vm)),
  hang: (cluster, [vm]) => cluster.hostOf(vm)?.hangVm(cluster.vm(vm)),
  end: () => {},
} as const satisfies Record<string, (cluster: SimulatedCluster, objects: Objects) => void>;

/** What a step is about; those that are missing are empty. */
type Objects = readonly [string, string, ...string[]];

type Verb = keyof typeof verbs;

function isVerb(text: string): text is Verb {
  return text in verbs;
}

/** What the lines before the steps say. */
class Setting {
  readonly numbers = { hosts: 3, memory: 8192, datastores: 2, heartbeat: 2 };
  readonly vms: VmSpecification[] = [];
  readonly #options: OptionEntry[] = [];
  readonly #dependencies: DependencyRule[] = [];
  readonly #vmHostRules: VmHostRule[] = [];
  readonly #antiAffinityRules: AntiAffinityRule[] = [];
  #failoverHosts: readonly string[] = [];
  #quarantinedHosts: readonly string[] = [];
  #default: Partial<VmSettings> = {};

  /** Takes a line over; false where it makes no sense. */
  read(first: string, [second, third, ...rest]: readonly string[]): boolean {
    if (second === undefined) return false;
    switch (first) {
      case 'hosts':
      case 'memory':
      case 'datastores':
      case 'heartbeat':
        this.numbers[first] = Number(second);
        return true;
      case 'vm':
        return this.#vm(second, third, rest);
      case 'option':
        this.#options.push({ key: second, value: third ?? '' });
        return parseAdvancedOptions(this.#options).problems.length === 0;
      case 'default': {
        const changed = withSetting(this.#default, second, third);
        this.#default = changed ?? this.#default;
        return changed !== undefined;
      }
      case 'set':
        return this.#set(second, third, rest[0]);
      case 'tools':
        return this.#change(second, () => ({ toolsAfterSeconds: Number(third) }));
      case 'depends':
        this.#dependencies.push({ name: `${second} after ${third}`, vms: [second], dependsOn: [third ?? '', ...rest] });
        return third !== undefined;
      case 'must':
      case 'mustNot':
      case 'should':
      case 'shouldNot':
        this.#vmHostRules.push({
          name: `${first} ${second}`,
          vms: [second],
          hosts: [third ?? '', ...rest],
          affine: !first.endsWith('Not'),
          mandatory: first.startsWith('must'),
        });
        return third !== undefined;
      case 'apart':
        this.#antiAffinityRules.push({
          name: `${second} apart`,
          vms: [second, third ?? '', ...rest],
          mandatory: false,
        });
        return third !== undefined;
      case 'failover':
        this.#failoverHosts = [second, ...(third === undefined ? [] : [third]), ...rest];
        return true;
      case 'quarantine':
        this.#quarantinedHosts = [second, ...(third === undefined ? [] : [third]), ...rest];
        return true;
      default:
        return false;
    }
  }

  #vm(name: string, datastore: string | undefined, [memory, host, priority]: readonly string[]): boolean {
    const restartPriority: RestartPriority | undefined = restartPriorities.find((known) => known === priority);
    if (!datastore || !host || (priority !== undefined && !restartPriority)) return false;
    const vm = { name, datastore, memoryMb: Number(memory), host };
    this.vms.push(restartPriority ? { ...vm, restartPriority } : vm);
    return true;
  }

  #set(name: string, field: string | undefined, value: string | undefined): boolean {
    return this.#change(name, (vm) => {
      const settings = field === undefined ? undefined : withSetting(vm.settings ?? {}, field, value);
      return settings && { settings };
    });
  }

  /** False where there is no such VM, or no such change of it. */
  #change(name: string, change: (vm: VmSpecification) => Partial<VmSpecification> | undefined): boolean {
    const index = this.vms.findIndex((vm) => vm.name === name);
    const vm = this.vms[index];
    const changed = vm && change(vm);
    if (!changed) return false;
    this.vms[index] = { ...vm, ...changed };
    return true;
  }

  get configuration(): Partial<ClusterConfiguration> {
    return {
      defaultVmSettings: { ...defaultVmSettings, ...this.#default },
      options: parseAdvancedOptions(this.#options).options,
      dependencies: this.#dependencies,
      vmHostRules: this.#vmHostRules,
      antiAffinityRules: this.#antiAffinityRules,
      failoverHosts: this.#failoverHosts,
      quarantinedHosts: this.#quarantinedHosts,
    };
  }
}

export function parseStory(text: string): Story {
  const setting = new Setting();
  const steps: Step[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [first, ...rest] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (first === undefined || first === '') continue;
    const [verb, ...objects] = rest;
    if (/^[\d.]+$/.test(first) && verb && isVerb(verb)) steps.push({ seconds: Number(first), verb, objects });
    else if (!setting.read(first, rest)) throw new Error(`line ${index + 1} of the story makes no sense: ${line}`);
  }
  const { numbers, vms, configuration } = setting;
  const { hosts, memory, datastores, heartbeat } = numbers;
  return { hosts, hostMemoryMb: memory, datastores, heartbeatDatastores: heartbeat, vms, configuration, steps };
}

/** Tells the story; the lines count from its time zero. */
export function tellStory({ steps, ...story }: Story, timing: Timing): LogLine[] {
  const cluster = new SimulatedCluster({ ...story, timing });
  cluster.start();
  cluster.runUntil(TIME_ZERO_SECONDS);
  cluster.clearLog();
  for (const { seconds, verb, objects } of steps) {
    cluster.runUntil(TIME_ZERO_SECONDS + seconds);
    cluster.log('story', [verb, ...objects].join(' '));
    const [first = '', second = '', ...others] = objects;
    verbs[verb](cluster, [first, second, ...others]);
  }
  const runs = cluster.vms().map(({ instanceUuid: vm }) => `${vm} ${cluster.hostOf(vm)?.moref ?? 'nowhere'}`);
  cluster.log('story', `at the end: ${runs.join(', ')}`);
  return cluster.lines.map((line) => ({ ...line, seconds: line.seconds - TIME_ZERO_SECONDS }));
}

export function formatStory(lines: readonly LogLine[]): string {
  return `${lines.map(formatLine).join('\n')}\n`;
}
