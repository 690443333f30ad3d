/** What a virtual machine is made of: checks the options and writes the devices into its state. */
import {
  type DiskOptions,
  MAXIMUM_DISKS,
  MAXIMUM_NICS,
  MachineConfigurationError,
  type NicOptions,
  PAGE_SIZE,
  SECTOR_SIZE,
  type VmOptions,
} from './contract.ts';
import * as at from './layout.ts';
import type { VmBlock } from './vm-block.ts';

const FEATURE_VERSION_1 = 1n << 32n;
const FEATURE_NET_MAC = 1n << 5n;
const FEATURE_BLK_RO = 1n << 5n;
const FEATURE_BLK_FLUSH = 1n << 9n;
const FEATURE_BLK_DISCARD = 1n << BigInt(at.FEATURE_BIT_DISCARD);

type Hardware = Pick<VmOptions, 'memorySizeBytes' | 'disks' | 'nics' | 'shares' | 'limitMhz' | 'reservationMhz'>;

/** Throws `MachineConfigurationError` for the first option that cannot be had. */
export function checkHardware(options: Hardware): void {
  const { memorySizeBytes, disks, nics } = options;
  const refuse = (message: string): never => {
    throw new MachineConfigurationError(message);
  };
  if (!Number.isInteger(memorySizeBytes) || memorySizeBytes <= 0 || memorySizeBytes % PAGE_SIZE !== 0)
    refuse(`memory of ${memorySizeBytes} bytes: it must be a multiple of ${PAGE_SIZE}`);
  if (disks.length > MAXIMUM_DISKS) refuse(`${disks.length} disks: at most ${MAXIMUM_DISKS} fit`);
  if (nics.length > MAXIMUM_NICS) refuse(`${nics.length} network adapters: at most ${MAXIMUM_NICS} fits`);
  for (const [index, { capacityBytes, serial }] of disks.entries()) {
    if (!Number.isSafeInteger(capacityBytes) || capacityBytes <= 0 || capacityBytes % SECTOR_SIZE !== 0)
      refuse(`disk ${index} of ${capacityBytes} bytes: it must be a multiple of ${SECTOR_SIZE}`);
    if (!/^[\x20-\x7e]{0,20}$/.test(serial))
      refuse(`disk ${index}: its serial "${serial}" is not 20 characters of ASCII`);
  }
  for (const { macAddress } of nics) parseMacAddress(macAddress);
  checkScheduling(options);
}

/** Shares, limit and reservation are whole numbers; a reservation beyond the limit could not be kept. */
export function checkScheduling({
  shares,
  limitMhz,
  reservationMhz,
}: Pick<VmOptions, 'shares' | 'limitMhz' | 'reservationMhz'>): void {
  for (const [name, value, least] of [
    ['shares', shares, 1],
    ['limitMhz', limitMhz, 1],
    ['reservationMhz', reservationMhz, 0],
  ] as const)
    if (value !== undefined && (!Number.isInteger(value) || value < least || value > 0x7fffffff))
      throw new MachineConfigurationError(`${name} of ${value}: it must be a whole number from ${least} on`);
  if (limitMhz !== undefined && reservationMhz !== undefined && reservationMhz > limitMhz)
    throw new MachineConfigurationError(`a reservation of ${reservationMhz} MHz above the limit of ${limitMhz} MHz`);
}

function parseMacAddress(text: string): Uint8Array {
  if (!/^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$/.test(text))
    throw new MachineConfigurationError(`"${text}" is not a MAC address like 00:50:56:aa:bb:cc`);
  return Uint8Array.from(text.split(':'), (part) => Number.parseInt(part, 16));
}

/** The slot of disk `index`: the first has slot 0, the others come after the streams. */
function diskSlot(index: number): number {
  return index === 0 ? at.SLOT_DISK_0 : at.SLOT_DISK_1 + index - 1;
}

export function installDevices(
  block: VmBlock,
  { disks, nics }: { disks: readonly DiskOptions[]; nics: readonly NicOptions[] },
): void {
  const install = (slot: number, id: number, features: bigint): number => {
    const device = at.DEVICES + slot * at.DEVICE_STRIDE;
    block.write32(device + at.DEVICE_ID, id);
    block.write64(device + at.DEVICE_FEATURES, FEATURE_VERSION_1 | features);
    return device;
  };
  for (const [index, { capacityBytes, serial, readOnly, discard }] of disks.entries()) {
    const features = FEATURE_BLK_FLUSH | (readOnly ? FEATURE_BLK_RO : 0n) | (discard ? FEATURE_BLK_DISCARD : 0n);
    const device = install(diskSlot(index), at.ID_BLOCK, features);
    block.write64(device + at.DEVICE_CONFIGURATION, BigInt(capacityBytes / SECTOR_SIZE));
    block.write32(device + at.DEVICE_DISK, index);
    block.view(device + at.DEVICE_SERIAL, at.SERIAL_SIZE).set(new TextEncoder().encode(serial));
  }
  for (const { macAddress } of nics) {
    const device = install(at.SLOT_NETWORK, at.ID_NETWORK, FEATURE_NET_MAC);
    block.view(device + at.DEVICE_CONFIGURATION, 6).set(parseMacAddress(macAddress));
  }
  install(at.SLOT_CONSOLE, at.ID_CONSOLE, 0n);
  install(at.SLOT_TOOLS, at.ID_CONSOLE, 0n);
}
