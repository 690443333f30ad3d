// A file that was moved: one COMPARE AND WRITE of its holder makes it one, and nothing makes it another again.
import { describe, expect, it } from 'vitest';
import { mountVolume, newVolume } from './disk/testing.ts';
import { LockedError, VmfsError } from './index.ts';
import { fsck } from './tools/index.ts';

const VMX = '/vm/vm.vmx';
const text = (value: string) => new TextEncoder().encode(value);

function moved() {
  const { device, volume } = newVolume(64);
  device.run(volume.createFile(VMX, { content: text('to = "[datastore2] vm/vm.vmx"') }));
  const lock = device.run(volume.lockFile(VMX));
  expect(device.run(volume.isMoved(VMX))).toBe(false);
  expect(device.run(volume.markMoved(lock))).toBe(true);
  return { device, volume, lock };
}

describe('a file that was moved', () => {
  it('can be read and removed, and its lock is nobody’s', () => {
    const { device, volume } = moved();
    const other = mountVolume(device, 'esx02');
    expect(device.run(other.isMoved(VMX))).toBe(true);
    for (const each of [volume, other]) {
      expect(() => device.run(each.lockFile(VMX))).toThrow(VmfsError);
      expect(() => device.run(each.lockFile(VMX, 'readOnly'))).toThrow(VmfsError);
      expect(() => device.run(each.writeFile(VMX, text('')))).toThrow(VmfsError);
    }
    expect(device.run(other.readFile(VMX))).toEqual(text('to = "[datastore2] vm/vm.vmx"'));
    device.run(other.remove(VMX));
    expect(device.run(other.exists(VMX))).toBe(false);
    // The descriptor is given to another file, which is not moved.
    device.run(other.createFile(VMX, { content: text('new') }));
    device.run(volume.unlockFile(device.run(volume.lockFile(VMX))));
  });

  it('was moved by who had its lock', () => {
    const { device, volume } = newVolume(64);
    device.run(volume.createFile(VMX, { content: text('to') }));
    const lock = device.run(volume.lockFile(VMX));
    const other = mountVolume(device, 'esx02');
    expect(() => device.run(other.lockFile(VMX))).toThrow(LockedError);
    const taken = device.run(other.lockFile(VMX, 'exclusive', volume.offerLock(lock)));
    expect(device.run(volume.markMoved(lock))).toBe(false);
    expect(device.run(other.isMoved(VMX))).toBe(false);
    expect(device.run(other.checkLock(taken))).toBe(true);
  });

  it('is nothing that fsck finds fault with, or would repair', () => {
    const { device, volume } = moved();
    const { findings } = device.run(fsck({ blocks: device.bytes.length / 512, repair: true, liveSlots: new Set() }));
    expect(findings.filter(({ kind }) => kind !== 'slotLeftBehind')).toEqual([]);
    expect(device.run(volume.isMoved(VMX))).toBe(true);
  });
});
