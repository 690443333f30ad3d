// What a change of a cluster's settings of vSphere HA looks like as events. Pure.
import type { EventName, ExactDataObject, HaEventId } from '@microsphere/vim25';

type DasConfig = ExactDataObject<'ClusterDasConfigInfo'>;

type PlainClusterEvent = EventName &
  ('DasEnabledEvent' | 'DasDisabledEvent' | 'DasAdmissionControlEnabledEvent' | 'DasAdmissionControlDisabledEvent');

export type ConfigEvent =
  | { readonly type: PlainClusterEvent; readonly message: string }
  | {
      readonly type: 'HostMonitoringStateChangedEvent' | 'VmHealthMonitoringStateChangedEvent';
      readonly message: string;
      readonly state: string;
      readonly prevState: string;
    }
  | { readonly type: 'EventEx'; readonly eventTypeId: HaEventId; readonly message: string };

/** The events that lie between two settings of a cluster; `clusterName` is for their messages. */
export function dasConfigEvents(clusterName: string, before: DasConfig, after: DasConfig): ConfigEvent[] {
  const events: ConfigEvent[] = [];
  const wasEnabled = before.enabled === true;
  const isEnabled = after.enabled === true;
  if (wasEnabled !== isEnabled)
    events.push({
      type: isEnabled ? 'DasEnabledEvent' : 'DasDisabledEvent',
      message: `vSphere HA ${isEnabled ? 'enabled' : 'disabled'} for cluster ${clusterName}`,
    });
  if (before.admissionControlEnabled !== after.admissionControlEnabled)
    events.push({
      type: after.admissionControlEnabled ? 'DasAdmissionControlEnabledEvent' : 'DasAdmissionControlDisabledEvent',
      message: `vSphere HA admission control ${after.admissionControlEnabled ? 'enabled' : 'disabled'} for cluster ${clusterName}`,
    });
  const prevState = before.hostMonitoring ?? 'enabled';
  const state = after.hostMonitoring ?? 'enabled';
  if (prevState !== state) {
    const message = `vSphere HA Host Monitoring state in ${clusterName} changed from ${prevState} to ${state}`;
    events.push({ type: 'HostMonitoringStateChangedEvent', message, state, prevState });
    if (state === 'disabled' && isEnabled)
      events.push({
        type: 'EventEx',
        eventTypeId: 'com.vmware.vc.HA.DasHostMonitoringDisabledEvent',
        message: `vSphere HA host monitoring is disabled in ${clusterName}: no virtual machine is restarted after a failure`,
      });
  }
  const vmBefore = before.vmMonitoring ?? 'vmMonitoringDisabled';
  const vmAfter = after.vmMonitoring ?? 'vmMonitoringDisabled';
  if (vmBefore !== vmAfter) {
    const message = `vSphere HA VM monitoring state in ${clusterName} changed from ${vmBefore} to ${vmAfter}`;
    events.push({ type: 'VmHealthMonitoringStateChangedEvent', message, state: vmAfter, prevState: vmBefore });
  }
  return events;
}
