// A device that is lost when the test says so.
import { beforeEach, expect, it } from 'vitest';
import { DeviceLostError } from './lun-device.ts';
import { type LosableDevice, ManagementIo } from './management-io.ts';

let lost: boolean;
let lose: () => void;
let io: ManagementIo;

beforeEach(() => {
  lost = false;
  const whenLost = new Promise<never>((_, reject) => {
    lose = () => {
      lost = true;
      reject(new DeviceLostError('gone'));
    };
  });
  whenLost.catch(() => {});
  const device: LosableDevice = {
    checkNotLost: () => {
      if (lost) throw new DeviceLostError('gone');
    },
    orLost: (promise) => Promise.race([promise, whenLost]),
  };
  io = new ManagementIo(device);
});

function pending<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  reject: (e: Error) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

it('gives what the operation gives, or throws what it throws', async () => {
  expect(await io.run(async () => 1)).toBe(1);
  await expect(io.run(() => Promise.reject(new RangeError('own')))).rejects.toThrow(RangeError);
  await io.settled();
});

it('begins nothing while the device is lost', async () => {
  lose();
  let begun = false;
  const run = io.run(async () => {
    begun = true;
  });
  await expect(run).rejects.toThrow(DeviceLostError);
  expect(begun).toBe(false);
});

it('lets what is under way finish, and hands its late result over', async () => {
  const operation = pending<string>();
  const late: string[] = [];
  const run = io.run(
    () => operation.promise,
    (result) => void late.push(result),
  );
  lose();
  await expect(run).rejects.toThrow(DeviceLostError);
  let settled = false;
  const whenSettled = io.settled().then(() => {
    settled = true;
  });
  await Promise.resolve();
  expect([settled, late]).toEqual([false, []]);
  operation.resolve('made');
  await whenSettled;
  expect(late).toEqual(['made']);
});

it('says nothing more of what fails late', async () => {
  const operation = pending<string>();
  const run = io.run(() => operation.promise, expect.unreachable);
  lose();
  await expect(run).rejects.toThrow(DeviceLostError);
  operation.reject(new Error('the locks are lost'));
  await io.settled();
});

it('begins to let something go though the device is lost, and tells that it is not done yet', async () => {
  lose();
  const operation = pending<void>();
  let begun = false;
  const letGo = io.letGo(() => {
    begun = true;
    return operation.promise;
  });
  await expect(letGo).rejects.toThrow(DeviceLostError);
  expect(begun).toBe(true);
  let settled = false;
  const whenSettled = io.settled().then(() => {
    settled = true;
  });
  await Promise.resolve();
  expect(settled).toBe(false);
  operation.resolve();
  await whenSettled;
});
