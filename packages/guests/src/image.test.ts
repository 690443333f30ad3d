import { expect, it } from 'vitest';
import { GUEST } from './constants.ts';
import { firmware, guestImage, guestImageNames } from './image.ts';

it('knows its images by name', () => {
  for (const name of guestImageNames) {
    const { bytes, minimumDiskBytes } = guestImage(name);
    expect(Buffer.from(bytes.subarray(0, 8)).toString('latin1')).toBe('MSPHBOOT');
    expect(bytes.length % GUEST.sectorBytes).toBe(0);
    expect(bytes.length).toBeLessThanOrEqual(GUEST.ledgerAreaOffsetBytes);
    expect(minimumDiskBytes).toBe(GUEST.minimumDiskBytes);
  }
});

it('names the known images when it is asked for another', () => {
  expect(() => guestImage('windows')).toThrow('no guest image "windows"; there are: ledger');
});

it('has a firmware that ends before the place of the operating system', () => {
  expect(firmware().length).toBeGreaterThan(1024);
  expect(firmware().length).toBeLessThan(0x2_0000);
});
