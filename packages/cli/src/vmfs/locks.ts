// `microsphere vmfs locks`: the lock records as `vmkfstools -D` prints them, with the host that has each and whether its
// heartbeat slot beats.
import { type FileView, lockModes, readSlot, VolumeView } from '@microsphere/vmfs';
import { beatingSlots, withVolume } from './volume.ts';

export interface LockRow {
  readonly path: string;
  readonly lba: number;
  readonly generation: number;
  readonly mode: number;
  /** The file is only there to say where it was moved to. */
  readonly moved: boolean;
  readonly holders: readonly {
    readonly uuid: string;
    readonly hostName: string | null;
    readonly slot: number;
    /** `gone`: the slot is another's, or nobody's; whoever wants the lock breaks it. */
    readonly heartbeat: 'beats' | 'stands still' | 'gone';
  }[];
}

/** @param options.all - also locks that are free */
export function listLocks(
  target: string,
  path: string,
  { all, labName }: { readonly all: boolean; readonly labName?: string | undefined },
): Promise<LockRow[]> {
  return withVolume(target, labName, async (volume) => {
    const { device, superblock } = volume;
    const files = await device.run(new VolumeView(superblock).walk(path));
    const wanted = files.filter(({ lock }) => all || lock.moved || lock.mode !== lockModes.free);
    const live = wanted.some(({ lock }) => lock.mode !== lockModes.free)
      ? await beatingSlots(volume)
      : new Set<number>();
    const rows: LockRow[] = [];
    for (const file of wanted) {
      const { lock } = file;
      const holders: LockRow['holders'][number][] = [];
      for (const { uuid, slot } of holdersOf(file)) {
        const found = await device.run(readSlot(slot));
        const owns = found?.ownerUuid === uuid;
        const hostName = owns ? found.hostName : uuid === lock.ownerUuid ? lock.hostName : null;
        const heartbeat = !owns ? 'gone' : live.has(slot) ? 'beats' : 'stands still';
        holders.push({ uuid, hostName, slot, heartbeat });
      }
      rows.push({
        path: file.path,
        lba: file.lba,
        generation: lock.generation,
        mode: lock.mode,
        moved: lock.moved,
        holders,
      });
    }
    return rows;
  });
}

function holdersOf({ lock }: FileView): readonly { readonly uuid: string; readonly slot: number }[] {
  if (lock.mode === lockModes.free) return [];
  return lock.mode === lockModes.exclusive ? [{ uuid: lock.ownerUuid, slot: lock.slot }] : lock.holders;
}

export function printLocks(rows: readonly LockRow[]): string {
  if (rows.length === 0) return 'no file is locked';
  return rows.map(printLock).join('\n');
}

function printLock({ path, lba, generation, mode, moved, holders }: LockRow): string {
  const modes = ['free', 'exclusive', 'read-only', 'multi-writer'];
  const state = `mode ${mode} (${moved ? 'moved' : modes[mode]})`;
  const lines = [`Lock [type 10c00001 offset ${lba * 512} gen ${generation}, ${state}]  ${path}`];
  for (const { uuid, hostName, slot, heartbeat } of holders)
    lines.push(`  owner ${uuid}  ${hostName ?? 'unknown host'}, heartbeat slot ${slot}: ${heartbeat}`);
  return lines.join('\n');
}
