import { type AdmissionPolicy, type AdmissionVm, defaultAdvancedOptions, type HostCondition } from '@microsphere/fdm';
import { expect, it } from 'vitest';
import { printCapacity } from './capacity-text.ts';
import { type CapacityView, clusterCapacity } from './cluster-capacity.ts';

const host = (name: string, memoryMb = 64, condition: HostCondition = 'good') =>
  ({ host: name, capacity: { cpuMhz: 400, memoryMb }, condition }) as const;
const vm = (name: string, on: string, cpuReservationMhz = 0, memoryReservationMb = 4): AdmissionVm => ({
  vm: name,
  host: on,
  numCpu: 1,
  cpuReservationMhz,
  memoryReservationMb,
  memoryOverheadMb: 1,
});
const view: CapacityView = {
  cluster: 'c',
  enforced: true,
  policy: { kind: 'slots', failoverLevel: 1, fixedSlot: undefined },
  resourceReductionToToleratePercent: 100,
  hosts: [host('esx01'), host('esx02'), host('esx03', 64, 'maintenanceMode')],
  vms: [vm('web', 'esx01'), vm('db', 'esx02', 100, 8)],
  off: [vm('small', 'esx01'), vm('huge', 'esx01', 300)],
  usage: { cpuMhz: 90, memoryMb: 12 },
  options: defaultAdvancedOptions,
};
const printed = (change: Partial<CapacityView> = {}) => printCapacity(clusterCapacity({ ...view, ...change }));

it('explains slots', () => {
  expect(printed()).toBe(`Admission control of cluster "c" is on
Policy: slots; enough are to be left when a host fails

VIRTUAL MACHINE  HOST   CPU      MEMORY    SLOTS
web              esx01  32 MHz   4 + 1 MB  1      reserves less: das.vmCpuMinMHz (32) counts
db               esx02  100 MHz  8 + 1 MB  1

A slot has 100 MHz (the need of db) and 9 MB (the need of db).

HOST   CPU      MEMORY  BY CPU  BY MEMORY  SLOTS
esx01  400 MHz  64 MB   4       7          4      most slots: not counted on
esx02  400 MHz  64 MB   4       7          4
esx03  400 MHz  64 MB   -       -          -      not counted: in maintenance mode

Slots: 8 in all, 4 without the hosts that are not counted on, 2 used: 2 free.
The policy is satisfied. As things are, 1 host failure would be survived.

When esx01 fails, by what is reserved:
HOST   RESERVED       RESTARTED THERE  LEFT UNRESERVED
esx02  100 MHz, 9 MB  web              300 MHz, 50 MB
Every virtual machine finds a host with room.

Each of these could be powered on: small
Powering on huge is refused: 3 slots are needed (300 MHz and 9 MB each); the failure of the host with most slots leaves 1`);
});

