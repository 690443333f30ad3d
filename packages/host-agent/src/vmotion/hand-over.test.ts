import { decodeFrame, pb } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import type { VmHandOver } from '../hostd/vm-departure.ts';
import { decodeHandOver, differingPage, encodeHandOver, HandOverError } from './hand-over.ts';

const place = { vmxPath: '[datastore1] web/web.vmx', datastore: 'datastore1' };
const offer = (generation: number) => ({ uuid: '50112233-0000-4000-8000-000000000001', generation });
const handOver: VmHandOver = {
  state: Uint8Array.of(1, 2, 3, 4, 5),
  session: { upTimeMs: 1234.5, toolsRunning: true, guestInfo: { 'guestinfo.ip': '10.10.0.5' } },
  vmxOffer: offer(2 ** 40),
  diskOffers: new Map([
    ['/web/web-flat.vmdk', offer(3)],
    ['/web/data-flat.vmdk', offer(4)],
  ]),
};

function received(checksums?: Uint32Array) {
  const { header, payload } = decodeFrame(pb.MigrationFrame, encodeHandOver(handOver, { ...place, checksums }));
  return { header: header.handOver as pb.MigrationHandOver, payload };
}

describe('a hand-over', () => {
  it.each([undefined, Uint32Array.of(7, 0xffff_ffff, 0)])('arrives as it was sent, with checksums %s', (checksums) => {
    const { header, payload } = received(checksums);
    const { session, ...rest } = decodeHandOver(header, payload, place);
    const { session: sent, ...expected } = handOver;
    expect({ ...rest, state: Uint8Array.from(rest.state) }).toEqual({ ...expected, checksums });
    expect(session).toMatchObject({ ...sent });
  });

  it.each<[string, (header: pb.MigrationHandOver) => object]>([
    ['says nothing of the guest', (header) => ({ ...header, session: null })],
    ['is shorter than its state', (header) => ({ ...header, stateBytes: 99 })],
    ['has half a checksum', (header) => ({ ...header, stateBytes: 3 })],
    ['offers no .vmx', (header) => ({ ...header, offers: header.offers.slice(1) })],
    [
      'offers what is elsewhere',
      (header) => ({ ...header, offers: [...header.offers, { path: '[other] web/web.vmx' }] }),
    ],
  ])('that %s is refused', (_what, change) => {
    const { header, payload } = received();
    expect(() => decodeHandOver(pb.MigrationHandOver.create(change(header)), payload, place)).toThrow(HandOverError);
  });
});

it('finds the first page that differs, also one that is missing', () => {
  const pages = Uint32Array.of(1, 2, 3);
  expect(differingPage(pages, Uint32Array.of(1, 2, 3))).toBeUndefined();
  expect(differingPage(pages, Uint32Array.of(1, 9, 9))).toBe(1);
  expect(differingPage(pages, Uint32Array.of(1, 2))).toBe(2);
});
