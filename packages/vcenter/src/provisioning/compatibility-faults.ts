// What compatibility checks find, as vim25 faults: the one table of that boundary.
import { moRef, type Vim25Fault } from '@microsphere/vim25';
import type { CompatibilityFault, Finding } from '@microsphere/vmotion';
import type { Inventory } from '../inventory/inventory.ts';
import { refOf, type VmRecord } from '../inventory/records.ts';
import { featureRequirements } from '../inventory/virtual-machine-projection.ts';
import { fault, localized } from '../vmodl/faults.ts';

const BYTES_PER_MB = 2 ** 20;
/** The network that carries vMotion has no name of its own. */
const VMOTION_NETWORK = 'vmotion';

interface Subject {
  readonly vm: VmRecord;
  readonly inventory: Inventory;
}

type Table = {
  readonly [T in CompatibilityFault['type']]: (
    found: Extract<CompatibilityFault, { readonly type: T }>,
    message: string,
    subject: Subject,
  ) => Vim25Fault;
};

const hostRef = ({ host }: { readonly host: { readonly id: string } }) => moRef('HostSystem', host.id);

const unreachable = (message: string, file: string) => localized(fault('CannotAccessFile', message, { file }));

const table: Table = {
  InvalidPowerState: ({ requestedState, existingState }, message) =>
    fault('InvalidPowerState', message, { requestedState, existingState }),
  SuspendedRelocateNotSupported: (_found, message) => fault('SuspendedRelocateNotSupported', message),
  CannotAccessVmConfig: ({ file }, message) =>
    fault('CannotAccessVmConfig', message, { reason: unreachable(message, file) }),
  MigrationNotReady: ({ reason }, message) => fault('MigrationNotReady', message, { reason }),
  NoGuestHeartbeat: (_found, message) => fault('NoGuestHeartbeat', message),
  HostNotConnected: (_found, message) => fault('HostNotConnected', message),
  InvalidHostState: (found, message) => fault('InvalidHostState', message, { host: hostRef(found) }),
  VMotionNotConfigured: (found, message) => fault('VMotionNotConfigured', message, interfaceOf(found)),
  VMotionLinkDown: (found, message) =>
    fault('VMotionLinkDown', message, { ...interfaceOf(found), network: VMOTION_NETWORK }),
  FeatureRequirementsNotMet: (found, message, { vm }) =>
    fault('FeatureRequirementsNotMet', message, {
      featureRequirement: featureRequirements(found.features),
      vm: refOf(vm),
      host: hostRef(found),
    }),
  VmHostAffinityRuleViolation: ({ host }, message, { vm }) =>
    fault('VmHostAffinityRuleViolation', message, { vmName: vm.name, hostName: host.name }),
  RuleViolation(found, message, { vm, inventory }) {
    const rules = inventory.above('ClusterComputeResource', vm.host)?.rules ?? [];
    const rule = rules.find(({ name }) => name === found.rule);
    if (!rule) throw new Error(`no rule "${found.rule}" although ${vm.name} violates it`);
    return fault('RuleViolation', message, { host: hostRef(found), rule });
  },
  DisallowedOperationOnFailoverHost: (found, message) =>
    fault('DisallowedOperationOnFailoverHost', message, { host: hostRef(found), hostname: found.host.name }),
  HAErrorsAtDest: (_found, message) => fault('HAErrorsAtDest', message),
  InsufficientHostCpuCapacityFault: (found, message) =>
    fault('InsufficientHostCpuCapacityFault', message, {
      host: hostRef(found),
      unreserved: found.unreservedMhz,
      requested: found.requestedMhz,
    }),
  InsufficientHostMemoryCapacityFault: (found, message) =>
    fault('InsufficientHostMemoryCapacityFault', message, {
      host: hostRef(found),
      unreserved: found.unreservedMb * BYTES_PER_MB,
      requested: found.requestedMb * BYTES_PER_MB,
    }),
  CannotAccessVmDisk: ({ device, file }, message) =>
    fault('CannotAccessVmDisk', message, {
      device,
      backing: file,
      connected: true,
      fault: unreachable(message, file),
    }),
  InaccessibleDatastore: ({ datastore }, message) =>
    fault('InaccessibleDatastore', message, {
      datastore: moRef('Datastore', datastore.id),
      name: datastore.name,
      detail: message,
    }),
  NoDiskSpace: ({ file, datastore }, message) => fault('NoDiskSpace', message, { file, datastore: datastore.name }),
  NotSupported: (_found, message) => fault('NotSupported', message),
  CannotAccessNetwork: ({ device, network, networkName, connected }, message) =>
    fault('CannotAccessNetwork', message, {
      device,
      backing: networkName,
      connected,
      network: moRef('Network', network),
    }),
};

function interfaceOf(found: { readonly atSourceHost: boolean; readonly host: { id: string; name: string } }) {
  return { atSourceHost: found.atSourceHost, failedHost: found.host.name, failedHostEntity: hostRef(found) };
}

export function compatibilityFault({ fault: found, message }: Finding, subject: Subject): Vim25Fault {
  // The entry is that of the fault's own type; the compiler does not follow that.
  const make = table[found.type] as (found: CompatibilityFault, message: string, subject: Subject) => Vim25Fault;
  return make(found, message, subject);
}