it('explains percentages, what is tolerated, and whom no single host has room for', () => {
  const text = printed({
    enforced: false,
    policy: { kind: 'resourcePercentage', percentages: { kind: 'computed', failoverLevel: 1 } },
    resourceReductionToToleratePercent: 50,
    hosts: [host('esx01'), host('esx02'), host('esx03')],
    vms: [vm('large', 'esx01', 0, 49), vm('web', 'esx02', 0, 29), vm('db', 'esx03', 0, 29)],
    off: [vm('other', 'esx02', 0, 30)],
    usage: { cpuMhz: 1_700, memoryMb: 110 },
  });
  expect(text).toBe(`Admission control of cluster "c" is off: nothing is refused, and this is what its policy would say
Policy: a share of the cluster's resources is to stay unreserved: as much as is lost when a host fails

VIRTUAL MACHINE  HOST   CPU     MEMORY
large            esx01  32 MHz  49 + 1 MB  reserves less: das.vmCpuMinMHz (32) counts
web              esx02  32 MHz  29 + 1 MB  reserves less: das.vmCpuMinMHz (32) counts
db               esx03  32 MHz  29 + 1 MB  reserves less: das.vmCpuMinMHz (32) counts

HOST   CPU      MEMORY
esx01  400 MHz  64 MB
esx02  400 MHz  64 MB
esx03  400 MHz  64 MB

        TOTAL     RESERVED  UNRESERVED        TO STAY SO
CPU     1200 MHz  96 MHz    1104 MHz    92 %  400 MHz     33 %  enough
memory  192 MB    110 MB    82 MB       42 %  64 MB       33 %  enough

The policy is satisfied.

When esx01 fails, by what is reserved:
HOST   RESERVED      RESTARTED THERE  LEFT UNRESERVED
esx02  0 MHz, 30 MB  -                400 MHz, 34 MB
esx03  0 MHz, 30 MB  -                400 MHz, 34 MB
No single host has room for: large.

Virtual machines tolerate 50 % less than what they use (a warning, nothing more):
CPU: 1700 MHz are used; 800 are left after the failure; 850 are wanted: too little.
memory: 110 MB are used; 128 are left after the failure; 55 are wanted: enough.

Powering on other would be refused: memory: 141 of 192 MB are reserved, and 64 are kept for failover`);
});

it('explains failover hosts', () => {
  const policy: AdmissionPolicy = {
    kind: 'failoverHosts',
    failoverHosts: ['esx02', 'esx03', 'esx09'],
    failoverLevel: 1,
  };
  const text = printed({ policy, off: [vm('small', 'esx01'), vm('there', 'esx02')] });
  expect(text).toContain(`Policy: failover hosts (esx02, esx03, esx09); only vSphere HA powers on there
Warning: failover host esx09 is not in the cluster
`);
  expect(text).toContain(`
FAILOVER HOST  STATUS
esx02          yellow  runs virtual machines  db
esx03          red     can not be used
esx09          red     can not be used

The policy is NOT satisfied.`);
  expect(text).toMatch(
    /Each of these could be powered on: small\nPowering on there is refused: esx02 is a failover host$/,
  );
});

it.each<[string, Partial<CapacityView>, string]>([
  [
    'as many failures as hosts',
    { policy: { kind: 'slots', failoverLevel: 2, fixedSlot: undefined } },
    'Warning: it can never be kept: 2 host failures are to be survived, and 2 hosts are counted',
  ],
  [
    'everything kept',
    { policy: { kind: 'resourcePercentage', percentages: { kind: 'manual', cpuPercent: 100, memoryPercent: 25 } } },
    'Warning: it can never be kept: all of a resource is to stay unreserved',
  ],
  [
    'no failover host',
    { policy: { kind: 'failoverHosts', failoverHosts: [], failoverLevel: 1 } },
    'Warning: it can never be kept: no failover host is named',
  ],
])('warns of %s', (_what, change, warning) => {
  const text = printed(change);
  expect(text.split('\n')[2]).toBe(warning);
  expect(text).toContain('The policy is NOT satisfied.');
});

it('says where a slot comes from when nobody needs it, or more than it', () => {
  const options = { ...defaultAdvancedOptions, slotCpuMhz: 50, vmMemoryMinMb: 6 };
  const bounded = printed({ options });
  expect(bounded).toContain('A slot has 50 MHz (das.slotCpuInMHz; db needs 100) and 9 MB (the need of db).');
  expect(bounded).toMatch(
    /\nweb +esx01 +32 MHz +6 \+ 1 MB +1 +reserves less: das.vmCpuMinMHz \(32\) and das.vmMemoryMinMB \(6\) counts\n/,
  );
  expect(bounded).toMatch(/\ndb +esx02 +100 MHz +8 \+ 1 MB +2\n/);
  const empty = printed({ vms: [], off: [] });
  expect(empty).toContain('No virtual machine is powered on.');
  expect(empty).toContain(
    'A slot has 32 MHz (das.vmCpuMinMHz: nobody needs more) and 1 MB (the least: nobody needs more).',
  );
});
