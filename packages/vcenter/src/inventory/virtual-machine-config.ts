// A virtual machine's configuration as vim25 has it: hardware with its disks and adapters, files, settings. Pure.
import { type DataObject, type ExactDataObject, type ManagedObjectReference, moRef } from '@microsphere/vim25';
import type { DiskReport, VmReport } from '../vpxd/host-report.ts';
import type { VmRecord } from './records.ts';

/** A disk, with as much as is known of it. */
export type Disk = Pick<DiskReport, 'fileName' | 'capacityBytes'> & Partial<DiskReport>;

/** Keys that vSphere gives the first disk and the first network adapter. */
export const FIRST_DISK_KEY = 2_000;
export const FIRST_NIC_KEY = 4_000;
const SCSI_CONTROLLER_KEY = 1_000;
const PCI_CONTROLLER_KEY = 100;

/** The configuration; `disks`: those that it has, where they are not the ones that it was asked to have. */
export function configuration(
  record: VmRecord,
  report: Pick<VmReport, 'guestInfo'> | undefined,
  disks: readonly Disk[] = record.storage?.disks ?? record.disks,
): DataObject<'VirtualMachineConfigInfo'> {
  return {
    _typeName: 'VirtualMachineConfigInfo',
    changeVersion: record.modified,
    modified: record.modified,
    name: record.name,
    guestFullName: record.guestId === 'otherGuest64' ? 'Other (64-bit)' : record.guestId,
    version: 'vmx-20',
    uuid: record.biosUuid,
    instanceUuid: record.instanceUuid,
    template: false,
    guestId: record.guestId,
    files: {
      _typeName: 'VirtualMachineFileInfo',
      vmPathName: record.vmxPath,
      logDirectory: record.vmxPath.slice(0, record.vmxPath.lastIndexOf('/') + 1),
    },
    hardware: {
      _typeName: 'VirtualHardware',
      numCPU: record.numCpu,
      numCoresPerSocket: 1,
      memoryMB: record.memoryMb,
      device: devices(record, disks),
    },
    cpuAllocation: allocation(record.cpuReservationMhz ?? 0, record.numCpu * CPU_SHARES),
    // A host backs all of a guest's memory (docs/DIVERGENCE.md).
    memoryAllocation: allocation(record.memoryMb, record.memoryMb * MEMORY_SHARES),
    memoryReservationLockedToMax: true,
    migrateEncryption: record.migrateEncryption ?? 'disabled',
    changeTrackingEnabled: record.storage?.changeTrackingEnabled ?? false,
    extraConfig: Object.entries({ ...record.extraConfig, ...report?.guestInfo }).map(([key, value]) => ({
      _typeName: 'OptionValue',
      key,
      value,
    })),
  };
}

/** Shares of the level "normal": for each vCPU, for each MB. */
const CPU_SHARES = 1_000;
const MEMORY_SHARES = 10;

function allocation(reservation: number, shares: number): DataObject<'ResourceAllocationInfo'> {
  return {
    _typeName: 'ResourceAllocationInfo',
    reservation,
    expandableReservation: false,
    limit: -1,
    shares: { _typeName: 'SharesInfo', shares, level: 'normal' },
  };
}

function devices(record: VmRecord, disks: readonly Disk[]): DataObject<'VirtualDevice'>[] {
  const datastore = record.datastore === undefined ? undefined : moRef('Datastore', record.datastore);
  const hardDisks = disks.map(
    (disk, index): DataObject<'VirtualDevice'> => ({
      _typeName: 'VirtualDisk',
      key: FIRST_DISK_KEY + index,
      deviceInfo: {
        _typeName: 'Description',
        label: `Hard disk ${index + 1}`,
        summary: `${disk.capacityBytes / 1_024} KB`,
      },
      backing: backing(disk, [disk.fileName, ...(disk.parents ?? [])], datastore),
      controllerKey: SCSI_CONTROLLER_KEY,
      unitNumber: index,
      capacityInKB: disk.capacityBytes / 1_024,
      capacityInBytes: disk.capacityBytes,
    }),
  );
  const adapters = record.adapters.map(
    ({ macAddress, network, networkName }, index): DataObject<'VirtualDevice'> => ({
      _typeName: 'VirtualVmxnet3',
      key: FIRST_NIC_KEY + index,
      deviceInfo: { _typeName: 'Description', label: `Network adapter ${index + 1}`, summary: networkName },
      backing: {
        _typeName: 'VirtualEthernetCardNetworkBackingInfo',
        deviceName: networkName,
        network: moRef('Network', network),
      },
      controllerKey: PCI_CONTROLLER_KEY,
      unitNumber: index,
      addressType: 'assigned',
      macAddress,
    }),
  );
  return [...hardDisks, ...adapters];
}

/** The backing of a chain of files, what is written to first. */
function backing(
  disk: Disk,
  [fileName = '', ...parents]: readonly string[],
  datastore: ManagedObjectReference | undefined,
): ExactDataObject<'VirtualDiskFlatVer2BackingInfo'> {
  return {
    _typeName: 'VirtualDiskFlatVer2BackingInfo',
    fileName,
    datastore,
    diskMode: 'persistent',
    thinProvisioned: disk.provisioning === 'thin',
    eagerlyScrub: disk.provisioning === 'eagerZeroedThick',
    uuid: disk.uuid || undefined,
    changeId: (fileName === disk.fileName && disk.changeId) || undefined,
    parent: parents.length > 0 ? backing(disk, parents, datastore) : undefined,
  };
}
