// What can be wrong with a volume or a request to it, each with a name that a caller can tell apart.

export type VmfsErrorCode =
  | 'notFormatted'
  | 'unsupportedVersion'
  | 'damaged'
  | 'tooSmall'
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
  | 'locked'
  | 'lockLost';

export class VmfsError extends Error {
  override readonly name = 'VmfsError';
  readonly code: VmfsErrorCode;

  constructor(code: VmfsErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Somebody else holds the lock, and is alive as far as this host can tell. */
export class LockedError extends VmfsError {
  readonly owner: { readonly uuid: string; readonly hostName: string; readonly slot: number };

  constructor(what: string, owner: { readonly uuid: string; readonly hostName: string; readonly slot: number }) {
    super('locked', `Failed to lock the file ${what}: held by ${owner.hostName}`);
    this.owner = owner;
  }
}
