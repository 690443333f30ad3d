// How what hosts report looks in vim25: an event of a class of its own, with the fields of that class, where there is one.
// The one table of that boundary; what is not in it becomes an EventEx with the id that the host gave it.
import type { EventName } from '@microsphere/vim25';
import type { HostRecord } from '../inventory/records.ts';
import { type EventDraft, hostArgument } from './event-manager.ts';

type Arguments = Readonly<Record<string, string>>;

/** Records an event of a class of vim25. */
export type PostTyped = <N extends EventName>(type: N, fields: EventDraft<N>['fields']) => void;

/** `host` is the one that the event is about. */
type Typed = (post: PostTyped, given: Arguments, host: HostRecord) => void;

const template = false;

function plainVmEvents(): [string, Typed][] {
  const types = [
    'VmPoweredOnEvent',
    'VmPoweredOffEvent',
    'VmResettingEvent',
    'VmGuestShutdownEvent',
    'VmDasResetFailedEvent',
    'VmFailoverFailed',
    'VmMaxRestartCountReached',
  ] as const;
  return types.map((type) => [type, (post) => post(type, { template })]);
}

/** Events of virtual machines; without one that vCenter knows they are an EventEx of the host. */
export const vmEvents: ReadonlyMap<string, Typed> = new Map<string, Typed>([
  ...plainVmEvents(),
  [
    'NotEnoughResourcesToStartVmEvent',
    (post, { reason = '' }) => post('NotEnoughResourcesToStartVmEvent', { template, reason }),
  ],
  [
    'VmPowerOffOnIsolationEvent',
    (post, _given, host) => post('VmPowerOffOnIsolationEvent', { template, isolatedHost: hostArgument(host) }),
  ],
  [
    'VmShutdownOnIsolationEvent',
    (post, { shutdownResult }, host) =>
      post('VmShutdownOnIsolationEvent', { template, isolatedHost: hostArgument(host), shutdownResult }),
  ],
  ['VmDasBeingResetEvent', (post, { reason }) => post('VmDasBeingResetEvent', { template, reason })],
  [
    'VmDasBeingResetWithScreenshotEvent',
    (post, { reason, screenshotFilePath = '' }) =>
      post('VmDasBeingResetWithScreenshotEvent', { template, reason, screenshotFilePath }),
  ],
  // What a virtual machine asked.
  [
    'VmMessageEvent',
    (post, { messageId = '', text = '' }) => {
      const messageInfo = [{ _typeName: 'VirtualMachineMessage', id: messageId, text }] as const;
      post('VmMessageEvent', { template, message: `${messageId}:${text}`, messageInfo });
    },
  ],
]);

export const hostEvents: ReadonlyMap<string, Typed> = new Map<string, Typed>([
  ['HostDasEnabledEvent', (post) => post('HostDasEnabledEvent', {})],
  ['HostDasDisabledEvent', (post) => post('HostDasDisabledEvent', {})],
  [
    'HostIsolationIpPingFailedEvent',
    (post, { isolationIp = '' }) => post('HostIsolationIpPingFailedEvent', { isolationIp }),
  ],
  ['DasHostFailedEvent', (post, _given, host) => post('DasHostFailedEvent', { failedHost: hostArgument(host) })],
]);

/** Ids of events that are about the cluster, whichever host reports them. */
export const clusterEventIds: ReadonlySet<string> = new Set([
  'com.vmware.vc.HA.ClusterFailoverInProgressEvent',
  'com.vmware.vc.HA.ClusterFailoverActionInitiatedEvent',
  'com.vmware.vc.HA.ClusterFailoverActionCompletedEvent',
  'com.vmware.vc.HA.InsufficientFailoverLevelEvent',
]);
