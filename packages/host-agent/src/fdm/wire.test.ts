import { pb } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { decodeWire, encodeWire, fdmProtectedVm, type WireBody } from './wire.ts';

const order = { vmxPath: '[datastore1] web/web.vmx', instanceUuid: 'uuid of web', attempt: 2 };
const fault = { type: 'FileLocked', message: 'held by host-2', definite: true };

const bodies: WireBody[] = [
  { kind: 'election', datastores: 2, master: true },
  { kind: 'masterHeartbeat', sequence: 7, clusterVersion: 3 },
  {
    kind: 'slaveHeartbeat',
    sequence: 2 ** 40,
    clusterVersion: 3,
    cpuMhz: 2_000,
    cpuUnreservedMhz: 4_000,
    memoryUnreservedMb: 0,
    accessibleDatastores: ['datastore1', 'datastore2'],
    startingVms: ['uuid of web'],
    vms: (['poweredOn', 'poweredOff', 'suspended'] as const).map((powerState) => ({
      vmxPath: `[datastore1] ${powerState}/vm.vmx`,
      instanceUuid: powerState,
      powerState,
      cleanPowerOff: powerState === 'poweredOff',
      guestHeartbeat: 'green',
      appHeartbeat: 'red',
    })),
  },
  { kind: 'powerOn', ...order, registerOnly: true },
  { kind: 'powerOnResult', ...order },
  { kind: 'powerOnResult', ...order, fault },
  { kind: 'restartQuery', instanceUuid: 'uuid' },
  { kind: 'restartAnswer', instanceUuid: 'uuid', possible: true },
  { kind: 'ping', nonce: 1 },
  { kind: 'pong', nonce: 1 },
];

describe('a message', () => {
  it.each(bodies.map((body) => [body.kind, body] as const))('%s arrives as it was sent', (_kind, body) => {
    const message = { from: 'host-1', bootUuid: 'boot', body };
    expect(decodeWire(encodeWire(message))).toEqual(message);
  });

  it.each([
    ['bytes that are no protobuf', Uint8Array.of(0xff, 0xff, 0xff)],
    ['a message cut short', encodeWire({ from: 'host-1', bootUuid: 'boot', body: bodies[2]! }).subarray(0, 40)],
    ['a message without a body', pb.FdmMessage.encode({ from: 'host-1', bootUuid: 'boot' }).finish()],
    ['a message of nobody', encodeWire({ from: '', bootUuid: 'boot', body: bodies[0]! })],
    ['nothing', new Uint8Array(0)],
  ])("%s is nobody's", (_what, bytes) => {
    expect(decodeWire(bytes)).toBeUndefined();
  });
});

it('an entry of the protected list keeps its zeros on its way to the disk', () => {
  const entry = { instanceUuid: 'uuid of web', vmxPath: '[datastore1] web/web.vmx', memoryMb: 4, cpuReservationMhz: 0 };
  const received = pb.ProtectedVm.decode(pb.ProtectedVm.encode(entry).finish());
  expect(JSON.parse(JSON.stringify(fdmProtectedVm(received)))).toEqual(entry);
});
