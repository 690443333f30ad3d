// The one way of a command to a datastore. Where the lab runs, through its arrays. Where it is down, the lab is claimed as
// `up` would, and its arrays are started for as long as the command needs them: the files of a LUN are never touched behind
// an array's back, and what was written is as durable as an array makes it.
import { readdirSync, statSync } from 'node:fs';
import { type ProfileName, type Timing, timingProfiles } from '@microsphere/proto';
import { findRunningLab, type RunningLab, runningLabs } from '../running-lab.ts';
import { remoteLab } from '../session.ts';
import { Child } from '../supervisor/child.ts';
import { LabDirectory } from '../supervisor/lab-directory.ts';
import type { Facts } from '../supervisor/lab-processes.ts';
import { programPath } from '../supervisor/programs.ts';
import { claimLab, sweep } from '../supervisor/supervisor.ts';
import { Failure } from '../terminal/failure.ts';
import { Initiator } from './initiator.ts';
import { MountedDatastore } from './mounted-datastore.ts';

/** How long an array may take to stop, in milliseconds, before it is killed. */
const STOP_LIMIT_MS = 6_000;
/** Timing of a lab that is down: nobody else is there, so the shorter lease does. */
const OFFLINE_TIMING: ProfileName = 'fast';
const LUN_FILE = /^(.+)\.lun$/;

export interface OpenOptions {
  readonly labName: string | undefined;
  readonly datastore: string;
  /** What the user asked for: it is in the name under which locks are held. */
  readonly command: string;
}

/** The arrays of a lab, and how to be done with them. */
interface Arrays {
  /** URLs of the target portals of each. */
  readonly portals: readonly (readonly string[])[];
  readonly timing: Timing;
  readonly release: () => Promise<void>;
}

/** Mounts the datastore for `use`, and unmounts it whatever becomes of that. */
export async function withDatastore<T>(
  { labName, datastore, command }: OpenOptions,
  use: (datastore: MountedDatastore) => Promise<T>,
): Promise<T> {
  const arrays = await findArrays(labName);
  try {
    const initiator = new Initiator(command, arrays.timing);
    try {
      const found = await initiator.find(datastore, arrays.portals);
      const mounted = await MountedDatastore.mount({ ...found, hostName: initiator.name, timing: arrays.timing });
      try {
        return await use(mounted);
      } finally {
        await mounted.unmount();
      }
    } finally {
      initiator.close();
    }
  } finally {
    await arrays.release();
  }
}

async function findArrays(labName: string | undefined): Promise<Arrays> {
  if (remoteLab())
    throw new Failure('MICROSPHERE_VCENTER is set: disks are read and written on the machine of their lab only', {
      status: 2,
    });
  if (runningLabs(labName === undefined ? undefined : [labName]).length > 0) return online(findRunningLab(labName));
  const labs = LabDirectory.list();
  const name = labName ?? labs[0];
  if (name === undefined || !labs.includes(name))
    throw new Failure(labName === undefined ? 'there is no lab' : `there is no lab "${labName}"`);
  if (labName === undefined && labs.length > 1)
    throw new Failure(`several labs are there (${labs.join(', ')}): name one with --lab`, { status: 2 });
  return await offline(name);
}

function online({ state }: RunningLab): Arrays {
  const portals = state.processes.flatMap(({ kind, facts }) => (kind === 'array' ? [portalsOf(facts)] : []));
  return { portals, timing: timingProfiles[state.lab.timing], release: async () => {} };
}

/** `endpoint`, `endpoint2`, ... of what an array says when it is ready. */
function portalsOf(facts: Facts): readonly string[] {
  return Object.entries(facts).flatMap(([key, value]) => (/^endpoint\d*$/.test(key) ? [String(value)] : []));
}

async function offline(labName: string): Promise<Arrays> {
  const directory = new LabDirectory(labName);
  const release = claimLab(labName, directory);
  const children: Child[] = [];
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop(STOP_LIMIT_MS)));
    release();
  };
  try {
    await sweep(directory);
    const portals: (readonly string[])[] = [];
    for (const array of readdirSync(directory.directory('arrays'))) {
      const child = startArray(array, directory);
      if (!child) continue;
      children.push(child);
      portals.push(portalsOf(await child.ready));
    }
    return { portals, timing: timingProfiles[OFFLINE_TIMING], release: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An array with the LUNs that its files are; undefined for one without any. */
function startArray(name: string, directory: LabDirectory): Child | undefined {
  const path = directory.directory('arrays', name);
  const luns = readdirSync(path).flatMap((file) => {
    const lunName = LUN_FILE.exec(file)?.[1];
    return lunName === undefined ? [] : [{ name: lunName, sizeBytes: statSync(`${path}/${file}`).size }];
  });
  if (luns.length === 0) return undefined;
  const configuration = {
    name,
    listen: '127.0.0.1:0',
    directory: path,
    luns: luns.map((lun, index) => ({ lun: index, ...lun })),
  };
  return new Child({
    name,
    logFile: directory.logFile(name),
    command: process.execPath,
    args: [programPath('shared-storage')],
    environment: { MICROSPHERE_CONFIG: JSON.stringify(configuration) },
  });
}
