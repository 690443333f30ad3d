// The descriptor of a flat disk in one call, for callers that know of no other disks yet.
import { capacitySectorsOf, formatDescriptor, NO_PARENT, newDdb, parseDescriptor, VmdkError } from './descriptor.ts';

export interface FlatDisk {
  readonly capacitySectors: number;
  /** File name of the extent, in the descriptor's folder. */
  readonly extent: string;
  /** Content id, eight hexadecimal digits. */
  readonly cid: string;
}

const NO_UUID = '00000000-0000-0000-0000-000000000000';

export function formatVmdk({ capacitySectors, extent, cid }: FlatDisk): string {
  return formatDescriptor({
    createType: 'vmfs',
    cid,
    parentCid: NO_PARENT,
    extents: [{ access: 'RW', sectors: capacitySectors, type: 'VMFS', fileName: extent }],
    ddb: newDdb({ capacitySectors, uuid: NO_UUID, thin: false }),
    others: new Map(),
  });
}

/** Throws VmdkError with the line of a mistake. */
export function parseVmdk(text: string): FlatDisk {
  const descriptor = parseDescriptor(text);
  const [extent, ...rest] = descriptor.extents;
  if (descriptor.createType !== 'vmfs' || extent?.type !== 'VMFS' || !extent.fileName || rest.length > 0)
    throw new VmdkError(1, `a disk of createType ${descriptor.createType} is not one flat extent`);
  return { capacitySectors: capacitySectorsOf(descriptor), extent: extent.fileName, cid: descriptor.cid };
}
