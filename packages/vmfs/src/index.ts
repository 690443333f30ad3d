// The clustered file system: pure coroutines over an abstract block device.

export type { Extent, LockRecord } from './descriptor.ts';
export { type Entry, MAX_NAME_BYTES } from './directory.ts';
export * from './errors.ts';
export { type Mapping, mapExtents } from './extents.ts';
export * from './fence.ts';
export * from './format.ts';
export * from './heartbeat.ts';
export * from './heartbeat-lease.ts';
export * from './heartbeat-monitor.ts';
export { DESCRIPTORS, FILE_BLOCK_BYTES, HEARTBEAT_SLOTS, type Superblock } from './layout.ts';
export * from './operation.ts';
export * from './tools/index.ts';
export * from './vmdk.ts';
export * from './vmx.ts';
export * from './volume.ts';
