// A virtual machine's .vmsd: its snapshots, in the words and the format of VMware's file (Broadcom KB 337269). The numbers
// in its keys ("snapshot0.") count lines only; a snapshot is named by its UID, which is never given twice.
import { formatVmx, parseVmx } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';

/** Snapshots of one VM: a chain of more disks could not be opened (reference: storage.md, "VMDK"). */
export const MAX_SNAPSHOTS = 31;
/** Lengths that vSphere takes, in characters. */
export const MAX_SNAPSHOT_NAME_CHARACTERS = 80;
export const MAX_SNAPSHOT_DESCRIPTION_CHARACTERS = 1_024;
/** The longest .vmsd that is read, in bytes: room for every snapshot with the longest texts. */
export const MAX_VMSD_BYTES = 256 * 1024;
/** Disks of one snapshot that are looked for. */
const MAX_DISKS = 16;

/** A disk that a snapshot has frozen. */
export interface FrozenDisk {
  /** "scsi0:0" */
  readonly node: string;
  /** In the VM's folder: "web-000001.vmdk". */
  readonly fileName: string;
  /** The point that it stands for, where changed blocks are tracked. VMware has it in its .vmsn. */
  readonly changeId?: string;
}

export interface Snapshot {
  readonly uid: number;
  /** UID of the one that it was taken on top of; undefined for a root of the tree. */
  readonly parent?: number | undefined;
  readonly name: string;
  readonly description: string;
  /** Microseconds since the epoch, as the file has it; a whole number below 2^53. */
  readonly createTimeMicroseconds: number;
  /** The VM's configuration at that time, in its folder: "web-Snapshot1.vmsn". */
  readonly vmsn: string;
  readonly disks: readonly FrozenDisk[];
}

export interface SnapshotList {
  /** The largest UID that was ever given. */
  readonly lastUid: number;
  /** UID of the snapshot that the disks in use descend from. */
  readonly current?: number | undefined;
  /** In the order in which they were taken. */
  readonly snapshots: readonly Snapshot[];
}

export const noSnapshots: SnapshotList = { lastUid: 0, snapshots: [] };

/** What a .vmsd says; an empty one says that there are none. Fault: InvalidVmConfig, with `name` and what is wrong. */
export function parseSnapshotList(text: string, name: string): SnapshotList {
  const wrong = (what: string, cause?: unknown) => new HostFault('InvalidVmConfig', `${name}: ${what}`, { cause });
  let settings: Map<string, string>;
  try {
    settings = parseVmx(text);
  } catch (cause) {
    throw wrong((cause as Error).message, cause);
  }
  const number = (key: string, limit: number): number | undefined => {
    const found = settings.get(key);
    if (found === undefined) return undefined;
    if (!/^\d{1,10}$/.test(found) || Number(found) > limit) throw wrong(`${key} = ${JSON.stringify(found)}`);
    return Number(found);
  };
  const text_ = (key: string): string => {
    const found = settings.get(key);
    if (found === undefined) throw wrong(`no ${key}`);
    return found;
  };
  const fileName = (key: string): string => {
    const found = text_(key);
    if (!/^[^/]+\.\w+$/.test(found)) throw wrong(`${key} = ${JSON.stringify(found)} is no file in its folder`);
    return found;
  };
  const count = number('snapshot.numSnapshots', MAX_SNAPSHOTS) ?? 0;
  const lastUid = number('snapshot.lastUID', 2 ** 31) ?? 0;
  const snapshots = Array.from({ length: count }, (_, index): Snapshot => {
    const key = (field: string) => `snapshot${index}.${field}`;
    const disks = number(key('numDisks'), MAX_DISKS) ?? 0;
    return {
      uid: number(key('uid'), lastUid) ?? Number(text_(key('uid'))),
      parent: number(key('parent'), lastUid),
      name: settings.get(key('displayName')) ?? '',
      description: settings.get(key('description')) ?? '',
      createTimeMicroseconds: fromHalves(settings.get(key('createTimeHigh')), settings.get(key('createTimeLow'))),
      vmsn: fileName(key('filename')),
      disks: Array.from({ length: disks }, (_, disk) => {
        const changeId = settings.get(key(`disk${disk}.changeId`));
        return {
          node: text_(key(`disk${disk}.node`)),
          fileName: fileName(key(`disk${disk}.fileName`)),
          ...(changeId === undefined ? {} : { changeId }),
        };
      }),
    };
  });
  const uids = new Set(snapshots.map(({ uid }) => uid));
  if (uids.size < snapshots.length) throw wrong('two snapshots have one UID');
  for (const { uid, parent } of snapshots)
    if (parent !== undefined && (!uids.has(parent) || parent >= uid))
      throw wrong(`snapshot ${uid} was taken on top of ${parent}, which is not there`);
  const current = number('snapshot.current', lastUid) || undefined;
  if (current !== undefined && !uids.has(current)) throw wrong(`snapshot.current = "${current}" is not there`);
  return { lastUid, current, snapshots };
}

/** The .vmsd as text. */
export function formatSnapshotList({ lastUid, current, snapshots }: SnapshotList): string {
  const settings = new Map([
    ['.encoding', 'UTF-8'],
    ['snapshot.lastUID', String(lastUid)],
  ]);
  if (current !== undefined) settings.set('snapshot.current', String(current));
  for (const [index, snapshot] of snapshots.entries()) {
    const set = (field: string, value: string | number) => settings.set(`snapshot${index}.${field}`, String(value));
    const { high, low } = toHalves(snapshot.createTimeMicroseconds);
    set('uid', snapshot.uid);
    set('filename', snapshot.vmsn);
    if (snapshot.parent !== undefined) set('parent', snapshot.parent);
    set('displayName', snapshot.name);
    if (snapshot.description !== '') set('description', snapshot.description);
    set('createTimeHigh', high);
    set('createTimeLow', low);
    set('numDisks', snapshot.disks.length);
    for (const [disk, { fileName, node, changeId }] of snapshot.disks.entries()) {
      set(`disk${disk}.fileName`, fileName);
      set(`disk${disk}.node`, node);
      if (changeId !== undefined) set(`disk${disk}.changeId`, changeId);
    }
  }
  settings.set('snapshot.numSnapshots', String(snapshots.length));
  return formatVmx(settings);
}

/** The file has the time as a 64-bit number in two signed halves. */
function toHalves(microseconds: number): { readonly high: number; readonly low: number } {
  return { high: Math.floor(microseconds / 2 ** 32), low: (microseconds % 2 ** 32) | 0 };
}

function fromHalves(high = '0', low = '0'): number {
  return Number(high) * 2 ** 32 + (Number(low) >>> 0);
}
