// Tools that look into a volume without mounting it.
export * from './finding.ts';
export { type FsckOptions, type FsckReport, fsck, stillThere } from './fsck.ts';
