// Where a virtual machine goes: the host that somebody names, or, where vCenter has to find one and there is no DRS, the one of its
// cluster that takes it and has fewest to run.
import type { ManagedObjectReference } from '@microsphere/vim25';
import { isCompatible } from '@microsphere/vmotion';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { fault } from '../vmodl/faults.ts';
import type { CompatibilityServices } from './compatibility-input.ts';
import { findings } from './migration.ts';

interface Asked {
  readonly host?: ManagedObjectReference | undefined;
  readonly pool?: ManagedObjectReference | undefined;
}

/**
 * The host that is meant; a virtual machine that is off stays where it is when none is named. `path` comes before the names of
 * parameters in faults. Faults: InvalidArgument, NotSupported.
 */
export function askedDestination(
  { inventory }: Pick<Services, 'inventory'>,
  vm: VmRecord,
  asked: Asked,
  path = '',
): HostRecord {
  const invalid = (property: string, what: string) =>
    fault('InvalidArgument', `${path}${property}: ${what}`, { invalidProperty: `${path}${property}` });
  const pool = inventory.find('ResourcePool', asked.pool?.value ?? vm.resourcePool);
  if (!pool) throw invalid('pool', `no such resource pool: ${asked.pool?.value}`);
  if (pool.id !== vm.resourcePool)
    throw fault('NotSupported', `${path}pool: a virtual machine moves within its cluster so far`);
  if (!asked.host) {
    if (vm.powerState === 'poweredOn') throw invalid('host', 'there is no DRS to choose one');
    return inventory.need('HostSystem', vm.host);
  }
  const host = inventory.find('HostSystem', asked.host.value);
  if (!host) throw invalid('host', `no such host: ${asked.host.value}`);
  if (host.parent !== pool.owner) throw invalid('host', `${host.name} is not in the cluster of the resource pool`);
  return host;
}

/** The best host for a virtual machine that must leave its own; undefined: none takes it. Quarantined hosts come last. */
export function bestDestination(
  services: CompatibilityServices,
  vm: VmRecord,
  isWelcome: (host: HostRecord) => boolean,
): HostRecord | undefined {
  const { inventory, migrations } = services;
  const own = inventory.need('HostSystem', vm.host);
  const room = { waiting: true };
  const burden = ({ id }: HostRecord) => {
    const running = inventory
      .referring('VirtualMachine', id)
      .filter((other) => other.host === id && other.powerState === 'poweredOn')
      .map((other) => other.id);
    return new Set([...running, ...migrations.headedFor(id, room)]).size;
  };
  const quarantined = ({ inQuarantineMode }: HostRecord) => Number(inQuarantineMode === true);
  const [best] = inventory
    .referring('HostSystem', own.parent ?? '')
    .filter((host) => host.id !== own.id && isWelcome(host))
    .filter((host) => isCompatible(findings(services, vm, host, { room })))
    .sort((a, b) => quarantined(a) - quarantined(b) || burden(a) - burden(b));
  return best;
}
