// Tools that look into a volume without mounting it.
export * from './dump.ts';
export * from './finding.ts';
export { type FsckOptions, type FsckReport, fsck, stillThere } from './fsck.ts';
export type { DescriptorImage, Stored } from './volume-image.ts';
export * from './volume-view.ts';
