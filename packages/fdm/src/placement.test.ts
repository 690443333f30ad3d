import { describe, expect, it } from 'vitest';
import { type ClusterConfiguration, defaultConfiguration } from './cluster.ts';
import { Arrivals, type PlacementHost, place } from './placement.ts';
import { PlacementRules } from './rules.ts';
import { protectedVm, report, runtime } from './testing.ts';

interface Given {
  readonly cpuMhz?: number;
  /** Of one of its CPUs. */
  readonly pcpuMhz?: number;
  readonly datastores?: string[];
  readonly arriving?: readonly string[];
  readonly powerOns?: number;
  readonly running?: readonly string[];
}

const LIMIT = defaultConfiguration.options.perHostConcurrentFailovers;

function host(name: string, memoryMb: number, given: Given = {}): PlacementHost {
  const { cpuMhz = 1_000, pcpuMhz = 1_000, datastores = ['ds1'], arriving = [], powerOns = 0, running = [] } = given;
  const arrivals = new Arrivals({ startingVms: [] });
  for (const vm of arriving) arrivals.add(protectedVm(vm, { memoryMb: 1_500, cpuReservationMhz: 501 }), 0);
  arrivals.powerOns = powerOns;
  return {
    host: name,
    report: {
      ...report(...running.map((vm) => runtime(vm, 'on'))),
      memoryUnreservedMb: memoryMb,
      cpuMhz: pcpuMhz,
      cpuUnreservedMhz: cpuMhz,
      accessibleDatastores: datastores,
    },
    arrivals,
  };
}

const vm = protectedVm('web', { memoryMb: 1_024, cpuReservationMhz: 500 });
const busy = { powerOns: LIMIT };

function placed(
  hosts: readonly PlacementHost[],
  { avoid = [], ...given }: Partial<ClusterConfiguration> & { readonly avoid?: readonly string[] } = {},
  registerOnly = false,
) {
  const configuration = { ...defaultConfiguration, ...given };
  const rules = new PlacementRules(configuration);
  const placement = place({ vm, hosts, avoid: new Set(avoid), configuration, rules, registerOnly });
  return placement.kind === 'placed'
    ? placement.host
    : placement.kind === 'noRoom'
      ? placement.because
      : placement.kind;
}

const options = (given: Partial<ClusterConfiguration['options']>) => ({ ...defaultConfiguration.options, ...given });
const rule = (hosts: readonly string[], affine: boolean, mandatory: boolean) => ({
  name: `${affine ? 'on' : 'not on'} ${hosts.join()}`,
  vms: ['web'],
  hosts,
  affine,
  mandatory,
});

describe('room', () => {
  it.each([
    ['the most unreserved memory', [host('host-1', 2_048), host('host-2', 4_096)], 'host-2'],
    ['then the most CPU', [host('host-1', 2_048), host('host-2', 2_048, { cpuMhz: 2_000 })], 'host-2'],
    ['then the fewest power-ons', [host('host-1', 2_048, { powerOns: 1 }), host('host-2', 2_048)], 'host-2'],
    ['then the lowest moref', [host('host-2', 2_048), host('host-1', 2_048)], 'host-1'],
    ['what arrives counts', [host('host-1', 3_000, { arriving: ['db'] }), host('host-2', 2_048)], 'host-2'],
    ['exactly enough is enough', [host('host-1', 1_024, { cpuMhz: 500 })], 'host-1'],
    ['its files are to be reached', [host('host-1', 9_999, { datastores: ['ds2'] }), host('host-2', 2_048)], 'host-2'],
    ['a busy host is passed over', [host('host-1', 9_999, busy), host('host-2', 2_048)], 'host-2'],
    ['waits where all that fit are busy', [host('host-1', 2_048, busy)], 'busy'],
    ['no memory', [host('host-1', 1_023)], 'no live host has 1024 MB and 500 MHz unreserved'],
    ['no CPU', [host('host-1', 2_048, { cpuMhz: 499 })], 'no live host has 1024 MB and 500 MHz unreserved'],
    [
      'CPU for what arrives',
      [host('host-1', 9_999, { arriving: ['db'] })],
      'no live host has 1024 MB and 500 MHz unreserved',
    ],
    [
      'CPUs that are too small, however many',
      [host('host-1', 9_999, { pcpuMhz: 499 }), host('host-2', 2_048)],
      'host-2',
    ],
    ['no CPU that is large enough', [host('host-1', 9_999, { pcpuMhz: 499 })], 'no live host has a CPU of 500 MHz'],
    ['no path', [host('host-1', 2_048, { datastores: [] })], 'no live host reaches ds1'],
    ['nobody', [], 'no live host reaches ds1'],
  ])('%s', (_why, hosts, expected) => {
    expect(placed(hosts)).toBe(expected);
  });

  it('is not needed by what is only registered', () => {
    expect(placed([host('host-1', 0, { pcpuMhz: 1 })], {}, true)).toBe('host-1');
  });

  it('is that of a host where it has not failed yet, of the other when there is none', () => {
    const hosts = [host('host-1', 4_096), host('host-2', 2_048)];
    expect(placed(hosts, { avoid: ['host-1'] })).toBe('host-2');
    expect(placed(hosts, { avoid: ['host-1', 'host-2'] })).toBe('host-1');
  });

  it('counts power-ons up to das.perHostConcurrentFailoversLimit', () => {
    const hosts = [host('host-1', 2_048, { powerOns: 4 })];
    expect(placed(hosts, { options: options({ perHostConcurrentFailovers: 5 }) })).toBe('host-1');
    expect(placed(hosts, { options: options({ perHostConcurrentFailovers: 4 }) })).toBe('busy');
  });
});

