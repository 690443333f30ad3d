// What can be wrong with a volume or a request to it, each with a name that a caller can tell apart.

export type VmfsErrorCode =
  | 'notFormatted'
  | 'beingFormatted'
  | 'unsupportedVersion'
  | 'damaged'
  | 'tooSmall'
  | 'tooLarge'
  | 'notFound'
  | 'exists'
  | 'notDirectory'
  | 'isDirectory'
  | 'notEmpty'
  | 'badName'
  | 'noSpace'
  | 'noDescriptors'
  | 'noHeartbeatSlot'
  | 'tooFragmented'
  | 'busy'
  | 'locked'
  | 'lockLost'
  /** The file says where to; it is only there to say so. */
  | 'moved'
  /** This host is not registered at the array any more: another has broken its locks. */
  | 'fenced';

export class VmfsError extends Error {
  override readonly name = 'VmfsError';
  readonly code: VmfsErrorCode;

  constructor(code: VmfsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface LockOwner {
  readonly uuid: string;
  readonly hostName: string;
  readonly slot: number;
}

/** Somebody holds the lock, and is alive as far as this host can tell. */
export class LockedError extends VmfsError {
  readonly owner: LockOwner;
  /** A directory is locked for as long as an entry is added or removed: worth another try, where a file is not. */
  readonly type: 'file' | 'directory';

  constructor(path: string, type: 'file' | 'directory', owner: LockOwner) {
    super('locked', `Failed to lock the file ${path}: held by ${owner.hostName}`);
    this.owner = owner;
    this.type = type;
  }
}

export function isFenced(error: unknown): boolean {
  return error instanceof VmfsError && error.code === 'fenced';
}
