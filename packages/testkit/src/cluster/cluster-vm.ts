// A virtual machine of a cluster under test: small, with the ledger as its guest.
import { pb } from '@microsphere/proto';

export interface VmSpecification {
  /** Name of the host that it starts on. */
  readonly host: string;
  /** datastore1 otherwise. */
  readonly datastore?: string;
  /** 4 otherwise. */
  readonly memoryMb?: number;
  /** Of a disk that is zeroed when it is made, all of which is copied when it moves; a small one otherwise, which is not. */
  readonly zeroedDiskBytes?: number;
  /** Settings of its .vmx. */
  readonly extraConfig?: Readonly<Record<string, string>>;
}

export interface ClusterVm {
  readonly name: string;
  readonly vmxPath: string;
  readonly instanceUuid: string;
  readonly memoryMb: number;
}

/** Of its disk. */
export const DISK_BYTES = 4 * 1024 * 1024;
let made = 0;

/** A VM, and the request that makes it. */
export function newVm(
  name: string,
  { datastore = 'datastore1', memoryMb = 4, zeroedDiskBytes, extraConfig = {} }: VmSpecification,
): { readonly vm: ClusterVm; readonly request: pb.ICreateVmRequest } {
  made += 1;
  const number = made.toString(16).padStart(4, '0');
  const instanceUuid = `5027e0ab-0000-4000-8000-00000000${number}`;
  return {
    vm: { name, vmxPath: `[${datastore}] ${name}/${name}.vmx`, instanceUuid, memoryMb },
    request: {
      name,
      instanceUuid,
      biosUuid: `4227e0ab-0000-4000-8000-00000000${number}`,
      datastore,
      numCpu: 1,
      memoryMb,
      image: 'ledger',
      diskBytes: zeroedDiskBytes ?? DISK_BYTES,
      ...(zeroedDiskBytes === undefined ? {} : { provisioning: pb.DiskProvisioning.eagerZeroedThick }),
      adapters: [{ macAddress: `00:50:56:00:${number.slice(0, 2)}:${number.slice(2)}`, network: 'VM Network' }],
      extraConfig: { ...extraConfig },
    },
  };
}
