// The clustered file system: pure coroutines over an abstract block device.

export type { Extent } from './allocation.ts';
export * from './check.ts';
export { type Entry, MAX_NAME_BYTES } from './directory.ts';
export * from './disk/index.ts';
export * from './errors.ts';
export { type Mapping, mapExtents } from './extents.ts';
export * from './fence.ts';
export type { FileContent } from './file-layout.ts';
export type { FileRange } from './file-map.ts';
export * from './format.ts';
export * from './heartbeat.ts';
export * from './heartbeat-lease.ts';
export * from './heartbeat-monitor.ts';
export { DESCRIPTORS, FILE_BLOCK_BYTES, HEARTBEAT_SLOTS, type Superblock } from './layout.ts';
export { type LockHolder, type LockMode, type LockRecord, lockModes, MAX_LOCK_HOLDERS } from './lock-record.ts';
export type { FileLock, LockOffer } from './locks.ts';
export type { Provisioning } from './metadata.ts';
export type { MountOptions, Owner } from './mount.ts';
export { type FilePiece, OpenFile } from './open-file.ts';
export * from './operation.ts';
export { releaseSlot, takeSlot } from './recovery.ts';
export * from './stream-optimized/index.ts';
export * from './tools/index.ts';
export * from './vmx.ts';
export * from './volume.ts';
