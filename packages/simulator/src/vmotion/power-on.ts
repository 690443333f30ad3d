// A VM that is started from its disk, as HA does it: the lock of its .vmx is taken, broken where its owner is dead, then its disk is
// opened, and what the guest finds on it is what it knows.
import { BLOCK_BYTES, type FileLock, type Operation, openDisk, type VirtualDisk, type Volume } from '@microsphere/vmfs';
import { pathOnVolume, type VmFiles } from '../datastore.ts';
import { type LedgerEntry, MAX_LEDGER_ENTRIES } from './guest.ts';
import { decodeEntries } from './ledger.ts';

/** "/web/web.vmdk" */
export function diskPath(vm: VmFiles): string {
  return pathOnVolume(vm.vmxPath).replace(/\.vmx$/, '.vmdk');
}

/** Ledger entries that are read at a time. */
const READ_BLOCKS = 64;

export interface PoweredOn {
  readonly fileLock: FileLock;
  readonly disk: VirtualDisk;
  readonly entries: readonly LedgerEntry[];
  /** The lock was that of an owner that is dead, as far as its lease says. */
  readonly broken: boolean;
}

/** Throws LockedError while somebody alive has it. */
export function* powerOn(volume: Volume, vm: VmFiles): Operation<PoweredOn> {
  const path = pathOnVolume(vm.vmxPath);
  const { lock } = yield* volume.stat(path);
  const fileLock = yield* volume.lockFile(path);
  try {
    const disk = yield* openDisk(volume, diskPath(vm), { mode: 'exclusive' });
    return { fileLock, disk, entries: yield* readLedger(disk), broken: lock.mode !== 0 };
  } catch (error) {
    yield* volume.unlockFile(fileLock);
    throw error;
  }
}

/** Up to its end. */
export function* readLedger(disk: VirtualDisk): Operation<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (let sector = 0; sector < MAX_LEDGER_ENTRIES; sector += READ_BLOCKS) {
    const found = decodeEntries(yield* disk.read(sector, READ_BLOCKS));
    entries.push(...found);
    if (found.length * BLOCK_BYTES < READ_BLOCKS * BLOCK_BYTES) break;
  }
  return entries;
}
