import { describe, expect, it } from 'vitest';
import { CONCURRENT_FAILOVERS_PER_HOST, type PlacementHost, place } from './placement.ts';
import { protectedVm } from './testing.ts';

function host(
  name: string,
  memoryMb: number,
  rest: Partial<PlacementHost & { cpuMhz: number; datastores: string[] }> = {},
) {
  const { cpuMhz = 1_000, datastores = ['ds1'], ...others } = rest;
  const capacity = { memoryUnreservedMb: memoryMb, cpuUnreservedMhz: cpuMhz, accessibleDatastores: datastores };
  return { host: name, capacity, arrivingCpuMhz: 0, arrivingMemoryMb: 0, powerOns: 0, ...others };
}

const vm = protectedVm('web', { memoryMb: 1_024, cpuReservationMhz: 500 });
const nowhere: ReadonlySet<string> = new Set();

describe('place', () => {
  const busy = { powerOns: CONCURRENT_FAILOVERS_PER_HOST };
  it.each([
    ['the most unreserved memory', [host('host-1', 2_048), host('host-2', 4_096)], 'host-2'],
    ['then the most CPU', [host('host-1', 2_048), host('host-2', 2_048, { cpuMhz: 2_000 })], 'host-2'],
    ['then the lowest moref', [host('host-2', 2_048), host('host-1', 2_048)], 'host-1'],
    ['what arrives counts', [host('host-1', 4_096, { arrivingMemoryMb: 3_000 }), host('host-2', 2_048)], 'host-2'],
    ['exactly enough is enough', [host('host-1', 1_024, { cpuMhz: 500 })], 'host-1'],
    [
      'the datastore must be reached',
      [host('host-1', 9_999, { datastores: ['ds2'] }), host('host-2', 2_048)],
      'host-2',
    ],
    ['a busy host is passed over', [host('host-1', 9_999, busy), host('host-2', 2_048)], 'host-2'],
  ])('%s', (_why, hosts, expected) => {
    expect(place(vm, hosts, nowhere)).toEqual({ kind: 'placed', host: expected });
  });

  it.each([
    ['no memory', [host('host-1', 1_023)], 'no live host has 1024 MB and 500 MHz unreserved'],
    ['no CPU', [host('host-1', 2_048, { cpuMhz: 499 })], 'no live host has 1024 MB and 500 MHz unreserved'],
    [
      'CPU that is arriving',
      [host('host-1', 2_048, { arrivingCpuMhz: 501 })],
      'no live host has 1024 MB and 500 MHz unreserved',
    ],
    ['no path', [host('host-1', 2_048, { datastores: [] })], 'no live host reaches ds1'],
    ['nobody', [], 'no live host reaches ds1'],
  ])('%s: no room', (_why, hosts, because) => {
    expect(place(vm, hosts, nowhere)).toEqual({ kind: 'noRoom', because });
  });

  it('waits while every host that fits starts as many VMs as it may', () => {
    expect(place(vm, [host('host-1', 2_048, busy)], nowhere)).toEqual({ kind: 'busy' });
  });

  it('prefers a host where it has not failed yet, and takes the other when there is none', () => {
    const hosts = [host('host-1', 4_096), host('host-2', 2_048)];
    expect(place(vm, hosts, new Set(['host-1']))).toEqual({ kind: 'placed', host: 'host-2' });
    expect(place(vm, hosts, new Set(['host-1', 'host-2']))).toEqual({ kind: 'placed', host: 'host-1' });
  });
});
