// Maintenance mode: a host without virtual machines that run, which is given none and is no member of the cluster for vSphere
// HA. What runs there is moved to hosts that take it (provisioning/evacuation.ts); for what can't be moved the task waits until
// somebody has shut it down.
import { moRef, type TypedReference } from '@microsphere/vim25';
import type { HostRecord } from '../inventory/records.ts';
import { Evacuation } from '../provisioning/evacuation.ts';
import { fault } from '../vmodl/faults.ts';
import type { Services } from './call.ts';

export interface EnterOptions {
  /** Published seconds; 0 or less: no limit. */
  readonly timeoutSeconds: number;
  /** Also virtual machines that are off must be gone. */
  readonly evacuatePoweredOffVms: boolean;
  /** Empty: vCenter's own wish. */
  readonly userName: string;
}

/** Whether a host may be given virtual machines, or power them on. */
export function takesVms({ entering }: Pick<Services, 'entering'>, host: HostRecord): boolean {
  return host.connectionState === 'connected' && host.inMaintenanceMode !== true && !entering.has(host.id);
}

/** Fault: InvalidState. */
export function mustTakeVms(services: Services, host: HostRecord): void {
  if (host.inMaintenanceMode || services.entering.has(host.id))
    throw fault('InvalidState', `${host.name} is in maintenance mode, or entering it`);
}

/** Per cent of the way: what has left since the beginning. The task's end says 100. */
export function evacuationProgress(initial: number, left: number): number {
  return initial === 0 ? 0 : Math.max(0, Math.round((100 * (initial - left)) / (initial + 1)));
}

/** Faults: InvalidState, TaskInProgress, and in the task: HostNotConnected, RequestCanceled, Timedout. */
export function enterMaintenanceMode(
  services: Services,
  hostId: string,
  options: EnterOptions,
): TypedReference<'Task'> {
  const { inventory, tasks, entering } = services;
  const host = inventory.need('HostSystem', hostId);
  const { userName } = options;
  if (host.inMaintenanceMode) throw fault('InvalidState', `${host.name} is in maintenance mode already`);
  if (host.connectionState !== 'connected') throw fault('InvalidState', `${host.name} is ${host.connectionState}`);
  const under = entering.get(hostId);
  if (under) throw fault('TaskInProgress', `${host.name} is entering maintenance mode already`, { task: under });
  const spec = {
    descriptionId: 'HostSystem.enterMaintenanceMode',
    name: 'EnterMaintenanceMode_Task',
    entity: moRef('HostSystem', hostId),
    entityName: host.name,
    userName,
    cancelable: true,
  };
  const task = tasks.begin(spec, async (progress, cancelled) => {
    try {
      postHostEvent(services, 'EnteringMaintenanceModeEvent', host, 'has started to enter maintenance mode', userName);
      await evacuated(services, hostId, options, progress, cancelled);
      const now = inventory.need('HostSystem', hostId);
      inventory.put({ ...now, inMaintenanceMode: true });
      postHostEvent(services, 'EnteredMaintenanceModeEvent', now, 'has entered maintenance mode', userName);
      settle(services, hostId);
      return undefined;
    } catch (error) {
      if (cancelled.aborted)
        postHostEvent(
          services,
          'CanceledHostOperationEvent',
          host,
          'does not enter maintenance mode: cancelled',
          userName,
        );
      throw error;
    } finally {
      entering.delete(hostId);
    }
  });
  entering.set(hostId, task);
  return task;
}

/** Faults: InvalidState. */
export function exitMaintenanceMode(services: Services, hostId: string, userName: string): TypedReference<'Task'> {
  const { inventory, tasks } = services;
  const host = inventory.need('HostSystem', hostId);
  const mustBeIn = (now: HostRecord) => {
    if (!now.inMaintenanceMode) throw fault('InvalidState', `${now.name} is not in maintenance mode`);
  };
  mustBeIn(host);
  const spec = {
    descriptionId: 'HostSystem.exitMaintenanceMode',
    name: 'ExitMaintenanceMode_Task',
    entity: moRef('HostSystem', hostId),
    entityName: host.name,
    userName,
  };
  return tasks.begin(spec, async () => {
    const now = inventory.need('HostSystem', hostId);
    mustBeIn(now);
    inventory.put({ ...now, inMaintenanceMode: false });
    postHostEvent(services, 'ExitMaintenanceModeEvent', now, 'has exited maintenance mode', userName);
    settle(services, hostId);
    return undefined;
  });
}

type PlainHostEvent =
  | 'EnteringMaintenanceModeEvent'
  | 'EnteredMaintenanceModeEvent'
  | 'ExitMaintenanceModeEvent'
  | 'CanceledHostOperationEvent';

function postHostEvent({ events }: Services, type: PlainHostEvent, about: HostRecord, did: string, userName: string) {
  events.post({ type, message: `Host ${about.name} ${did}`, about, userName, fields: {} });
}

/** The hosts of the cluster are told who its members are. */
export function settle({ inventory, das }: Services, hostId: string): void {
  const cluster = inventory.above('ClusterComputeResource', hostId);
  if (cluster) das.settle(cluster.id);
}

/** Resolves when no virtual machine is in the way any more. Faults: HostNotConnected, RequestCanceled, Timedout. */
async function evacuated(
  services: Services,
  hostId: string,
  { timeoutSeconds, evacuatePoweredOffVms, userName }: EnterOptions,
  progress: (percent: number) => void,
  cancelled: AbortSignal,
): Promise<void> {
  const { inventory, timing } = services;
  const inTheWay = () =>
    inventory
      .referring('VirtualMachine', hostId)
      .filter((vm) => vm.host === hostId && (evacuatePoweredOffVms || vm.powerState !== 'poweredOff'));
  const timeout =
    timeoutSeconds > 0 ? AbortSignal.timeout(timeoutSeconds * timing.publishedSecondMs) : new AbortController().signal;
  const evacuation = new Evacuation(services, userName);
  let initial = 0;
  try {
    for (let left = inTheWay(); left.length > 0; left = inTheWay()) {
      initial = Math.max(initial, left.length);
      progress(evacuationProgress(initial, left.length));
      const host = inventory.find('HostSystem', hostId);
      if (host?.connectionState !== 'connected')
        throw fault('HostNotConnected', `${host?.name ?? hostId} is not connected any more`);
      if (cancelled.aborted) throw fault('RequestCanceled', 'the task was cancelled');
      if (timeout.aborted) throw fault('Timedout', `${host.name} still has ${left.map(({ name }) => name).join(', ')}`);
      const change = changed(services, AbortSignal.any([cancelled, timeout]));
      evacuation.moveAway(left);
      await change;
    }
  } finally {
    evacuation.end();
  }
}

/** Resolves when a host or virtual machine looks different, or the signal is aborted. */
function changed({ objects }: Services, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stopListening();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stopListening = objects.listen(({ ref }) => {
      if (ref.type === 'VirtualMachine' || ref.type === 'HostSystem') done();
    });
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
