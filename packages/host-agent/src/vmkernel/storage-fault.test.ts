import { PathError, ScsiError } from '@microsphere/block';
import { pb } from '@microsphere/proto';
import { LockedError, VmfsError, type VmfsErrorCode } from '@microsphere/vmfs';
import { expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { DeviceLostError } from './lun-device.ts';
import { storageFault, vmfsFaults } from './storage-fault.ts';
import { NotAdmittedError } from './volume-heartbeat.ts';

const refusal = (key: number, asc: number, ascq: number) =>
  new ScsiError('WRITE_16', pb.ScsiStatus.CHECK_CONDITION, { key, asc, ascq });

it.each([
  [new LockedError('/vm.vmx', 'file', { uuid: '', hostName: 'esx02', slot: 1 }), 'FileLocked', true],
  [new VmfsError('lockLost', 'gone'), 'FileLocked', false],
  [new VmfsError('fenced', 'preempted'), 'CannotAccessFile', false],
  [refusal(0x7, 0x27, 0x7), 'NoDiskSpace', false],
  [refusal(0x5, 0x25, 0x0), 'FileFault', false],
  [new PathError('down'), 'CannotAccessFile', false],
  [new DeviceLostError('gone'), 'CannotAccessFile', false],
  [new NotAdmittedError('halted'), 'CannotAccessFile', false],
] as const)('%s is %s, definite: %s', (error, type, definite) => {
  const fault = storageFault('datastore1', error);
  expect(fault).toBeInstanceOf(HostFault);
  expect(fault).toMatchObject({ type, definite, cause: error });
  expect((fault as HostFault).message).toBe(`[datastore1] ${error.message}`);
});

it('has a fault for every code', () => {
  for (const code of Object.keys(vmfsFaults) as VmfsErrorCode[])
    expect(storageFault('datastore1', new VmfsError(code, 'x'))).toMatchObject({ type: vmfsFaults[code] });
});

it('leaves a broken assumption as it is', () => {
  const error = new TypeError('x');
  expect(storageFault('datastore1', error)).toBe(error);
});
