// Virtual disks: what the rest of the file system, and others, may use of them.
export {
  allocatedAreas,
  ChangeIdError,
  ChangeTracker,
  type DiskArea,
  type DiskChanges,
  MAX_AREAS,
  readChangeRecord,
  writeChangeRecord,
} from './change-tracker.ts';
export { Consolidation, type ConsolidationProgress } from './consolidation.ts';
export {
  contentId,
  createChild,
  createDisk,
  type DiskIds,
  deleteDisk,
  type NewDisk,
  setParent,
} from './create-disk.ts';
export { MAX_REQUEST_SECTORS } from './delta-extent.ts';
export * from './descriptor.ts';
export { type CloneOptions, cloneDisk, DiskClone } from './disk-clone.ts';
export type { DeviceRange, DiskPiece } from './disk-extent.ts';
export { type DiskLink, type LockOffers, MAX_CHAIN_DEPTH, parentOf, readDiskDescriptor } from './disk-link.ts';
export { besideDisk, type DiskFileKind, inFolderOf, resolveHint } from './disk-path.ts';
export type { DiskVolume } from './disk-volume.ts';
export { NewFlatDisk } from './new-flat-disk.ts';
export { openDisk, type SectorRange, VirtualDisk } from './virtual-disk.ts';
