// A virtual machine as vCenter is asked for it: a disk that starts with a guest image, one network adapter, and the
// guestinfo.* from which the guest configures itself (packages/guests/README.md).
import { known, moRef, type TypedReference, type Vim25Client } from '@microsphere/vim25';
import type { Datacenter } from './datacenter.ts';

export interface VmSpec {
  readonly name: string;
  readonly datastore: string;
  readonly image: string;
  readonly memoryMb: number;
  readonly cpuReservationMhz?: number | undefined;
  readonly diskMb: number;
  /** vSphere's default, where it is not given, is "zeroedThick". */
  readonly provisioning?: 'zeroedThick' | 'eagerZeroedThick' | 'thin' | undefined;
  readonly guest: GuestSettings;
  /** Id of the host that it is registered on; vCenter chooses one otherwise. */
  readonly host?: string;
}

interface GuestSettings {
  readonly app: string;
  readonly dirtyPagesPerSecond?: number | undefined;
  readonly ip?: string | undefined;
  readonly gateway?: string | undefined;
  readonly prefix?: number | undefined;
}

const DISK_KEY = -1;
const ADAPTER_KEY = -2;

export async function createVm(
  client: Vim25Client,
  { vmFolder, resourcePool, network }: Datacenter,
  spec: VmSpec,
): Promise<TypedReference<'VirtualMachine'>> {
  const { app, dirtyPagesPerSecond, ip, gateway, prefix } = spec.guest;
  const extraConfig = {
    'microsphere.image': spec.image,
    'guestinfo.app': app,
    'guestinfo.dirtyPagesPerSecond': dirtyPagesPerSecond?.toString(),
    'guestinfo.ip': ip,
    'guestinfo.gateway': gateway,
    'guestinfo.prefix': prefix?.toString(),
  };
  const task = await client.call(vmFolder, 'CreateVM_Task', {
    pool: resourcePool,
    ...(spec.host === undefined ? {} : { host: moRef('HostSystem', spec.host) }),
    config: {
      _typeName: 'VirtualMachineConfigSpec',
      name: spec.name,
      files: { _typeName: 'VirtualMachineFileInfo', vmPathName: `[${spec.datastore}]` },
      numCPUs: 1,
      memoryMB: spec.memoryMb,
      ...(spec.cpuReservationMhz
        ? { cpuAllocation: { _typeName: 'ResourceAllocationInfo' as const, reservation: spec.cpuReservationMhz } }
        : {}),
      guestId: 'otherGuest64',
      extraConfig: Object.entries(extraConfig).flatMap(([key, value]) =>
        value === undefined ? [] : [{ _typeName: 'OptionValue' as const, key, value }],
      ),
      deviceChange: [
        {
          _typeName: 'VirtualDeviceConfigSpec',
          operation: 'add',
          fileOperation: 'create',
          device: {
            _typeName: 'VirtualDisk',
            key: DISK_KEY,
            capacityInKB: spec.diskMb * 1024,
            capacityInBytes: spec.diskMb * 1024 * 1024,
            backing: {
              _typeName: 'VirtualDiskFlatVer2BackingInfo',
              fileName: '',
              diskMode: 'persistent',
              thinProvisioned: spec.provisioning === 'thin',
              eagerlyScrub: spec.provisioning === 'eagerZeroedThick',
            },
          },
        },
        ...(network
          ? [
              {
                _typeName: 'VirtualDeviceConfigSpec' as const,
                operation: 'add' as const,
                device: {
                  _typeName: 'VirtualVmxnet3' as const,
                  key: ADAPTER_KEY,
                  addressType: 'generated',
                  backing: {
                    _typeName: 'VirtualEthernetCardNetworkBackingInfo' as const,
                    deviceName: network.name,
                    network: network.obj,
                  },
                },
              },
            ]
          : []),
      ],
    },
  });
  const { result } = await client.waitForTask(task);
  return known(result as { type: string; value: string } as never, 'VirtualMachine');
}
