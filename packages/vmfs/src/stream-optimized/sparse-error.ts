// What can be wrong with a file that is said to be a VMDK, each with a name that a caller can tell apart, and where in the
// file it is.

export type SparseErrorCode =
  /** Not a sparse VMDK at all. */
  | 'notSparse'
  /** A VMDK, or another format, that is not read; the message says what to do instead. */
  | 'unsupported'
  | 'truncated'
  | 'tooLarge'
  | 'badHeader'
  | 'badDescriptor'
  | 'badFooter'
  | 'badMarker'
  | 'badDirectory'
  | 'badTable'
  /** Two structures, or two grains, lie in one place. */
  | 'overlapping'
  /** Compressed grains are not in the order of the disk. */
  | 'descending'
  /** A grain that does not inflate, or not to its size. */
  | 'badGrain';

export class SparseError extends Error {
  override readonly name = 'SparseError';
  readonly code: SparseErrorCode;
  /** Where in the file, in bytes. */
  readonly offsetBytes: number;

  constructor(code: SparseErrorCode, offsetBytes: number, what: string) {
    super(`at byte ${offsetBytes}: ${what}`);
    this.code = code;
    this.offsetBytes = offsetBytes;
  }
}
