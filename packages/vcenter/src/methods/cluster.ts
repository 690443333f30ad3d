// Clusters: made, configured, given hosts.
import { restartPriorities } from '@microsphere/fdm';
import { type DataObject, type ExactDataObject, moRef, type TypedReference } from '@microsphere/vim25';
import { advancedRuntimeInfo } from '../das/advanced-runtime-info.ts';
import { checkRules, mergedGroups, mergedRules } from '../das/cluster-rules.ts';
import { dasConfigEvents } from '../das/config-events.ts';
import { resolvedVmSettings } from '../das/vm-settings.ts';
import { evcManagerRef } from '../evc/evc-projection.ts';
import { defaultInfraUpdateHaConfig, mergedInfraUpdateHaConfig } from '../infra-update-ha/config.ts';
import {
  type ClusterRecord,
  type HostRecord,
  isActiveForDas,
  type NetworkRecord,
  refOf,
} from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import { toDatastoreReport } from '../vpxd/host-report.ts';
import type { Call, MethodsOf } from './call.ts';
import { checkDasConfig, defaultDasConfig, mergedDasConfig } from './das-config.ts';
import { defaultVmReadiness, mergedDefaultReadiness, mergedVmConfig, mergedVmReadiness } from './das-vm-config.ts';

/** The network that every host has from the start, as a freshly installed ESXi. */
const DEFAULT_NETWORK = 'VM Network';

type ClusterSpec = DataObject<'ClusterConfigSpecEx'>;

export function createCluster(
  call: Call,
  folderId: string,
  name: string,
  spec: ClusterSpec,
): TypedReference<'ClusterComputeResource'> {
  const { inventory, instance, events } = call.services;
  const number = instance.newNumber();
  const id = `domain-c${number}`;
  const empty: ClusterRecord = {
    type: 'ClusterComputeResource',
    id,
    name,
    parent: folderId,
    resourcePool: `resgroup-${number}`,
    dasConfig: defaultDasConfig,
    dasVmConfig: {},
    configVersion: 0,
    configContent: '',
    heartbeatDatastores: [],
    formerVms: [],
  };
  const cluster = reconfigured(call, empty, spec, true);
  inventory.put(cluster, { type: 'ResourcePool', id: cluster.resourcePool, name: 'Resources', parent: id, owner: id });
  const posted = { about: cluster, userName: call.userName, fields: {} } as const;
  events.post({ type: 'ClusterCreatedEvent', message: `Created cluster ${name}`, ...posted });
  postConfigEvents(call, empty, cluster);
  return moRef('ClusterComputeResource', id);
}

function postConfigEvents({ services, userName }: Call, before: ClusterRecord, after: ClusterRecord): void {
  for (const { message, ...event } of dasConfigEvents(after.name, before.dasConfig, after.dasConfig)) {
    const posted = { about: after, userName, message };
    if (event.type === 'EventEx') services.events.postExtended({ ...posted, eventTypeId: event.eventTypeId });
    else if ('state' in event) {
      const { type, state, prevState } = event;
      services.events.post({ ...posted, type, fields: { state, prevState } });
    } else services.events.post({ ...posted, type: event.type, fields: {} });
  }
}

/** The cluster with other settings. Faults: NotSupported, InvalidArgument, InvalidDasConfigArgument, DuplicateName. */
function reconfigured(call: Call, cluster: ClusterRecord, spec: ClusterSpec, modify: boolean): ClusterRecord {
  const { inventory, health, newUuid } = call.services;
  if (spec.drsConfig?.enabled) throw fault('NotSupported', 'drsConfig.enabled: vSphere DRS is not supported');
  if (spec.vmSwapPlacement !== undefined && spec.vmSwapPlacement !== 'vmDirectory')
    throw fault('NotSupported', `vmSwapPlacement: ${spec.vmSwapPlacement}`);
  const hosts = inventory.referring('HostSystem', cluster.id);
  const hostExists = (id: string) => hosts.some((host) => host.id === id);
  const vmExists = (id: string) => inventory.find('VirtualMachine', id)?.resourcePool === cluster.resourcePool;
  const hasDatastore = (id: string) => hosts.some(({ datastores }) => datastores.includes(id));
  if (spec.dasConfig) checkDasConfig(spec.dasConfig, { name: cluster.name, hostExists, hasDatastore });
  const vmView = { clusterName: cluster.name, vmExists };
  const rulesView = { vmExists, hostExists, cluster: refOf(cluster), newUuid };
  // What isn't given stays, or goes back to its default.
  const kept: Partial<ClusterRecord> = modify ? cluster : {};
  const next: ClusterRecord = {
    ...cluster,
    infraUpdateHaConfig: mergedInfraUpdateHaConfig(
      cluster.infraUpdateHaConfig ?? defaultInfraUpdateHaConfig,
      spec.infraUpdateHaConfig,
      { modify, isProvider: (id) => health.find(id) !== undefined },
    ),
    dasConfig: mergedDasConfig(cluster.dasConfig, spec.dasConfig, modify),
    dasVmConfig: mergedVmConfig(kept.dasVmConfig ?? {}, spec.dasVmConfigSpec ?? [], vmView),
    orchestration: {
      _typeName: 'ClusterOrchestrationInfo',
      defaultVmReadiness: mergedDefaultReadiness(
        cluster.orchestration?.defaultVmReadiness ?? defaultVmReadiness,
        spec.orchestration,
        modify,
      ),
    },
    vmOrchestration: mergedVmReadiness(kept.vmOrchestration ?? {}, spec.vmOrchestrationSpec ?? [], vmView),
    groups: mergedGroups(kept.groups ?? [], spec.groupSpec ?? [], rulesView),
    rules: mergedRules(kept.rules ?? [], spec.rulesSpec ?? [], rulesView),
  };
  const priorities: readonly (string | null | undefined)[] = restartPriorities;
  checkRules({ groups: next.groups ?? [], rules: next.rules ?? [] }, (vmId) =>
    priorities.indexOf(resolvedVmSettings(next, vmId).restartPriority),
  );
  return next;
}

