// Markers: a sector before each table of a stream that says what follows and how long it is, so that a reader who can't
// seek finds his way. A grain's marker is shorter (its place on the disk, its size) and its data follows at once.
import { view } from '../bytes.ts';
import { getU64, putU64, SECTOR_BYTES } from './sparse-header.ts';

export const markerTypes = { endOfStream: 0, grainTable: 1, grainDirectory: 2, footer: 3 } as const;
export type MarkerType = keyof typeof markerTypes;

/** Bytes before the data of a grain. */
export const GRAIN_MARKER_BYTES = 12;

/** @param sectors - of what follows */
export function encodeMarker(type: MarkerType, sectors: number): Uint8Array {
  const bytes = new Uint8Array(SECTOR_BYTES);
  const fields = view(bytes);
  putU64(fields, 0, sectors);
  fields.setUint32(12, markerTypes[type], true);
  return bytes;
}

/** Whether the sector is a marker of that type before so many sectors. */
export function isMarker(bytes: Uint8Array, type: MarkerType, sectors: number): boolean {
  const fields = view(bytes);
  return (
    getU64(fields, 0) === sectors && fields.getUint32(8, true) === 0 && fields.getUint32(12, true) === markerTypes[type]
  );
}

/** A grain as it lies in the stream, padded to whole sectors. */
export function encodeGrain(sector: number, deflated: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((GRAIN_MARKER_BYTES + deflated.length) / SECTOR_BYTES) * SECTOR_BYTES);
  const fields = view(bytes);
  putU64(fields, 0, sector);
  fields.setUint32(8, deflated.length, true);
  bytes.set(deflated, GRAIN_MARKER_BYTES);
  return bytes;
}

export function decodeGrainMarker(bytes: Uint8Array): { readonly sector: number; readonly sizeBytes: number } {
  const fields = view(bytes);
  return { sector: getU64(fields, 0), sizeBytes: fields.getUint32(8, true) };
}
