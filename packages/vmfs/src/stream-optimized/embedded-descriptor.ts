// The descriptor text inside a sparse VMDK: what the disk is, for readers that ask for more than its bytes.
import { decodeText, encodeText } from '../bytes.ts';
import { SparseError } from './sparse-error.ts';
import { SECTOR_BYTES } from './sparse-header.ts';

/** Sectors of the descriptor that we write, as other writers of streams do. */
export const DESCRIPTOR_SECTORS = 20;
/** Geometry as the BIOS of a SCSI adapter has it. */
const HEADS = 255;
const SECTORS_PER_TRACK = 63;
/** "ffffffff": the disk is no delta of another. */
const NO_PARENT = 'ffffffff';
const MAX_NAME_CHARACTERS = 255;

export interface EmbeddedDescriptor {
  /** Content id, eight lower-case hexadecimal digits. */
  readonly cid: string;
  readonly createType: 'streamOptimized' | 'monolithicSparse';
  readonly adapterType: string;
}

export interface StreamDescription {
  readonly capacitySectors: number;
  readonly cid: string;
  /** File name of the stream, which its only extent line names. */
  readonly fileName: string;
  readonly adapterType: string;
}

/** The descriptor of a stream, filled up with zeros. Throws RangeError for a name or a type that can't be written. */
export function encodeDescriptor({ capacitySectors, cid, fileName, adapterType }: StreamDescription): Uint8Array {
  if (!/^[0-9a-f]{8}$/.test(cid)) throw new RangeError(`no content id: ${JSON.stringify(cid)}`);
  if (!/^[A-Za-z]+$/.test(adapterType)) throw new RangeError(`no adapter type: ${JSON.stringify(adapterType)}`);
  // A name says nothing that a reader needs: one that would break the line is written as it can be.
  const name = fileName.replaceAll(/["/\p{Cc}]/gu, '_').slice(0, MAX_NAME_CHARACTERS);
  const text = `# Disk DescriptorFile
version=1
CID=${cid}
parentCID=${NO_PARENT}
createType="streamOptimized"

# Extent description
RW ${capacitySectors} SPARSE "${name}"

# The Disk Data Base
#DDB

ddb.adapterType = "${adapterType}"
ddb.geometry.cylinders = "${Math.max(1, Math.floor(capacitySectors / (HEADS * SECTORS_PER_TRACK)))}"
ddb.geometry.heads = "${HEADS}"
ddb.geometry.sectors = "${SECTORS_PER_TRACK}"
ddb.virtualHWVersion = "21"
`;
  const bytes = new Uint8Array(DESCRIPTOR_SECTORS * SECTOR_BYTES);
  bytes.set(encodeText(text));
  return bytes;
}

/** Throws SparseError; `at` is where the descriptor lies in the file. */
export function decodeDescriptor(bytes: Uint8Array, at: number): EmbeddedDescriptor {
  const end = bytes.indexOf(0);
  const lines = decodeText(end < 0 ? bytes : bytes.subarray(0, end)).split(/\r?\n/);
  const bad = (what: string) => new SparseError('badDescriptor', at, `descriptor: ${what}`);
  if (!/^#\s*Disk DescriptorFile/i.test(lines[0] ?? '')) throw bad('line 1 is not "# Disk DescriptorFile"');
  const values = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    if (/^\s*(#|$)/.test(line) || /^(RW|RDONLY|NOACCESS) /.test(line)) continue;
    const [, key, value] = /^\s*([\w.]+)\s*=\s*"?([^"]*)"?\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) throw bad(`line ${index + 1}: ${JSON.stringify(line.slice(0, 80))}`);
    values.set(key.toLowerCase(), value);
  }
  const version = values.get('version');
  if (version !== '1') throw bad(version === undefined ? 'no version' : `version ${version}, not 1`);
  const cid = values.get('cid')?.toLowerCase().padStart(8, '0') ?? '';
  if (!/^[0-9a-f]{8}$/.test(cid)) throw bad('no CID of eight hexadecimal digits');
  const parent = values.get('parentcid')?.toLowerCase() ?? NO_PARENT;
  if (parent !== NO_PARENT)
    throw new SparseError('unsupported', at, `a delta of the disk with CID ${parent}: only a whole disk can be read`);
  const createType = values.get('createtype') ?? '';
  if (createType !== 'streamOptimized' && createType !== 'monolithicSparse')
    throw new SparseError(
      'unsupported',
      at,
      `createType ${JSON.stringify(createType)}; streamOptimized and monolithicSparse are read`,
    );
  return { cid, createType, adapterType: values.get('ddb.adaptertype') ?? 'lsilogic' };
}