export const computeResource: MethodsOf<'ComputeResource'> = {
  ReconfigureComputeResource_Task(call, self, { spec, modify }) {
    const { inventory, tasks, events, das, infraUpdateHa } = call.services;
    const before = inventory.need('ClusterComputeResource', self.value);
    const { userName } = call;
    if (spec._typeName !== 'ClusterConfigSpecEx')
      throw fault('InvalidArgument', `spec: ${spec._typeName} does not configure a cluster`, {
        invalidProperty: 'spec',
      });
    const task = {
      descriptionId: 'ComputeResource.reconfigureEx',
      name: 'ReconfigureComputeResource_Task',
      entity: self,
      entityName: before.name,
      userName,
    };
    return tasks.begin(task, async () => {
      const cluster = reconfigured(call, inventory.need('ClusterComputeResource', self.value), spec, modify);
      inventory.put(cluster);
      const posted = { about: cluster, userName, fields: {} } as const;
      postConfigEvents(call, before, cluster);
      events.post({ type: 'ClusterReconfiguredEvent', message: `Reconfigured cluster ${cluster.name}`, ...posted });
      das.settle(cluster.id);
      infraUpdateHa.settle(cluster.id);
    });
  },
};

export const clusterComputeResource: MethodsOf<'ClusterComputeResource'> = {
  AddHost_Task(call, self, { spec, asConnected }) {
    const { inventory, tasks } = call.services;
    const cluster = inventory.need('ClusterComputeResource', self.value);
    const { userName } = call;
    const hostName = checkedHostName(spec, 'spec');
    if (!asConnected) throw fault('NotSupported', 'asConnected: hosts can only be added connected');
    const task = {
      descriptionId: 'ClusterComputeResource.addHost',
      name: 'AddHost_Task',
      entity: self,
      entityName: cluster.name,
      userName,
    };
    return tasks.begin(task, () => addHost(call, cluster.id, hostName, userName));
  },
  EvcManager: (_call, self) => evcManagerRef(self.value),
  RetrieveDasAdvancedRuntimeInfo({ services: { inventory, admission } }, self) {
    const cluster = inventory.need('ClusterComputeResource', self.value);
    return advancedRuntimeInfo({
      cluster,
      hosts: inventory.referring('HostSystem', cluster.id).filter(isActiveForDas),
      datastore: (id) => inventory.need('Datastore', id),
      assessment: admission.assessment(cluster),
    });
  },
};

/** Fault: InvalidArgument. */
export function checkedHostName({ hostName = '' }: ExactDataObject<'HostConnectSpec'>, parameter: string): string {
  if (/^[A-Za-z0-9.-]{1,63}$/.test(hostName)) return hostName;
  const invalidProperty = `${parameter}.hostName`;
  throw fault('InvalidArgument', `${invalidProperty}: not a DNS name: "${hostName}"`, { invalidProperty });
}

async function addHost(call: Call, clusterId: string, name: string, userName: string) {
  const { inventory, instance, requests, monitor, events, das, evc } = call.services;
  const checkNew = () => {
    if ([...inventory.all('HostSystem')].some((host) => host.name === name))
      throw fault('AlreadyConnected', `The host ${name} is in the inventory already`, { name });
  };
  checkNew();
  const id = instance.hostId(name);
  const vcenterUuid = instance.instanceUuid;
  const asked = { moref: id, vcenterUuid };
  // A host that can't come in stays as it is.
  if (inventory.need('ClusterComputeResource', clusterId).evcModeKey !== undefined) {
    const checked = { ...asked, checkOnly: true };
    evc.checkAdmission(
      clusterId,
      name,
      await requests.request({ name }, 'vpxa.connect', checked, { waitForHost: true }),
    );
  }
  const facts = await requests.request({ name }, 'vpxa.connect', asked, { waitForHost: true });
  await evc.admit(clusterId, { id, name }, facts);
  // Somebody else may have added it meanwhile.
  checkNew();
  const datacenter = inventory.above('Datacenter', clusterId);
  if (!datacenter) throw new Error(`cluster ${clusterId} is in no datacenter`);
  const network = ensureNetwork(call, datacenter.networkFolder, DEFAULT_NETWORK);
  const host: HostRecord = {
    type: 'HostSystem',
    id,
    name,
    parent: clusterId,
    connectionState: 'connected',
    cpuMhz: facts.cpuMhz,
    numCpu: facts.numCpu,
    memoryMb: facts.memoryMb,
    datastores: [],
    networks: [network.id],
  };
  inventory.put(host);
  monitor.added(id);
  monitor.datastores(id, facts.datastores.map(toDatastoreReport));
  const posted = { about: host, userName, fields: {} } as const;
  events.post({ type: 'HostAddedEvent', message: `Added host ${name}`, ...posted });
  events.post({ type: 'HostConnectedEvent', message: `Connected to ${name}`, ...posted });
  das.settle(clusterId);
  return moRef('HostSystem', id);
}

/** The network of this name in a datacenter; made when there is none. */
export function ensureNetwork(call: Call, networkFolder: string, name: string): NetworkRecord {
  const { inventory, instance } = call.services;
  const known = inventory.childNamed(networkFolder, name);
  if (known?.type === 'Network') return known;
  const network: NetworkRecord = { type: 'Network', id: instance.newId('network'), name, parent: networkFolder };
  inventory.put(network);
  return network;
}
