// What `microsphere ha capacity` shows: the admission control of a cluster, counted by the same arithmetic as vCenter's from
// what vCenter's API says of hosts and virtual machines. Hosts and virtual machines go by their names.
import {
  type AdmissionHost,
  type AdmissionInput,
  type AdmissionPolicy,
  type AdmissionVm,
  type Assessment,
  admissionOptionsOf,
  admissionPolicyOf,
  admit,
  assess,
  hostConditionOf,
  toleratedPercentOf,
} from '@microsphere/fdm';
import type { Vim25Client } from '@microsphere/vim25';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';

const MEBIBYTE = 2 ** 20;

/** What a VM that is off would meet if somebody powered it on now. */
export interface PowerOn {
  readonly vm: string;
  readonly host: string;
  readonly admitted: boolean;
  /** Why it would be refused; empty where it would not. */
  readonly because: string;
}

export interface ClusterCapacity extends Assessment {
  readonly cluster: string;
  /** Whether power-ons are refused: vSphere HA and its admission control are both on. */
  readonly enforced: boolean;
  readonly policy: AdmissionPolicy;
  /** das.vmCpuMinMHz and das.vmMemoryMinMB. */
  readonly minimum: { readonly cpuMhz: number; readonly memoryMb: number };
  readonly hosts: readonly AdmissionHost[];
  readonly vms: readonly AdmissionVm[];
  readonly powerOns: readonly PowerOn[];
}

export interface CapacityView extends AdmissionInput {
  readonly cluster: string;
  readonly enforced: boolean;
  /** VMs that are off. */
  readonly off: readonly AdmissionVm[];
}

/** Pure. */
export function clusterCapacity(view: CapacityView): ClusterCapacity {
  const { cluster, enforced, policy, hosts, vms, options } = view;
  return {
    cluster,
    enforced,
    policy,
    minimum: { cpuMhz: options.vmCpuMinMhz, memoryMb: options.vmMemoryMinMb },
    hosts,
    vms,
    ...assess(view),
    powerOns: view.off.map((vm) => {
      const decision = admit(view, vm);
      const because = decision.kind === 'failoverHost' ? `${decision.host} is a failover host` : '';
      return {
        vm: vm.vm,
        host: vm.host ?? '',
        admitted: decision.kind === 'admitted',
        because: decision.kind === 'insufficient' ? decision.because : because,
      };
    }),
  };
}

export function readClusterCapacity(labName?: string): Promise<ClusterCapacity> {
  return withVcenter(labName, async (client) => clusterCapacity(await viewOf(client)));
}

async function viewOf(client: Vim25Client): Promise<CapacityView> {
  const [[cluster], hosts, vms] = await Promise.all([
    client.retrieve('ClusterComputeResource', ['name', 'resourcePool', 'configurationEx']),
    client.retrieve('HostSystem', ['name', 'parent', 'runtime', 'summary.hardware']),
    client.retrieve('VirtualMachine', ['name', 'resourcePool', 'runtime', 'config', 'summary.quickStats']),
  ]);
  const configuration = cluster?.properties.configurationEx;
  if (!cluster || configuration?._typeName !== 'ClusterConfigInfoEx') throw new Failure('vCenter has no cluster yet');
  const { dasConfig } = configuration;
  const ownHosts = hosts.filter(({ properties }) => properties.parent?.value === cluster.obj.value);
  const pool = cluster.properties.resourcePool?.value;
  const ownVms = vms.filter(({ properties }) => properties.resourcePool?.value === pool);
  const hostName = namesOf(ownHosts);
  const vmName = namesOf(ownVms);
  const counted = ownVms.map(({ obj, properties: { runtime, config, ...properties } }) => {
    const vm: AdmissionVm = {
      vm: vmName(obj.value),
      host: runtime?.host && hostName(runtime.host.value),
      numCpu: config?.hardware.numCPU ?? 1,
      cpuReservationMhz: config?.cpuAllocation?.reservation ?? 0,
      memoryReservationMb: config?.memoryAllocation?.reservation ?? 0,
      memoryOverheadMb: Math.ceil((runtime?.memoryOverhead ?? 0) / MEBIBYTE),
    };
    const { overallCpuUsage: cpuMhz = 0, hostMemoryUsage: memoryMb = 0 } = properties['summary.quickStats'] ?? {};
    return { vm, isOn: runtime?.powerState === 'poweredOn', usage: { cpuMhz, memoryMb } };
  });
  const on = counted.filter(({ isOn }) => isOn);
  return {
    cluster: cluster.properties.name ?? '',
    enforced: dasConfig.enabled === true && dasConfig.admissionControlEnabled === true,
    policy: withNames(admissionPolicyOf(dasConfig), hostName),
    resourceReductionToToleratePercent: toleratedPercentOf(dasConfig),
    hosts: ownHosts.map(({ properties: { name = '', runtime, ...properties } }) => {
      const { cpuMhz = 0, numCpuCores = 0, memorySize = 0 } = properties['summary.hardware'] ?? {};
      return {
        host: name,
        capacity: { cpuMhz: cpuMhz * numCpuCores, memoryMb: Math.floor(memorySize / MEBIBYTE) },
        condition: hostConditionOf({
          connectionState: runtime?.connectionState,
          inMaintenanceMode: runtime?.inMaintenanceMode,
          dasState: runtime?.dasHostState?.state,
        }),
      };
    }),
    vms: on.map(({ vm }) => vm),
    usage: {
      cpuMhz: on.reduce((sum, { usage }) => sum + usage.cpuMhz, 0),
      memoryMb: on.reduce((sum, { usage }) => sum + usage.memoryMb, 0),
    },
    options: admissionOptionsOf(dasConfig),
    off: counted.filter(({ isOn }) => !isOn).map(({ vm }) => vm),
  };
}

interface Named {
  readonly obj: { readonly value: string };
  readonly properties: { readonly name?: string | undefined };
}

/** Names by id; where two have one name (in different folders), with the id. */
function namesOf(objects: readonly Named[]): (id: string) => string {
  const names = new Map<string, string>();
  for (const { obj, properties } of objects) {
    const { name = obj.value } = properties;
    const isShared = objects.some((other) => other.obj.value !== obj.value && other.properties.name === name);
    names.set(obj.value, isShared ? `${name} (${obj.value})` : name);
  }
  return (id) => names.get(id) ?? id;
}

function withNames(policy: AdmissionPolicy, hostName: (id: string) => string): AdmissionPolicy {
  return policy.kind === 'failoverHosts' ? { ...policy, failoverHosts: policy.failoverHosts.map(hostName) } : policy;
}
