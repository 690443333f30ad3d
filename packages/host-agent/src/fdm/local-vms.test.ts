import { pb } from '@microsphere/proto';
import { expect, it } from 'vitest';
import { localVmsEvent } from './local-vms.ts';

const free = { cpuMhz: 50, cpuUnreservedMhz: 100, memoryFreeMb: 64 };
const runtime = (name: string, more: pb.IVmRuntime = {}): pb.IVmRuntime => ({
  vmxPath: `[datastore1] ${name}/${name}.vmx`,
  instanceUuid: name,
  powerState: pb.PowerState.poweredOn,
  ...more,
});

it('says of each VM what only its host knows', () => {
  const vm = runtime('web', {
    guestHeartbeatStatus: pb.EntityStatus.yellow,
    appHeartbeatStatus: pb.EntityStatus.green,
    ioOperations: 7,
  });
  const { vms } = localVmsEvent(
    { vms: [{ runtime: vm, upTimeMs: 5, appNeedsReset: true, isStarting: false }], ...free },
    [],
  );
  expect(vms).toEqual([
    {
      vmxPath: '[datastore1] web/web.vmx',
      instanceUuid: 'web',
      powerState: 'poweredOn',
      cleanPowerOff: false,
      guestHeartbeat: 'yellow',
      appHeartbeat: 'green',
      upTimeMs: 5,
      ioOperations: 7,
      appNeedsReset: true,
    },
  ]);
});

it('names the VMs that have their room before they are on', () => {
  const vms = [true, false].map((isStarting) => ({
    runtime: runtime(isStarting ? 'web' : 'db', { powerState: pb.PowerState.poweredOff }),
    upTimeMs: 0,
    appNeedsReset: false,
    isStarting,
  }));
  expect(localVmsEvent({ vms, ...free }, []).startingVms).toEqual(['web']);
});

it('tells a device that is away from one that is lost, and a heartbeat in doubt from both', () => {
  const { datastores, accessibleDatastores } = localVmsEvent({ vms: [], ...free }, [
    { name: 'good', accessible: true, device: { state: 'on' } },
    { name: 'doubtful', accessible: false, device: { state: 'on' } },
    { name: 'away', accessible: false, device: { state: 'apd' } },
    { name: 'awayForLong', accessible: false, device: { state: 'apdTimeout' } },
    { name: 'lost', accessible: false, device: { state: 'pdl' } },
  ]);
  expect(datastores).toEqual({
    good: 'accessible',
    doubtful: 'accessible',
    away: 'apd',
    awayForLong: 'apdTimeout',
    lost: 'pdl',
  });
  expect(accessibleDatastores).toEqual(['good']);
});
