// The alarms that a vCenter has from the beginning, by their vSphere names; all are defined on the root folder and hold for
// what is below. What vSphere documents of each is its name and what it is for; the events of each are those of vSphere HA
// that say so (reference: ha.md section 9). The names are vSphere's own, the system name only where it is published.
import type { DataObject, EventName, HaEventId } from '@microsphere/vim25';
import type { AlarmExpression, AlarmStatus } from './expression.ts';

type AlarmSpec = DataObject<'AlarmSpec'>;

interface Definition {
  readonly name: string;
  readonly systemName?: string;
  readonly description: string;
  readonly expression: AlarmExpression;
}

type ObjectType = 'ClusterComputeResource' | 'HostSystem' | 'VirtualMachine';
type Triggers = Readonly<Partial<Record<HaEventId | EventName, AlarmStatus>>>;

/** Events on objects of a type, each with the status that it brings. */
function onEvents(objectType: ObjectType, triggers: Triggers): AlarmExpression {
  const expression = Object.entries(triggers).map(
    ([id, status]) =>
      ({
        _typeName: 'EventAlarmExpression',
        eventType: id.includes('.') ? 'EventEx' : id,
        eventTypeId: id,
        objectType,
        status,
      }) as const,
  );
  return { _typeName: 'OrAlarmExpression', expression };
}

const definitions: readonly Definition[] = [
  {
    name: 'Host connection and power state',
    systemName: 'alarm.HostConnectionStateAlarm',
    description: 'Default alarm to monitor host connection and power state',
    expression: {
      _typeName: 'AndAlarmExpression',
      expression: [
        {
          _typeName: 'StateAlarmExpression',
          operator: 'isEqual',
          type: 'HostSystem',
          statePath: 'runtime.connectionState',
          red: 'notResponding',
        },
        {
          _typeName: 'StateAlarmExpression',
          operator: 'isUnequal',
          type: 'HostSystem',
          statePath: 'runtime.powerState',
          red: 'standBy',
        },
      ],
    },
  },
  {
    name: 'vSphere HA host status',
    description: 'Default alarm to monitor the health of a host as reported by vSphere HA',
    expression: onEvents('HostSystem', {
      DasHostFailedEvent: 'red',
      'com.vmware.vc.HA.DasHostFailedEvent': 'red',
      'com.vmware.vc.HA.DasHostIsolatedEvent': 'red',
      'com.vmware.vc.HA.HostPartitionedFromMasterEvent': 'red',
      'com.vmware.vc.HA.HostAgentErrorEvent': 'red',
      'com.vmware.vc.HA.HostDasErrorEvent': 'red',
      HostDasErrorEvent: 'red',
      'com.vmware.vc.HA.ConnectedToMaster': 'green',
      'com.vmware.vc.HA.HostDasAgentHealthyEvent': 'green',
      HostDasDisabledEvent: 'green',
      EnteredMaintenanceModeEvent: 'green',
      HostDisconnectedEvent: 'green',
    }),
  },
  {
    name: 'vSphere HA failover in progress',
    description: 'Default alarm to alert when vSphere HA is in the process of failing over virtual machines',
    expression: onEvents('ClusterComputeResource', {
      'com.vmware.vc.HA.ClusterFailoverActionInitiatedEvent': 'yellow',
      'com.vmware.vc.HA.ClusterFailoverInProgressEvent': 'yellow',
      'com.vmware.vc.HA.ClusterFailoverActionCompletedEvent': 'green',
      DasDisabledEvent: 'green',
    }),
  },
  {
    name: 'Insufficient vSphere HA failover resources',
    description:
      'Default alarm to alert when there are insufficient cluster resources for vSphere HA to guarantee failover',
    expression: onEvents('ClusterComputeResource', {
      InsufficientFailoverResourcesEvent: 'red',
      FailoverLevelRestored: 'green',
      DasAdmissionControlDisabledEvent: 'green',
      DasDisabledEvent: 'green',
    }),
  },
  {
    name: 'Cannot find vSphere HA master agent',
    description:
      'Default alarm to alert when vCenter Server has been unable to connect to a vSphere HA master agent for a prolonged period',
    expression: onEvents('ClusterComputeResource', {
      'com.vmware.vc.HA.VcCannotFindMasterEvent': 'red',
      'com.vmware.vc.HA.VcConnectedToMasterEvent': 'green',
      DasDisabledEvent: 'green',
    }),
  },
  {
    name: 'vSphere HA virtual machine failover failed',
    description: 'Default alarm to alert when vSphere HA failed to failover a virtual machine',
    // Nothing turns it green again: somebody has looked at the virtual machine, and says so.
    expression: onEvents('VirtualMachine', { VmFailoverFailed: 'red', VmMaxRestartCountReached: 'red' }),
  },
  {
    name: 'vSphere HA virtual machine monitoring action',
    description: 'Default alarm to alert when vSphere HA reset a virtual machine',
    expression: onEvents('VirtualMachine', {
      VmDasBeingResetEvent: 'yellow',
      VmDasBeingResetWithScreenshotEvent: 'yellow',
    }),
  },
  {
    name: 'vSphere HA virtual machine monitoring error',
    description: 'Default alarm to alert when vSphere HA failed to reset a virtual machine',
    expression: onEvents('VirtualMachine', {
      VmDasResetFailedEvent: 'red',
      'com.vmware.vc.HA.VmDasResetAbortedEvent': 'red',
    }),
  },
  {
    name: 'vSphere HA VM Component Protection could not power off a virtual machine',
    description:
      'Default alarm to alert when vSphere HA VM Component Protection cannot power off a virtual machine without its storage',
    expression: onEvents('VirtualMachine', {
      'com.vmware.vc.HA.VmcpTerminateVmAborted': 'red',
      'com.vmware.vc.HA.VmcpNotTerminateVmWithInaccessibleDatastore': 'red',
      'com.vmware.vc.HA.VmcpStorageFailureCleared': 'green',
      'com.vmware.vc.ha.VmRestartedByHAEvent': 'green',
    }),
  },
];

export const defaultAlarms: readonly AlarmSpec[] = definitions.map((definition) => ({
  _typeName: 'AlarmSpec',
  ...definition,
  enabled: true,
}));
