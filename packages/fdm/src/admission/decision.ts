// What admission control says to a power-on, or to a larger reservation of a VM that runs: the cluster is assessed as it would
// be afterwards. A refusal says in words what would be missing.
import type { HostMoref } from '../cluster.ts';
import { type AdmissionArithmetic, type AdmissionInput, type Assessment, assess } from './admission.ts';
import type { ResourceShare } from './resource-percentage.ts';
import type { AdmissionVm } from './resources.ts';

export type Decision =
  | { readonly kind: 'admitted'; readonly after: Assessment }
  /** InsufficientFailoverResourcesFault. */
  | { readonly kind: 'insufficient'; readonly after: Assessment; readonly because: string }
  /** DisallowedOperationOnFailoverHost. */
  | { readonly kind: 'failoverHost'; readonly after: Assessment; readonly host: HostMoref };

/** Decides with `vm` among the VMs that run, in place of itself where it is one of them. */
export function admit(input: AdmissionInput, vm: AdmissionVm): Decision {
  const others = input.vms.filter((each) => each.vm !== vm.vm);
  const wasOn = others.length < input.vms.length;
  const after = assess({ ...input, vms: [...others, vm] });
  if (input.policy.kind === 'failoverHosts') {
    const onFailoverHost = vm.host !== undefined && input.policy.failoverHosts.includes(vm.host);
    // What runs there already was brought by HA; its settings are its owner's.
    return onFailoverHost && !wasOn ? { kind: 'failoverHost', after, host: vm.host } : { kind: 'admitted', after };
  }
  if (after.satisfied) return { kind: 'admitted', after };
  return { kind: 'insufficient', after, because: shortage(after.arithmetic) };
}

/** What is missing, in words. */
export function shortage(arithmetic: AdmissionArithmetic): string {
  switch (arithmetic.kind) {
    case 'resourcePercentage': {
      const missing = [
        shareShortage('CPU', 'MHz', arithmetic.cpu),
        shareShortage('memory', 'MB', arithmetic.memory),
      ].filter((text) => text !== undefined);
      return missing.join('; ');
    }
    case 'slots': {
      const { usedSlots, slotsAfterFailure, failoverLevel, slot } = arithmetic;
      const needed = usedSlots === 1 ? '1 slot is needed' : `${usedSlots} slots are needed`;
      const failing = failoverLevel === 1 ? 'the host' : `the ${failoverLevel} hosts`;
      return `${needed} (${slot.cpuMhz} MHz and ${slot.memoryMb} MB each); the failure of ${failing} with most slots leaves ${slotsAfterFailure}`;
    }
    case 'failoverHosts': {
      const red = arithmetic.hosts.filter(({ status }) => status === 'red').map(({ host }) => host);
      return red.length > 0 ? `failover hosts that cannot be used: ${red.join(', ')}` : 'there is no failover host';
    }
  }
}

function shareShortage(
  name: string,
  unit: string,
  { satisfied, total, required, keptForFailover }: ResourceShare,
): string | undefined {
  if (satisfied) return undefined;
  return `${name}: ${rounded(required)} of ${rounded(total)} ${unit} are reserved, and ${rounded(keptForFailover)} are kept for failover`;
}

function rounded(figure: number): number {
  return Math.round(figure * 10) / 10;
}
