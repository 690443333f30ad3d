// The clustered file system: pure coroutines over an abstract block device.

export * from './check.ts';
export { type LockRecord, lockModes } from './descriptor.ts';
export * from './errors.ts';
export * from './heartbeat.ts';
export { FILE_BLOCK_BYTES, HEARTBEAT_SLOTS, type Superblock } from './layout.ts';
export * from './operation.ts';
export * from './vmdk.ts';
export * from './vmx.ts';
export * from './volume.ts';
