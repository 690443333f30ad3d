// What stands in the way of an EVC mode, as vim25 faults: the one table of that boundary.
import { type ExactDataObject, moRef, type Vim25Fault } from '@microsphere/vim25';
import { EVC_VENDOR, type EvcFinding, type EvcMode, evcModeOf } from '@microsphere/vmotion';
import { fault, localized } from '../vmodl/faults.ts';

/** Vendors whose modes vSphere has. */
const vendors: readonly string[] = ['intel', 'amd'];

const table: Readonly<Record<EvcFinding['type'], (found: EvcFinding, mode: EvcMode) => Vim25Fault>> = {
  DisconnectedHostsBlockingEVC: ({ message }) => fault('DisconnectedHostsBlockingEVC', message),
  EVCModeUnsupportedByHosts: (found, mode) =>
    fault('EVCModeUnsupportedByHosts', found.message, { evcMode: mode.key, ...hostsOf(found) }),
  ActiveVMsBlockingEVC: (found, mode) =>
    fault('ActiveVMsBlockingEVC', found.message, { evcMode: mode.key, ...hostsOf(found) }),
};

function hostsOf({ hosts }: EvcFinding) {
  return { host: hosts.map(({ id }) => moRef('HostSystem', id)), hostName: hosts.map(({ name }) => name) };
}

/** The mode of this key. Faults: EVCModeIllegalByVendor, InvalidArgument. */
export function neededEvcMode(key: string): EvcMode {
  const mode = evcModeOf(key);
  if (mode) return mode;
  const vendor = vendors.find((each) => key.startsWith(`${each}-`));
  if (vendor !== undefined)
    throw fault('EVCModeIllegalByVendor', `${key}: the processors of this cluster are not of ${vendor}`, {
      clusterCPUVendor: EVC_VENDOR,
      modeCPUVendor: vendor,
    });
  throw fault('InvalidArgument', `evcModeKey: there is no EVC mode "${key}"`, { invalidProperty: 'evcModeKey' });
}

/** What a configuration fails with: the fault of the one finding, or one that holds those of all. */
export function evcConfigFault(found: readonly EvcFinding[], mode: EvcMode): Vim25Fault {
  const faults = found.map((finding) => table[finding.type](finding, mode));
  const [only, ...others] = faults;
  if (only && others.length === 0) return only;
  const message = faults.map((each) => each.message).join('; ');
  return fault('EVCConfigFault', message, { faults: faults.map(localized) });
}

export function evcCheckResults(
  found: readonly EvcFinding[],
  mode: EvcMode,
): ExactDataObject<'ClusterEVCManagerCheckResult'>[] {
  return found.map((finding) => ({
    _typeName: 'ClusterEVCManagerCheckResult',
    evcModeKey: mode.key,
    error: localized(table[finding.type](finding, mode)),
    host: hostsOf(finding).host,
  }));
}
