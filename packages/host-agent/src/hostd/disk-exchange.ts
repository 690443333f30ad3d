// A guest that runs gets other disks: it stands still for a change of its files, which nobody could make while it has them open,
// and goes on with what is opened afterwards.
import type { RunningGuest, VmDisk } from './running-guest.ts';

export interface DiskExchange {
  /** With its disks closed. */
  readonly change: () => Promise<unknown>;
  /** Whether or not the change succeeded. */
  readonly open: () => Promise<readonly VmDisk[]>;
  /** It can't have its disks back: what it wrote is on them. */
  readonly onLost: (error: unknown) => Promise<void>;
}

/** Faults: those of the change, and of the opening. */
export async function exchangeDisks(guest: RunningGuest, { change, open, onLost }: DiskExchange): Promise<void> {
  let opened = false;
  try {
    await guest.exchange(
      async () => void (await change()),
      async () => {
        const disks = await open();
        opened = true;
        return disks;
      },
    );
  } catch (error) {
    if (!opened && !guest.stopped) await onLost(error);
    throw error;
  }
}
