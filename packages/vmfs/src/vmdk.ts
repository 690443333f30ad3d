// The VMDK descriptor of a flat disk (reference: storage.md, "VMDK"): a small text beside the extent that has the bytes.

export interface FlatDisk {
  readonly capacitySectors: number;
  /** File name of the extent, in the descriptor's folder. */
  readonly extent: string;
  /** Content id, eight hexadecimal digits. */
  readonly cid: string;
}

export class VmdkError extends Error {
  override readonly name = 'VmdkError';
}

const SECTORS_PER_TRACK = 63;
const HEADS = 255;

export function formatVmdk({ capacitySectors, extent, cid }: FlatDisk): string {
  return `# Disk DescriptorFile
version=1
encoding="UTF-8"
CID=${cid}
parentCID=ffffffff
createType="vmfs"

# Extent description
RW ${capacitySectors} VMFS "${extent}"

# The Disk Data Base
#DDB

ddb.adapterType = "lsilogic"
ddb.geometry.cylinders = "${Math.floor(capacitySectors / (HEADS * SECTORS_PER_TRACK))}"
ddb.geometry.heads = "${HEADS}"
ddb.geometry.sectors = "${SECTORS_PER_TRACK}"
ddb.virtualHWVersion = "21"
`;
}

/** Throws VmdkError with the line of a mistake. */
export function parseVmdk(text: string): FlatDisk {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== '# Disk DescriptorFile') throw new VmdkError('line 1: not a VMDK descriptor');
  const value = (key: string): string => {
    const line = lines.find((candidate) => candidate.startsWith(`${key}=`));
    if (line === undefined) throw new VmdkError(`no ${key}`);
    return line.slice(key.length + 1).replaceAll('"', '');
  };
  if (value('version') !== '1') throw new VmdkError(`version ${value('version')}, not 1`);
  if (value('createType') !== 'vmfs') throw new VmdkError(`createType ${value('createType')} is not supported`);
  const extents = lines.flatMap((line, index) => (/^(RW|RDONLY|NOACCESS) /.test(line) ? [{ line, index }] : []));
  const [extent] = extents;
  if (!extent || extents.length > 1) throw new VmdkError(`${extents.length} extents, not one`);
  const [, sectors, name] = /^RW (\d+) VMFS "([^"/]+)"$/.exec(extent.line) ?? [];
  if (!sectors || !name)
    throw new VmdkError(`line ${extent.index + 1}: not a flat VMFS extent: ${JSON.stringify(extent.line)}`);
  return { capacitySectors: Number(sectors), extent: name, cid: value('CID') };
}
