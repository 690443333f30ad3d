// What a host makes of a device that it can't reach. All paths down (APD) is taken for a passing trouble: I/O waits, and after
// Misc.APDTimeout what no guest waits for fails at once, until a path is up again. Permanent device loss (PDL) is what the array
// itself says of a device that is gone: all I/O fails at once. Pure: time is passed in, and what a host would tell vCenter (a
// VMkernel observation, by the name that vSphere has for it) comes out.

/**
 * `on`: I/O goes, over one path at least. `apd`: no path is up, I/O waits. `apdTimeout`: that lasts; only guests still wait. `pdl`:
 * the array has no such device.
 */
export type DeviceState = 'on' | 'apd' | 'apdTimeout' | 'pdl';

/** vim25 HostMountInfoInaccessibleReason, of a datastore on the device. */
export const inaccessibleReasons: Readonly<Record<DeviceState, string>> = {
  on: '',
  apd: 'AllPathsDown_Start',
  apdTimeout: 'AllPathsDown_Timeout',
  pdl: 'PermanentDeviceLoss',
};

export type DeviceEvent =
  /** So many paths are up now. */
  | { readonly kind: 'paths'; readonly alive: number }
  /** The array has answered that the device is not there. */
  | { readonly kind: 'permanentLoss' }
  /** The array has carried a command out on the device. */
  | { readonly kind: 'answered' }
  /** Time has passed. */
  | { readonly kind: 'time' };

export type Observation =
  | 'esx.problem.storage.apd.start'
  | 'esx.problem.storage.apd.timeout'
  | 'esx.clear.storage.apd.exit'
  | 'esx.problem.scsi.device.state.permanentloss'
  | 'esx.clear.scsi.device.state.permanentloss.deviceonline'
  | 'esx.problem.storage.redundancy.lost'
  | 'esx.clear.storage.redundancy.restored';

/** What vSphere says; % is the device's identifier. */
export const observationMessages: Readonly<Record<Observation, string>> = {
  'esx.problem.storage.apd.start': 'Device or filesystem with identifier % has entered the All Paths Down state.',
  'esx.problem.storage.apd.timeout':
    'Device or filesystem with identifier % has entered the All Paths Down Timeout state. I/Os will now be fast failed.',
  'esx.clear.storage.apd.exit': 'Device or filesystem with identifier % has exited the All Paths Down state.',
  'esx.problem.scsi.device.state.permanentloss': 'Device % has been removed or is permanently inaccessible.',
  'esx.clear.scsi.device.state.permanentloss.deviceonline':
    'Device % that was permanently inaccessible is now online. No data consistency guarantees.',
  'esx.problem.storage.redundancy.lost': 'Lost path redundancy to storage device %.',
  'esx.clear.storage.redundancy.restored': 'Path redundancy to storage device % is restored.',
};

export interface DeviceStatus {
  readonly state: DeviceState;
  /** Of `apd`: since when, in milliseconds. */
  readonly downSince?: number;
  /** Paths that are up. */
  readonly alive: number;
  /** There were several paths up, and are not now. */
  readonly redundancyLost: boolean;
}

export interface DeviceTiming {
  readonly apdTimeoutMs: number;
}

interface Step {
  readonly status: DeviceStatus;
  readonly observations: readonly Observation[];
}

/** A device before its first path has come up. */
export const newDevice: DeviceStatus = { state: 'on', alive: 0, redundancyLost: false };

/** When to step next, if nothing happens before. */
export function deadline({ state, downSince }: DeviceStatus, { apdTimeoutMs }: DeviceTiming): number | undefined {
  return state === 'apd' && downSince !== undefined ? downSince + apdTimeoutMs : undefined;
}

export function step(status: DeviceStatus, event: DeviceEvent, now: number, timing: DeviceTiming): Step {
  switch (event.kind) {
    case 'paths':
      return withPaths(status, event.alive, now);
    case 'permanentLoss':
      if (status.state === 'pdl') return unchanged(status);
      return moved(status, 'pdl', 'esx.problem.scsi.device.state.permanentloss');
    case 'answered':
      if (status.state !== 'pdl') return unchanged(status);
      return moved(status, 'on', 'esx.clear.scsi.device.state.permanentloss.deviceonline');
    case 'time': {
      const at = deadline(status, timing);
      if (at === undefined || now < at) return unchanged(status);
      return moved(status, 'apdTimeout', 'esx.problem.storage.apd.timeout');
    }
  }
}

function withPaths(before: DeviceStatus, alive: number, now: number): Step {
  const observations: Observation[] = [];
  let redundancyLost = before.redundancyLost;
  if (before.alive > 1 && alive <= 1) {
    redundancyLost = true;
    observations.push('esx.problem.storage.redundancy.lost');
  } else if (redundancyLost && alive > 1) {
    redundancyLost = false;
    observations.push('esx.clear.storage.redundancy.restored');
  }
  const down = before.state === 'apd' || before.state === 'apdTimeout';
  if (before.state === 'on' && alive === 0) {
    observations.push('esx.problem.storage.apd.start');
    return { status: { state: 'apd', downSince: now, alive, redundancyLost }, observations };
  }
  if (down && alive > 0) {
    // It ends before there is redundancy again.
    observations.unshift('esx.clear.storage.apd.exit');
    return { status: { state: 'on', alive, redundancyLost }, observations };
  }
  return { status: { ...before, alive, redundancyLost }, observations };
}

function moved({ alive, redundancyLost }: DeviceStatus, state: DeviceState, observation: Observation): Step {
  return { status: { state, alive, redundancyLost }, observations: [observation] };
}

function unchanged(status: DeviceStatus): Step {
  return { status, observations: [] };
}
