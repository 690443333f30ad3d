// Admission control by slots (vim25 ClusterFailoverLevelAdmissionControlPolicy; reference: ha.md section 6 b). A slot holds
// the largest CPU and the largest memory reservation of the powered-on VMs, so that any VM fits into any slot, and what
// remains is counting: the slots of all hosts but the `failoverLevel` ones with most must be enough.
//
// Where the user bounds or fixes the slot's size, a VM may need several slots. That those must be on one host is, as in
// vSphere, not counted; host-failure.ts tells.
import { type AdmissionHost, type AdmissionOptions, type Resources, sumOfLargest, type VmNeed } from './resources.ts';

export interface SlotPolicy {
  readonly kind: 'slots';
  readonly failoverLevel: number;
  /** vim25 ClusterFixedSizeSlotPolicy; undefined: the size is computed. */
  readonly fixedSlot: Resources | undefined;
}

/** Why a slot is as large as it is. */
export type SlotSizeSource =
  /** Nothing needs more; a VM that it is the need of. */
  | { readonly kind: 'vm'; readonly vm: string }
  /** das.slotCpuInMHz or das.slotMemInMB; the VM would make it larger. */
  | { readonly kind: 'bounded'; readonly vm: string; readonly need: number }
  /** The policy fixes it. */
  | { readonly kind: 'fixed' }
  /** das.vmCpuMinMHz, or the least that there is: no VM needs more. */
  | { readonly kind: 'minimum' };

export interface Slot extends Resources {
  readonly numVcpus: number;
  readonly cpuSource: SlotSizeSource;
  readonly memorySource: SlotSizeSource;
}

export interface HostSlots {
  readonly host: string;
  readonly cpuSlots: number;
  readonly memorySlots: number;
  /** The smaller of the two. */
  readonly slots: number;
  /** One of those with most slots: what they have is not counted on. */
  readonly keptForFailover: boolean;
}

export interface VmSlots {
  readonly vm: string;
  readonly slots: number;
}

export interface SlotArithmetic {
  readonly kind: 'slots';
  readonly failoverLevel: number;
  readonly slot: Slot;
  readonly hosts: readonly HostSlots[];
  readonly vms: readonly VmSlots[];
  readonly totalSlots: number;
  readonly usedSlots: number;
  /** What is left when the hosts with most slots have failed. */
  readonly slotsAfterFailure: number;
  /** vim25 unreservedSlots: VMs of one slot that may still be powered on. */
  readonly unreservedSlots: number;
  /** vim25 currentFailoverLevel: hosts that may fail as things are. */
  readonly currentFailoverLevel: number;
  readonly satisfied: boolean;
}

/** No dimension of a slot is smaller: in MHz, in MB. */
const LEAST = 1;

export function slots(
  { failoverLevel, fixedSlot }: SlotPolicy,
  hosts: readonly AdmissionHost[],
  needs: readonly VmNeed[],
  options: AdmissionOptions,
): SlotArithmetic {
  const slot = slotSize(fixedSlot, needs, options);
  const counted = hosts.map(({ host, capacity }) => {
    const cpuSlots = Math.floor(capacity.cpuMhz / slot.cpuMhz);
    const memorySlots = Math.floor(capacity.memoryMb / slot.memoryMb);
    return { host, cpuSlots, memorySlots, slots: Math.min(cpuSlots, memorySlots) };
  });
  const kept = new Set(
    [...counted]
      .sort((one, other) => other.slots - one.slots || (one.host < other.host ? -1 : 1))
      .slice(0, failoverLevel)
      .map(({ host }) => host),
  );
  const vms = needs.map((need) => ({ vm: need.vm, slots: slotsOf(need, slot) }));
  const perHost = counted.map((host) => host.slots);
  const totalSlots = perHost.reduce((sum, each) => sum + each, 0);
  const usedSlots = vms.reduce((sum, each) => sum + each.slots, 0);
  const without = (failures: number) => totalSlots - sumOfLargest(perHost, failures);
  const slotsAfterFailure = without(failoverLevel);
  let currentFailoverLevel = 0;
  // With no host left nothing is tolerated, however little there is to run.
  while (currentFailoverLevel + 1 < hosts.length && without(currentFailoverLevel + 1) >= usedSlots)
    currentFailoverLevel += 1;
  return {
    kind: 'slots',
    failoverLevel,
    slot,
    hosts: counted.map((host) => ({ ...host, keptForFailover: kept.has(host.host) })),
    vms,
    totalSlots,
    usedSlots,
    slotsAfterFailure,
    unreservedSlots: Math.max(0, slotsAfterFailure - usedSlots),
    currentFailoverLevel,
    satisfied: slotsAfterFailure >= usedSlots,
  };
}

function slotSize(fixed: Resources | undefined, needs: readonly VmNeed[], options: AdmissionOptions): Slot {
  const numVcpus = Math.max(1, ...needs.map(({ numCpu }) => numCpu));
  if (fixed)
    return {
      cpuMhz: Math.max(LEAST, fixed.cpuMhz),
      memoryMb: Math.max(LEAST, fixed.memoryMb),
      numVcpus,
      cpuSource: { kind: 'fixed' },
      memorySource: { kind: 'fixed' },
    };
  const cpu = dimension(
    needs.map(({ vm, cpuMhz, cpuIsMinimum }) => ({ vm, need: cpuMhz, isMinimum: cpuIsMinimum })),
    { minimum: options.vmCpuMinMhz, bound: options.slotCpuMhz },
  );
  const memory = dimension(
    needs.map(({ vm, memoryMb }) => ({ vm, need: memoryMb, isMinimum: false })),
    { minimum: options.vmMemoryMinMb, bound: options.slotMemoryMb },
  );
  return { cpuMhz: cpu.size, memoryMb: memory.size, numVcpus, cpuSource: cpu.source, memorySource: memory.source };
}

interface Dimension {
  readonly vm: string;
  readonly need: number;
  /** The VM reserves less: it is the option that speaks. */
  readonly isMinimum: boolean;
}

function dimension(
  needs: readonly Dimension[],
  { minimum, bound }: { readonly minimum: number; readonly bound: number | undefined },
): { readonly size: number; readonly source: SlotSizeSource } {
  let largest: Dimension | undefined;
  for (const each of needs) if (!largest || each.need > largest.need) largest = each;
  const size = Math.max(LEAST, minimum, largest?.need ?? 0);
  // A bound holds for what no VM reserves, too.
  if (bound !== undefined && bound < size)
    return largest
      ? { size: bound, source: { kind: 'bounded', vm: largest.vm, need: largest.need } }
      : { size: bound, source: { kind: 'minimum' } };
  if (!largest || largest.isMinimum || largest.need < size) return { size, source: { kind: 'minimum' } };
  return { size, source: { kind: 'vm', vm: largest.vm } };
}

/** A VM that fits takes one; a larger one as many as either of its needs asks for. */
function slotsOf(need: VmNeed, slot: Resources): number {
  return Math.max(1, Math.ceil(need.cpuMhz / slot.cpuMhz), Math.ceil(need.memoryMb / slot.memoryMb));
}
