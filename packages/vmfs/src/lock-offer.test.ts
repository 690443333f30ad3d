// A lock changes hands by one COMPARE AND WRITE: taken by whoever it was offered to, or taken back by its holder.
import { describe, expect, it, vi } from 'vitest';
import { filled, mountVolume, newVolume, testIds } from './disk/testing.ts';
import { createChild, createDisk, LockedError, openDisk, VmfsError, type Volume } from './index.ts';

const VMX = '/vm/vm.vmx';
const text = (value: string) => new TextEncoder().encode(value);

function offered() {
  const { device, volume: source } = newVolume(64);
  device.run(source.createFile(VMX, { content: text('displayName = "vm"') }));
  const lock = device.run(source.lockFile(VMX));
  const known = (volume: Volume) => device.run(volume.find(VMX));
  return { device, source, lock, offer: source.offerLock(lock), destination: mountVolume(device, 'esx02'), known };
}

describe('a lock that is offered', () => {
  it('is its holder’s until it is taken, and the taker’s afterwards', () => {
    const { device, source, lock, offer, destination } = offered();
    expect(device.run(source.checkLock(lock))).toBe(true);
    const taken = device.run(destination.lockFile(VMX, 'exclusive', offer));
    expect(device.run(source.checkLock(lock))).toBe(false);
    expect(device.run(destination.checkLock(taken))).toBe(true);
    device.run(destination.writeFile(VMX, text('displayName = "moved"')));
    expect(() => device.run(source.writeFile(VMX, text('displayName = "late"')))).toThrow(LockedError);
    expect(() => device.run(source.unlockFile(lock))).toThrow(VmfsError);
    expect(device.run(destination.checkLock(taken))).toBe(true);
  });

  it('is nobody else’s once its holder has taken it back', () => {
    const { device, source, lock, offer, destination } = offered();
    const kept = device.run(source.reassertLock(lock));
    expect(kept?.lock.generation).toBe(lock.lock.generation + 1);
    expect(() => device.run(destination.lockFile(VMX, 'exclusive', offer))).toThrow(LockedError);
    device.run(source.unlockFile(kept!));
  });

  it('can’t be taken back once it was taken', () => {
    const { device, source, lock, offer, destination } = offered();
    device.run(destination.lockFile(VMX, 'exclusive', offer));
    expect(device.run(source.reassertLock(lock))).toBeUndefined();
  });

  it('is taken by one of those who come with the offer', () => {
    const { device, offer, destination } = offered();
    const third = mountVolume(device, 'esx03');
    device.run(destination.lockFile(VMX, 'exclusive', offer));
    expect(() => device.run(third.lockFile(VMX, 'exclusive', offer))).toThrow(LockedError);
  });

  it('is accepted while it is offered, and by one', () => {
    const { device, source, lock, offer, destination, known } = offered();
    const third = mountVolume(device, 'esx03');
    const taken = device.run(destination.acceptLock(known(destination), offer));
    expect(device.run(destination.checkLock(taken!))).toBe(true);
    expect(device.run(source.reassertLock(lock))).toBeUndefined();
    expect(device.run(third.acceptLock(known(third), offer))).toBeUndefined();
  });

  it('is not accepted once its holder has taken it back, or has let it go', () => {
    const { device, source, lock, offer, destination, known } = offered();
    const kept = device.run(source.reassertLock(lock));
    expect(device.run(destination.acceptLock(known(destination), offer))).toBeUndefined();
    device.run(source.unlockFile(kept!));
    expect(device.run(destination.acceptLock(known(destination), offer))).toBeUndefined();
    device.run(destination.lockFile(VMX));
  });

  it('is accepted by who found the file before it was offered, whatever has changed since', () => {
    const { device, source, lock, destination, known } = offered();
    const before = known(destination);
    device.run(source.unlockFile(lock));
    const offer = source.offerLock(device.run(source.lockFile(VMX)));
    const taken = device.run(destination.acceptLock(before, offer));
    expect(device.run(destination.checkLock(taken!))).toBe(true);
    expect(device.run(destination.acceptLock(before, offer))).toBeUndefined();
  });

  it('is accepted by one command where the file is as it was found', () => {
    const { device, offer, destination, known } = offered();
    const before = known(destination);
    const perform = vi.spyOn(device, 'perform');
    expect(device.run(destination.acceptLock(before, offer))).toBeDefined();
    expect(perform.mock.calls.map(([{ op }]) => op)).toEqual(['compareAndWrite']);
  });

  it('is no offer of a lock that the same holder took again', () => {
    const { device, source, lock, offer, destination } = offered();
    device.run(source.unlockFile(lock));
    device.run(source.lockFile(VMX));
    expect(() => device.run(destination.lockFile(VMX, 'exclusive', offer))).toThrow(LockedError);
  });
});