describe('dedicated failover hosts', () => {
  const failoverHosts = ['host-9'];
  it.each([
    ['go first, whatever others have', [host('host-1', 9_999), host('host-9', 1_024)], [], 'host-9'],
    ['are waited for while they are busy', [host('host-1', 9_999), host('host-9', 2_048, busy)], [], 'busy'],
    ['are passed over when full', [host('host-1', 2_048), host('host-9', 1_023)], [], 'host-1'],
    ['are passed over after a failure there', [host('host-1', 2_048), host('host-9', 4_096)], ['host-9'], 'host-1'],
    ['are used again when nothing else fits', [host('host-1', 0), host('host-9', 4_096)], ['host-9'], 'host-9'],
  ])('%s', (_why, hosts, avoid, expected) => {
    expect(placed(hosts, { failoverHosts, avoid })).toBe(expected);
  });
});

describe('hosts in quarantine', () => {
  it.each([
    ['are passed over', [host('host-1', 9_999), host('host-2', 1_024)], 'host-2'],
    ['even by what has to wait', [host('host-1', 9_999), host('host-2', 1_024, busy)], 'busy'],
    ['are used when nothing else fits', [host('host-1', 9_999), host('host-2', 1_023)], 'host-1'],
  ])('%s', (_why, hosts, expected) => {
    expect(placed(hosts, { quarantinedHosts: ['host-1'] })).toBe(expected);
    // A failover host in quarantine is in quarantine.
    expect(placed(hosts, { quarantinedHosts: ['host-1'], failoverHosts: ['host-1'] })).toBe(expected);
  });
});

describe('rules between VMs and hosts', () => {
  const two = [host('host-1', 4_096), host('host-2', 2_048)];
  const soft = options({ respectVmHostSoftAffinityRules: true });
  it.each([
    ['must', [rule(['host-2'], true, true)], {}, 'host-2'],
    ['must not', [rule(['host-1'], false, true)], {}, 'host-2'],
    ['must on one that is not there', [rule(['host-7'], true, true)], {}, 'rules allow no live host: on host-7'],
    [
      'musts that contradict one another',
      [rule(['host-1'], true, true), rule(['host-1'], false, true)],
      {},
      'rules allow no live host: not on host-1, on host-1',
    ],
    ['should, by default nobody asks', [rule(['host-2'], true, false)], {}, 'host-1'],
    ['should, respected', [rule(['host-2'], true, false)], { options: soft }, 'host-2'],
    ['should not, respected', [rule(['host-1'], false, false)], { options: soft }, 'host-2'],
    ['should, where nobody is', [rule(['host-7'], true, false)], { options: soft }, 'host-1'],
    ['must before the room of others', [rule(['host-2'], true, true)], { failoverHosts: ['host-1'] }, 'host-2'],
  ])('%s', (_why, vmHostRules, given, expected) => {
    expect(placed(two, { ...given, vmHostRules })).toBe(expected);
  });

  it('says that the hosts which rules allow are full', () => {
    expect(placed([host('host-1', 4_096), host('host-2', 0)], { vmHostRules: [rule(['host-2'], true, true)] })).toBe(
      'no live host that rules allow has 1024 MB and 500 MHz unreserved',
    );
  });

  it('leaves other VMs alone', () => {
    expect(placed(two, { vmHostRules: [{ ...rule(['host-2'], true, true), vms: ['db'] }] })).toBe('host-1');
  });
});

describe('VMs that are to be kept apart', () => {
  const apart = (mandatory: boolean) => [{ name: 'web apart', vms: ['web', 'db'], mandatory }];
  const respected = { options: options({ respectVmVmAntiAffinityRules: true }) };
  const beside = [host('host-1', 4_096, { running: ['db'] }), host('host-2', 2_048)];
  it.each([
    ['are not, by default', { antiAffinityRules: apart(false) }, beside, 'host-1'],
    ['are, by the option', { antiAffinityRules: apart(false), ...respected }, beside, 'host-2'],
    ['are, by a rule that says so', { antiAffinityRules: apart(true) }, beside, 'host-2'],
    [
      'are, from one on its way',
      { antiAffinityRules: apart(true) },
      [host('host-1', 9_999, { arriving: ['db'], cpuMhz: 9_999 }), host('host-2', 2_048)],
      'host-2',
    ],
    [
      'not from themselves',
      { antiAffinityRules: apart(true) },
      [host('host-1', 4_096, { running: ['web'] })],
      'host-1',
    ],
    [
      'wait where that cannot be',
      { antiAffinityRules: apart(true) },
      [host('host-1', 4_096, { running: ['db'] })],
      'rules allow no live host: web apart',
    ],
  ])('%s', (_why, given, hosts, expected) => {
    expect(placed(hosts, given)).toBe(expected);
  });
});
