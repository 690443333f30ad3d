// VMDK files outside of a volume: the codec of streams, and of what else is read.
export type { EmbeddedDescriptor, StreamDescription } from './embedded-descriptor.ts';
export { IDENTIFIED_BYTES, type ImageFormat, identifyImage } from './image-format.ts';
export * from './sparse-error.ts';
export { GRAIN_SECTORS, SECTOR_BYTES } from './sparse-header.ts';
export * from './sparse-reader.ts';
export * from './stream-writer.ts';