describe('a disk that is offered', () => {
  it('goes on at another mount with all that was written', () => {
    const { device, volume: source } = newVolume(64);
    const path = '/vm/vm.vmdk';
    device.run(createDisk(source, path, { capacityBytes: 8 * 1024 * 1024, provisioning: 'thin', ids: testIds(1) }));
    const disk = device.run(openDisk(source, path, { mode: 'exclusive' }));
    device.run(disk.writeAllocating(5_000, filled(8, 7)));
    const offers = disk.offers(source);
    const destination = mountVolume(device, 'esx02');
    expect(() => device.run(openDisk(destination, path, { mode: 'exclusive' }))).toThrow(LockedError);
    const moved = device.run(openDisk(destination, path, { mode: 'exclusive', offers }));
    expect(device.run(moved.read(5_000, 8))).toEqual(filled(8, 7));
    device.run(moved.writeAllocating(9_000, filled(8, 9)));
    device.run(moved.close());
    const again = device.run(openDisk(source, path, { mode: 'exclusive' }));
    expect(device.run(again.read(9_000, 8))).toEqual(filled(8, 9));
  });

  it.each(['after', 'before'])('is let go by who surrenders it %s it was taken, and stays with who took it', (when) => {
    const { device, volume: source } = newVolume(64);
    const path = '/vm/vm.vmdk';
    device.run(createDisk(source, path, { capacityBytes: 8 * 1024 * 1024, provisioning: 'thin', ids: testIds(1) }));
    const disk = device.run(openDisk(source, path, { mode: 'exclusive' }));
    device.run(disk.handOver());
    const offers = disk.offers(source);
    const destination = mountVolume(device, 'esx02');
    const take = () => device.run(openDisk(destination, path, { mode: 'exclusive', offers }));
    if (when === 'before') device.run(disk.relinquish());
    const moved = take();
    if (when === 'after') device.run(disk.relinquish());
    expect(() => device.run(openDisk(source, path, { mode: 'exclusive' }))).toThrow(LockedError);
    device.run(moved.close());
  });

  /** A disk with a snapshot, open at its holder, and another mount. */
  function offeredChain() {
    const { device, volume: source } = newVolume(64);
    const [parent, child] = ['/vm/vm.vmdk', '/vm/vm-000001.vmdk'];
    const disk = { capacityBytes: 8 * 1024 * 1024, provisioning: 'thin' as const, ids: testIds(1) };
    device.run(createDisk(source, parent, disk));
    device.run(createChild(source, { parent, child, ids: testIds(2) }));
    const open = device.run(openDisk(source, child, { mode: 'exclusive' }));
    device.run(open.writeAllocating(0, filled(8, 1)));
    return { device, child, open, offers: open.offers(source), destination: mountVolume(device, 'esx02') };
  }

  it('is relinquished without a write once another mount has it', () => {
    const { device, child, open, offers, destination } = offeredChain();
    const moved = device.run(openDisk(destination, child, { mode: 'exclusive', offers }));
    device.run(moved.writeAllocating(1_000, filled(8, 3)));
    const operation = open.relinquish();
    const commands: string[] = [];
    for (let step = operation.next(); !step.done; step = operation.next(device.perform(step.value)))
      commands.push(step.value.op);
    expect(commands.filter((op) => op !== 'read')).toEqual(['compareAndWrite', 'compareAndWrite']);
    expect(device.run(destination.checkLock(moved.top.extent.file.lock))).toBe(true);
    expect(device.run(moved.read(1_000, 8))).toEqual(filled(8, 3));
  });

  it('is free when its holder has relinquished it and nobody has taken it', () => {
    const { device, child, open, offers, destination } = offeredChain();
    device.run(open.relinquish());
    const moved = device.run(openDisk(destination, child, { mode: 'exclusive', offers }));
    expect(device.run(moved.read(0, 8))).toEqual(filled(8, 1));
  });
});
