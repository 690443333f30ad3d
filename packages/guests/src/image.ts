// The built guest programs: the firmware that a machine starts with, and the images that a boot disk starts with.
import { readFileSync } from 'node:fs';
import { GUEST } from './constants.ts';

export interface GuestImage {
  /** Boot sector and operating system: what lies at the start of the disk. */
  readonly bytes: Uint8Array;
  readonly minimumDiskBytes: number;
}

/** Names that `guestImage` knows. What a guest runs beside the ledger is not the image's matter but guestinfo.app's. */
export const guestImageNames: readonly string[] = ['ledger'];

// The same from src/ and from dist/.
const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../images/${name}`, import.meta.url)));

/** What lies at the start of guest memory (0x8000_0000) at power-on. */
export function firmware(): Uint8Array {
  return file('firmware.bin');
}

/** Throws an error that names the known images where this one is not among them. */
export function guestImage(name: string): GuestImage {
  if (!guestImageNames.includes(name))
    throw new Error(`no guest image "${name}"; there are: ${guestImageNames.join(', ')}`);
  return { bytes: file(`${name}.img`), minimumDiskBytes: GUEST.minimumDiskBytes };
}
