import { type Isa, isas } from '@microsphere/machine';
import { cpuFeaturesOf, evcModes } from '@microsphere/vmotion';
import { expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import type { BootDiskDocuments } from './boot-disk.ts';
import { HostEvcMode } from './evc-mode.ts';

/** The processor and the boot disk of a host that runs these guests. */
function setUp({ isa = 'rv64imab', guests = [] }: { isa?: Isa; guests?: Isa[] } = {}) {
  const machines = { isa, guestIsa: isa, guestIsas: () => guests };
  const written: BootDiskDocuments['evcMode'][] = [];
  let changes = 0;
  const start = () =>
    new HostEvcMode({
      hostName: 'esx01',
      machines,
      bootDisk: {
        read: (() => written.at(-1)) as never,
        write: (_name, document) => void written.push(document as BootDiskDocuments['evcMode']),
      },
      onChange: () => {
        changes += 1;
      },
    });
  return { machines, written, start, guests, changes: () => changes };
}

function faultOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    if (error instanceof HostFault) return error.type;
    throw error;
  }
  return 'none';
}

it('has a mode for each processor, and a processor for each mode', () => {
  expect(isas.map((isa) => cpuFeaturesOf(isa))).toEqual(evcModes.map(({ features }) => features));
});

it('shows guests what the mode has, also after a restart, until it is taken off', () => {
  const { machines, start, changes } = setUp();
  const mode = start();
  expect([mode.key, machines.guestIsa, mode.cpuFeatures]).toEqual(['', 'rv64imab', cpuFeaturesOf('rv64imab')]);
  mode.configure('riscv-rv64ima');
  expect([mode.key, machines.guestIsa, mode.cpuFeatures]).toEqual([
    'riscv-rv64ima',
    'rv64ima',
    cpuFeaturesOf('rv64imab'),
  ]);
  machines.guestIsa = machines.isa;
  const restarted = start();
  expect([restarted.key, machines.guestIsa]).toEqual(['riscv-rv64ima', 'rv64ima']);
  // Told again, it has nothing to do.
  restarted.configure('riscv-rv64ima');
  expect(changes()).toBe(1);
  restarted.configure('');
  expect([restarted.key, machines.guestIsa, changes()]).toEqual(['', 'rv64imab', 2]);
});

it('takes no mode that a guest may be beyond, and any that is beyond them', () => {
  const { machines, start, guests, written } = setUp({ guests: ['rv64ima', 'rv64imab'] });
  const mode = start();
  expect(faultOf(() => mode.configure('riscv-rv64ima'))).toBe('ActiveVMsBlockingEVC');
  expect([mode.key, machines.guestIsa, written]).toEqual(['', 'rv64imab', []]);
  mode.configure('riscv-rv64imab');
  guests.pop();
  mode.configure('riscv-rv64ima');
  mode.configure('riscv-rv64imab');
  expect([mode.key, machines.guestIsa]).toEqual(['riscv-rv64imab', 'rv64imab']);
});

it('takes no mode that its processor lacks, or that it has never heard of', () => {
  const { start, written } = setUp({ isa: 'rv64ima' });
  const mode = start();
  expect(faultOf(() => mode.configure('riscv-rv64imab'))).toBe('EVCModeUnsupportedByHosts');
  expect(faultOf(() => mode.configure('intel-nehalem'))).toBe('EVCModeUnsupportedByHosts');
  expect(written).toEqual([]);
  // Nor from the boot disk of another host.
  written.push({ evcModeKey: 'riscv-rv64imab' });
  expect(faultOf(() => void start())).toBe('EVCModeUnsupportedByHosts');
});
