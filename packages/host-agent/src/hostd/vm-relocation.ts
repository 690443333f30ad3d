// What a virtual machine and a move of its files are to one another (vmotion/storage-move.ts, vmotion/outgoing-copy.ts). The VM is
// this host's, nothing else is done with it meanwhile, and its lock is held.
import type { pb } from '@microsphere/proto';
import type { VmDisk } from './running-guest.ts';
import type { MigrationListener } from './vm-departure.ts';
import type { VmFolder } from './vm-folder.ts';
import type { VmDatastore, VmLock } from './vm-surroundings.ts';

/** A VM whose files are copied. */
export interface CopiedVm {
  /** "[datastore1] web/web.vmx", and the path on its datastore: as they are before it moves. */
  readonly vmxPath: string;
  readonly path: string;
  /** Of the .vmx there. */
  readonly lock: VmLock;
  /** Of the VM, wherever that is: at its new place once it has moved. */
  readonly folder: VmFolder;
  /** Throws when the lock is not this host's any more. */
  readonly mustHold: () => void;
  /** Of a VM that runs: its guest stands still for `change`, with its disks closed, and goes on with those that `open` gives it. */
  readonly exchange:
    | ((change: () => Promise<void>, open: () => Promise<readonly VmDisk[]>) => Promise<void>)
    | undefined;
}

/** And it goes on with the copy on this host. */
export interface MovingVm extends CopiedVm {
  /** From now on its files are there, and its lock is that one. */
  readonly moved: (datastore: VmDatastore, path: string, lock: VmLock) => void;
}

export interface VmRelocation extends MigrationListener {
  progress(): pb.IMigrationProgress;
  /** Faults: why it has not moved. */
  run(vm: MovingVm): Promise<void>;
}
