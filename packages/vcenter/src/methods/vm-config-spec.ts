// A VirtualMachineConfigSpec, read and checked: what a host can make of it, or a fault that names the field. Pure.
import type { DataObject, EncryptedVMotionMode, ManagedObjectReference, Vim25Fault } from '@microsphere/vim25';
import { isOfType } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';
import type { DiskReport } from '../vpxd/host-report.ts';
import { parseMigrateEncryption } from './migrate-encryption.ts';
import { parseReservations } from './resource-allocation.ts';

/** Advanced setting that names the guest image which fills the first disk. */
const IMAGE_KEY = 'microsphere.image';
/** Network adapters of one VM. */
export const MAX_ADAPTERS = 10;
/** Size of a disk whose size nobody gave, in bytes. */
const DEFAULT_DISK_BYTES = 16 * 2 ** 20;

export interface VmConfig {
  readonly name: string;
  readonly instanceUuid: string;
  readonly biosUuid: string;
  readonly guestId: string | undefined;
  readonly datastoreName: string;
  readonly numCpu: number;
  readonly memoryMb: number;
  readonly cpuReservationMhz: number;
  readonly migrateEncryption: EncryptedVMotionMode | undefined;
  readonly image: string;
  readonly diskBytes: number;
  readonly provisioning: DiskReport['provisioning'];
  readonly adapters: readonly { readonly macAddress: string | undefined; readonly networkName: string }[];
  readonly extraConfig: Readonly<Record<string, string>>;
}

type ConfigSpec = DataObject<'VirtualMachineConfigSpec'>;
type Device = DataObject<'VirtualDevice'>;

function invalid(property: string, what: string): Vim25Fault {
  return fault('InvalidArgument', `config.${property}: ${what}`, { invalidProperty: `config.${property}` });
}

/** Faults: InvalidArgument, NotSupported. */
export function parseVmConfig(
  config: ConfigSpec,
  newUuid: () => string,
  networkName: (network: ManagedObjectReference) => string | undefined,
): VmConfig {
  const { name = '', files, memoryMB = 0, numCPUs = 1 } = config;
  const path = files?.vmPathName ?? '';
  const datastoreName = /^\[([^\]]+)\]\s*$/.exec(path)?.[1];
  if (datastoreName === undefined) throw invalid('files.vmPathName', `not "[datastore]": "${path}"`);
  if (memoryMB < 1) throw invalid('memoryMB', `${memoryMB}`);
  if (numCPUs !== 1) throw fault('NotSupported', `config.numCPUs: ${numCPUs}; a virtual machine has one virtual CPU`);
  const devices = (config.deviceChange ?? []).map(addedDevice);
  const disks = devices.filter(isDisk);
  const cards = devices.filter((device) => isOfType(device._typeName, 'VirtualEthernetCard'));
  const other = devices.find((device) => !isDisk(device) && !cards.includes(device));
  if (other) throw fault('NotSupported', `config.deviceChange: a ${other._typeName} can't be added`);
  if (disks.length > 1) throw fault('NotSupported', 'config.deviceChange: a virtual machine has one disk');
  if (cards.length > MAX_ADAPTERS) throw invalid('deviceChange', `more than ${MAX_ADAPTERS} network adapters`);
  const extraConfig = Object.fromEntries(
    (config.extraConfig ?? []).map(({ key, value }) => [key, String(value ?? '')]),
  );
  return {
    name,
    instanceUuid: config.instanceUuid ?? newUuid(),
    biosUuid: config.uuid ?? newUuid(),
    guestId: config.guestId,
    datastoreName,
    numCpu: numCPUs,
    memoryMb: memoryMB,
    cpuReservationMhz: parseReservations(config, { path: 'config', memoryMb: memoryMB }) ?? 0,
    migrateEncryption: parseMigrateEncryption(config.migrateEncryption, 'config'),
    image: extraConfig[IMAGE_KEY] ?? '',
    diskBytes: disks[0] ? capacityOf(disks[0]) : DEFAULT_DISK_BYTES,
    provisioning: provisioningOf(disks[0]?.backing),
    adapters: cards.map((card) => adapter(card, networkName)),
    extraConfig,
  };
}

function isDisk(device: Device): device is DataObject<'VirtualDisk'> {
  return device._typeName === 'VirtualDisk';
}

function addedDevice({ operation, device }: DataObject<'VirtualDeviceConfigSpec'>): Device {
  if (operation !== 'add')
    throw invalid('deviceChange', `operation ${operation} on a virtual machine that is being made`);
  return device;
}

function capacityOf(disk: DataObject<'VirtualDisk'>): number {
  const bytes = disk.capacityInBytes ?? disk.capacityInKB * 1_024;
  if (bytes < 512 || bytes % 512 !== 0) throw invalid('deviceChange', `a disk of ${bytes} bytes`);
  return bytes;
}

/** As vSphere has it: thick, and zeroed when it is written to, where nothing else is asked for. */
function provisioningOf(backing: Device['backing']): DiskReport['provisioning'] {
  if (backing?._typeName !== 'VirtualDiskFlatVer2BackingInfo') return 'zeroedThick';
  if (backing.thinProvisioned && backing.eagerlyScrub)
    throw invalid('deviceChange', 'a disk is either thinProvisioned or eagerlyScrub');
  if (backing.thinProvisioned) return 'thin';
  return backing.eagerlyScrub ? 'eagerZeroedThick' : 'zeroedThick';
}

function adapter(
  card: Device,
  networkName: (network: ManagedObjectReference) => string | undefined,
): VmConfig['adapters'][number] {
  const { backing } = card;
  if (backing?._typeName !== 'VirtualEthernetCardNetworkBackingInfo')
    throw fault('NotSupported', `config.deviceChange: a network adapter on ${backing?._typeName}`);
  const name = backing.network ? networkName(backing.network) : backing.deviceName;
  if (name === undefined || name === '')
    throw invalid('deviceChange', `no such network: ${backing.network?.value ?? '(none)'}`);
  const macAddress = 'macAddress' in card ? card.macAddress?.toLowerCase() : undefined;
  if (macAddress !== undefined && !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(macAddress))
    throw invalid('deviceChange', `not a MAC address: ${macAddress}`);
  return { macAddress, networkName: name };
}
