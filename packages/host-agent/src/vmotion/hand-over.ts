// The last message of a source: the state of the machine, the offers of its locks, and what hostd keeps of the guest; to compare,
// the checksums of all pages. Pure: what is handed over in, bytes out, and back.
import { encodeFrame, pb } from '@microsphere/proto';
import type { LockOffer, LockOffers } from '@microsphere/vmfs';
import type { VmHandOver } from '../hostd/vm-departure.ts';

/** A hand-over that no source sends. */
export class HandOverError extends Error {
  override readonly name = 'HandOverError';
}

export interface ReceivedHandOver extends Omit<VmHandOver, 'session'> {
  readonly session: pb.GuestSession;
  /** CRC-32 of each page, in order; undefined where nobody asked for it. */
  readonly checksums: Uint32Array | undefined;
}

export interface HandOverPlace {
  /** "[datastore1] web/web.vmx" */
  readonly vmxPath: string;
  /** Name of the datastore. */
  readonly datastore: string;
}

export function encodeHandOver(
  { state, session, vmxOffer, diskOffers }: VmHandOver,
  { vmxPath, datastore, checksums }: HandOverPlace & { readonly checksums: Uint32Array | undefined },
): Buffer {
  const offers = [{ path: vmxPath, ...vmxOffer }];
  for (const [path, offer] of diskOffers) offers.push({ path: `[${datastore}] ${path.slice(1)}`, ...offer });
  const payload = Buffer.alloc(state.length + 4 * (checksums?.length ?? 0));
  payload.set(state);
  for (const [page, checksum] of (checksums ?? []).entries()) payload.writeUInt32LE(checksum, state.length + 4 * page);
  return encodeFrame(pb.MigrationFrame, { handOver: { offers, session, stateBytes: state.length } }, payload);
}

/** Throws HandOverError. */
export function decodeHandOver(
  { offers, session, stateBytes }: pb.MigrationHandOver,
  payload: Uint8Array,
  { vmxPath, datastore }: HandOverPlace,
): ReceivedHandOver {
  if (!session) throw new HandOverError('it says nothing of the guest');
  const rest = payload.length - stateBytes;
  if (rest < 0 || rest % 4 !== 0)
    throw new HandOverError(`${payload.length} bytes, of which ${stateBytes} are the state`);
  const prefix = `[${datastore}] `;
  let vmxOffer: LockOffer | undefined;
  const disks = new Map<string, LockOffer>();
  for (const { path, uuid, generation } of offers) {
    const offer = { uuid: uuid ?? '', generation: Number(generation) };
    if (path === vmxPath) vmxOffer = offer;
    else if (path?.startsWith(prefix)) disks.set(`/${path.slice(prefix.length)}`, offer);
    else throw new HandOverError(`${path} is on another datastore`);
  }
  if (!vmxOffer) throw new HandOverError(`${vmxPath} is not offered`);
  const diskOffers: LockOffers = disks;
  const view = Buffer.from(payload.buffer, payload.byteOffset + stateBytes, rest);
  return {
    state: payload.subarray(0, stateBytes),
    session: pb.GuestSession.create(session),
    vmxOffer,
    diskOffers,
    checksums:
      rest === 0 ? undefined : Uint32Array.from({ length: rest / 4 }, (_, page) => view.readUInt32LE(4 * page)),
  };
}

/** The first page that is not as it was; undefined: all are. */
export function differingPage(expected: Uint32Array, found: Uint32Array): number | undefined {
  const length = Math.max(expected.length, found.length);
  for (let page = 0; page < length; page++) if (expected[page] !== found[page]) return page;
  return undefined;
}
