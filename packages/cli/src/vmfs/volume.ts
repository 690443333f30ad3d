// Which volume a command means: a LUN file by its path, or a datastore of a lab by its name. That of a lab that runs is read
// through its array, that of one that is down from its file.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ProfileName, timingProfiles } from '@microsphere/proto';
import { findSuperblock, HeartbeatMonitor, readHeartbeats, type Superblock } from '@microsphere/vmfs';
import { runningLabs } from '../running-lab.ts';
import { LabDirectory } from '../supervisor/lab-directory.ts';
import { Failure } from '../terminal/failure.ts';
import { pause } from '../terminal/interruption.ts';
import { Progress } from '../terminal/progress.ts';
import { ArrayDevice, FileDevice, type VolumeDevice } from './device.ts';

export interface OpenVolume {
  readonly device: VolumeDevice;
  /** Of the lab, where it is known; else vSphere's own: then no heartbeat is missed. */
  readonly timing: ProfileName;
  /** Whether a lab runs that may use it. */
  readonly online: boolean;
}

/** Throws a Failure that says what was looked for, and where. */
export async function openVolume(
  target: string,
  { labName, repair = false }: { readonly labName?: string | undefined; readonly repair?: boolean },
): Promise<OpenVolume> {
  if (target.includes('/') || existsSync(target))
    return { device: new FileDevice(target, { repair }), timing: 'realistic', online: false };
  const labs = labName === undefined ? LabDirectory.list() : [labName];
  for (const { state } of runningLabs(labs)) {
    const datastore = state.lab.datastores.find(({ name }) => name === target);
    if (!datastore) continue;
    if (repair)
      throw new Failure(
        `lab "${state.lab.name}" runs: a volume is only repaired when nobody uses it (microsphere down)`,
      );
    const url = state.processes.find(({ name }) => name === datastore.array)?.facts.endpoint;
    if (url === undefined) throw new Failure(`${target}: its array ${datastore.array} has not started`);
    const timing = state.lab.timing;
    const device = await ArrayDevice.open({ url: String(url), datastore: target, timing: timingProfiles[timing] });
    return { device, timing, online: true };
  }
  const files = labs.flatMap((name) => lunFiles(new LabDirectory(name), target));
  const [file, other] = files;
  if (!file)
    throw new Failure(
      `no datastore "${target}"${labs.length === 0 ? ': there is no lab' : ` in lab ${labs.join(', ')}`}`,
    );
  if (other)
    throw new Failure(`"${target}" could be ${files.join(' or ')}: name one, or a lab with --lab`, { status: 2 });
  return { device: new FileDevice(file, { repair }), timing: 'realistic', online: false };
}

/** The files of a datastore's LUN in a lab that is down. */
function lunFiles(directory: LabDirectory, datastore: string): string[] {
  const arrays = join(directory.path, 'arrays');
  if (!existsSync(arrays)) return [];
  return readdirSync(arrays)
    .map((array) => join(arrays, array, `${datastore}.lun`))
    .filter((path) => existsSync(path));
}

export async function withVolume<T>(
  target: string,
  labName: string | undefined,
  use: (volume: OpenVolume & { readonly superblock: Superblock }) => Promise<T>,
): Promise<T> {
  const volume = await openVolume(target, { labName });
  try {
    const superblock = await volume.device.run(findSuperblock(volume.device.blocks));
    return await use({ ...volume, superblock });
  } finally {
    volume.device.close();
  }
}

/** Looks that a watch takes within the time in which a heartbeat is due. */
const LOOKS_A_HEARTBEAT = 4;

/** The slots that beat: watched until each has changed, or stood still for the lease. Where none is taken none is watched. */
export function beatingSlots(volume: OpenVolume): Promise<Set<number>> {
  const seconds = Math.ceil(timingProfiles[volume.timing].vmfsLeaseMs / 1_000);
  return new Progress().during(
    `watching the heartbeat slots of ${volume.device.name}, for up to ${seconds} s`,
    watch(volume),
  );
}

async function watch({ device, timing }: OpenVolume): Promise<Set<number>> {
  const { vmfsLeaseMs: leaseMs, vmfsHeartbeatIntervalMs: intervalMs } = timingProfiles[timing];
  const monitor = new HeartbeatMonitor({ leaseMs });
  const beating = new Set<number>();
  const first = new Map<number, Uint8Array>();
  for (;;) {
    const sentAt = performance.now();
    const region = await device.run(readHeartbeats());
    monitor.observe(region, { sentAt, answeredAt: performance.now() });
    for (const [slot, { bytes }] of monitor.slots()) {
      const before = first.get(slot);
      if (!before) first.set(slot, bytes);
      else if (Buffer.compare(before, bytes) !== 0) beating.add(slot);
    }
    const open = [...monitor.slots().keys()].filter((slot) => !beating.has(slot) && !monitor.stale(slot, sentAt));
    if (open.length === 0) return beating;
    await pause(intervalMs / LOOKS_A_HEARTBEAT);
  }
}
