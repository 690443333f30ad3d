// What a guest is made of, as the files of its VM say: a machine with memory, and disks that are opened for it.
import type { StopReason } from '@microsphere/machine';
import type { LockOffers } from '@microsphere/vmfs';
import type { ConsoleBuffer } from './console-buffer.ts';
import { RunningGuest, type VmDisk } from './running-guest.ts';
import { fileOf } from './vm-files.ts';
import type { VmFolder } from './vm-folder.ts';
import { OUT_OF_SPACE, outOfSpaceText, type VmQuestions } from './vm-question.ts';
import type { VmSurroundings } from './vm-surroundings.ts';

export interface GuestMakerOptions extends VmSurroundings {
  readonly vmxPath: string;
  readonly folder: VmFolder;
  readonly questions: VmQuestions;
  readonly console: ConsoleBuffer;
  /** A guest has stopped by itself: `VmPower.stoppedByItself` is to be called in its turn. */
  readonly onStopped: (guest: RunningGuest, reason: StopReason) => void;
}

export class GuestMaker {
  private readonly options: GuestMakerOptions;

  constructor(options: GuestMakerOptions) {
    this.options = options;
  }

  /** Takes memory and CPU, both or none. Faults: InsufficientMemoryResourcesFault, InsufficientCpuResourcesFault, InvalidVmConfig. */
  make(disks: readonly VmDisk[], firmware = this.options.firmware): RunningGuest {
    const { cpu, vmxPath, folder } = this.options;
    cpu.claim(vmxPath, folder.files.vmx.configuration.cpuReservationMhz ?? 0);
    try {
      return this.guest(disks, firmware);
    } catch (error) {
      cpu.release(vmxPath);
      throw error;
    }
  }

  private guest(disks: readonly VmDisk[], firmware: Uint8Array): RunningGuest {
    const { options } = this;
    const { folder, questions, onGuestChange, onStopped } = options;
    const { configuration } = folder.files.vmx;
    const guest: RunningGuest = new RunningGuest({
      ...options,
      get vmxPath() {
        return options.vmxPath;
      },
      firmware,
      configuration,
      disks,
      onToolsChange: onGuestChange,
      onStopped: (reason) => onStopped(guest, reason),
      onOutOfSpace: (disk) =>
        questions.ask(OUT_OF_SPACE, outOfSpaceText(fileOf(folder.files.vmx.configuration.disks[disk] ?? ''))),
    });
    return guest;
  }

  /** `offers`: of another host, which has them open. Faults: FileLocked, FileNotFound, ... */
  async openDisks(offers?: LockOffers): Promise<VmDisk[]> {
    const { datastore, folder } = this.options;
    const disks: VmDisk[] = [];
    try {
      const { changeTrackingEnabled: trackChanges = false, disks: paths } = folder.files.vmx.configuration;
      for (const disk of paths)
        disks.push(await datastore.openDisk(disk, { trackChanges, ...(offers ? { offers } : {}) }));
    } catch (error) {
      await Promise.all(disks.map((disk) => disk.close()));
      throw error;
    }
    return disks;
  }
}
