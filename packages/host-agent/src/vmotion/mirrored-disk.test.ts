// The filter under a guest's disk, over disks in memory: what it asks of them, and what the guest sees.
import { BLOCK_BYTES } from '@microsphere/block';
import type { SectorRange } from '@microsphere/vmfs';
import { describe, expect, it } from 'vitest';
import { Gate, TestDisk } from '../hostd/testing.ts';
import { COPY_REGION_SECTORS, MirroredDisk } from './mirrored-disk.ts';

const REGION_BYTES = COPY_REGION_SECTORS * BLOCK_BYTES;

class SourceDisk extends TestDisk {
  unmapped = 0;

  /** Everything but zeros. */
  async ownRanges(sector: number, sectors: number): Promise<readonly SectorRange[]> {
    const end = (sector + sectors) * BLOCK_BYTES;
    return this.bytes.subarray(sector * BLOCK_BYTES, end).some((byte) => byte !== 0) ? [{ sector, sectors }] : [];
  }

  override unmap = async (): Promise<never> => {
    this.unmapped += 1;
    return undefined as never;
  };
}

/** A disk of three regions, of which the second is of zeros. */
function mirrored(arrayCopy?: (target: TestDisk, source: SourceDisk, range: SectorRange) => Promise<void>) {
  const source = new SourceDisk(new Uint8Array(3 * REGION_BYTES).fill(1));
  source.bytes.fill(0, REGION_BYTES, 2 * REGION_BYTES);
  const target = new TestDisk(new Uint8Array(3 * REGION_BYTES));
  const copied: [number, number][] = [];
  const disk = new MirroredDisk({
    source,
    target,
    arrayCopy,
    allocate: undefined,
    onCopied: (sectors, bytes) => copied.push([sectors, bytes]),
  });
  return { source, target, disk, copied };
}

const sector = (value: number) => new Uint8Array(BLOCK_BYTES).fill(value);

describe('a mirrored disk', () => {
  it('copies what the source has, and not zeros', async () => {
    const { source, target, disk, copied } = mirrored();
    await disk.start();
    expect(Buffer.compare(target.bytes, source.bytes)).toBe(0);
    expect(target.writes).toBe(2);
    expect(copied.toSorted((a, b) => a[1] - b[1])).toEqual([
      [COPY_REGION_SECTORS, 0],
      [COPY_REGION_SECTORS, REGION_BYTES],
      [COPY_REGION_SECTORS, REGION_BYTES],
    ]);
    expect(disk.inSync).toBe(true);
  });

  it('has the array copy where that can', async () => {
    const ranges: SectorRange[] = [];
    const { disk, target } = mirrored(async (_target, _source, range) => void ranges.push(range));
    await disk.start();
    expect(ranges.map((range) => range.sector)).toEqual([0, 2 * COPY_REGION_SECTORS]);
    expect(target.writes).toBe(0);
  });

  it('gives both the same, whatever becomes of the guest’s memory meanwhile', async () => {
    const { source, target, disk } = mirrored();
    await disk.start();
    source.gate = new Gate();
    const data = sector(7);
    const write = disk.write(3, data);
    data.fill(9);
    source.gate.open();
    await write;
    expect(source.bytes.subarray(3 * BLOCK_BYTES, 4 * BLOCK_BYTES)).toEqual(sector(7));
    expect(target.bytes.subarray(3 * BLOCK_BYTES, 4 * BLOCK_BYTES)).toEqual(sector(7));
  });

  it('is complete when the target is, too', async () => {
    const { target, disk } = mirrored();
    await disk.start();
    target.gate = new Gate();
    let done = false;
    const write = disk.write(0, sector(7)).then(() => {
      done = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    target.gate.open();
    await write;
  });

  it('goes on with its source when the target fails: the guest never learns of it', async () => {
    const { source, target, disk } = mirrored();
    const started = disk.start();
    await started;
    target.failing = true;
    await disk.write(0, sector(7));
    expect(disk.inSync).toBe(false);
    await disk.write(1, sector(8));
    expect(source.bytes.subarray(BLOCK_BYTES, 2 * BLOCK_BYTES)).toEqual(sector(8));
    expect(target.writes).toBe(3);
  });

  it('tells who copies why it was dropped, and the guest what its source says', async () => {
    const { source, target, disk } = mirrored();
    target.gate = new Gate();
    const started = disk.start();
    disk.drop(new Error('cancelled'));
    await expect(started).rejects.toThrow('cancelled');
    source.failing = true;
    await expect(disk.write(0, sector(7))).rejects.toThrow('medium error');
    target.gate.open();
  });

  it('does not follow the hint of a discard while it is mirrored', async () => {
    const { source, disk } = mirrored();
    await disk.unmap(0, 8);
    expect(source.unmapped).toBe(0);
    disk.drop(new Error('cancelled'));
    await disk.unmap(0, 8);
    expect(source.unmapped).toBe(1);
  });
});
