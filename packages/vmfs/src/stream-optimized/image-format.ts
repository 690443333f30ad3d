// What an image file is, by its first bytes. Formats that are not read are named: taken for raw, their bytes would become a
// disk of garbage.
import { decodeText } from '../bytes.ts';
import { SparseError } from './sparse-error.ts';

/** Bytes that are looked at. */
export const IDENTIFIED_BYTES = 1_024;

export type ImageFormat = 'raw' | 'vmdk';

interface Signature {
  readonly offset: number;
  readonly bytes: string;
  readonly what: string;
}

const CONVERT = 'convert it first: qemu-img convert -O raw';

const signatures: readonly Signature[] = [
  { offset: 0, bytes: 'COWD', what: 'the delta of a snapshot (vmfsSparse): its whole chain is needed' },
  {
    offset: 0,
    bytes: '\xbe\xba\xfe\xca\0\0\0\0',
    what: 'the delta of a snapshot (seSparse): its whole chain is needed',
  },
  { offset: 0, bytes: 'QFI\xfb', what: `a qcow2 image: ${CONVERT}` },
  { offset: 0, bytes: 'vhdxfile', what: `a VHDX image: ${CONVERT}` },
  { offset: 0, bytes: 'conectix', what: `a VHD image: ${CONVERT}` },
  { offset: 64, bytes: '\x7f\x10\xda\xbe', what: `a VDI image: ${CONVERT}` },
  { offset: 257, bytes: 'ustar', what: 'a tar archive, as an OVA is: extract it first, and import the .vmdk in it' },
];

/** Throws SparseError unsupported for a format that is known and not read. */
export function identifyImage(start: Uint8Array): ImageFormat {
  const has = (offset: number, bytes: string) =>
    start.length >= offset + bytes.length &&
    [...bytes].every((character, index) => start[offset + index] === character.charCodeAt(0));
  if (has(0, 'KDMV')) return 'vmdk';
  if (has(0, '# Disk DescriptorFile')) {
    const createType = /createType\s*=\s*"?(\w+)/.exec(decodeText(start))?.[1] ?? 'of an unknown createType';
    const extents = createType === 'monolithicFlat' || createType === 'vmfs';
    throw new SparseError(
      'unsupported',
      0,
      `the descriptor of a VMDK (${createType}) whose data is in files beside it: ` +
        (extents ? 'import its -flat.vmdk as raw' : CONVERT),
    );
  }
  const known = signatures.find(({ offset, bytes }) => has(offset, bytes));
  if (known) throw new SparseError('unsupported', known.offset, known.what);
  return 'raw';
}
