// The arithmetic of admission control as people read it: what each virtual machine counts for, what each host has, what the
// policy makes of it, and what would become of the virtual machines of the hosts that it is about. Pure.
import type {
  AdmissionPolicy,
  FailoverHostsArithmetic,
  PolicyProblem,
  ResourcePercentageArithmetic,
  ResourceShare,
  SlotArithmetic,
  SlotSizeSource,
  VmNeed,
} from '@microsphere/fdm';
import { table } from '../terminal/table.ts';
import type { ClusterCapacity } from './cluster-capacity.ts';

export function printCapacity(capacity: ClusterCapacity): string {
  return [
    heading(capacity),
    virtualMachines(capacity),
    arithmetic(capacity),
    verdict(capacity),
    failure(capacity),
    performance(capacity),
    powerOns(capacity),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ cluster, enforced, policy, problems }: ClusterCapacity): string {
  const state = enforced ? 'on' : 'off: nothing is refused, and this is what its policy would say';
  return [
    `Admission control of cluster "${cluster}" is ${state}`,
    `Policy: ${policyText(policy)}`,
    ...problems.map((problem) => `Warning: ${problemText(problem)}`),
  ].join('\n');
}

function policyText(policy: AdmissionPolicy): string {
  switch (policy.kind) {
    case 'slots': {
      const size = policy.fixedSlot ? ' of a fixed size' : '';
      return `slots${size}; enough are to be left when ${hostsFail(policy.failoverLevel)}`;
    }
    case 'resourcePercentage':
      return policy.percentages.kind === 'computed'
        ? `a share of the cluster's resources is to stay unreserved: as much as is lost when ${hostsFail(policy.percentages.failoverLevel)}`
        : `a share of the cluster's resources is to stay unreserved: ${policy.percentages.cpuPercent} % of the CPU and ${policy.percentages.memoryPercent} % of the memory`;
    case 'failoverHosts':
      return `failover hosts (${policy.failoverHosts.join(', ') || 'none is named'}); only vSphere HA powers on there`;
  }
}

function hostsFail(count: number): string {
  return count === 1 ? 'a host fails' : `${count} hosts fail`;
}

function problemText(problem: PolicyProblem): string {
  switch (problem.kind) {
    case 'tooFewHosts':
      return `it can never be kept: ${problem.failoverLevel} host failures are to be survived, and ${problem.goodHosts} hosts are counted`;
    case 'everythingKept':
      return 'it can never be kept: all of a resource is to stay unreserved';
    case 'noFailoverHost':
      return 'it can never be kept: no failover host is named';
    case 'unknownFailoverHost':
      return `failover host ${problem.host} is not in the cluster`;
  }
}

function virtualMachines({ needs, vms, minimum, arithmetic }: ClusterCapacity): string {
  if (needs.length === 0) return 'No virtual machine is powered on.';
  const slotsOf = new Map(arithmetic.kind === 'slots' ? arithmetic.vms.map(({ vm, slots }) => [vm, slots]) : []);
  const overheads = new Map(vms.map(({ vm, memoryOverheadMb }) => [vm, memoryOverheadMb]));
  const withSlots = arithmetic.kind === 'slots';
  const rows = needs.map((need) => {
    const overhead = overheads.get(need.vm) ?? 0;
    return [
      need.vm,
      need.host ?? '-',
      `${need.cpuMhz} MHz`,
      `${need.memoryMb - overhead} + ${overhead} MB`,
      ...(withSlots ? [slotsOf.get(need.vm) ?? 0] : []),
      remarks(need, minimum),
    ];
  });
  return table([['VIRTUAL MACHINE', 'HOST', 'CPU', 'MEMORY', ...(withSlots ? ['SLOTS'] : []), ''], ...rows]);
}

function remarks({ cpuIsMinimum, memoryIsMinimum }: VmNeed, { cpuMhz, memoryMb }: ClusterCapacity['minimum']): string {
  const less = [
    ...(cpuIsMinimum ? [`das.vmCpuMinMHz (${cpuMhz})`] : []),
    ...(memoryIsMinimum ? [`das.vmMemoryMinMB (${memoryMb})`] : []),
  ];
  return less.length === 0 ? '' : `reserves less: ${less.join(' and ')} counts`;
}

function arithmetic(capacity: ClusterCapacity): string {
  switch (capacity.arithmetic.kind) {
    case 'slots':
      return slots(capacity, capacity.arithmetic);
    case 'resourcePercentage':
      return percentages(capacity, capacity.arithmetic);
    case 'failoverHosts':
      return failoverHosts(capacity.arithmetic);
  }
}

function slots({ hosts }: ClusterCapacity, { slot, ...counted }: SlotArithmetic): string {
  const bySlots = new Map(counted.hosts.map((each) => [each.host, each]));
  const rows = hosts.map(({ host, capacity, condition }) => {
    const found = bySlots.get(host);
    const figures = found ? [found.cpuSlots, found.memorySlots, found.slots] : ['-', '-', '-'];
    return [
      host,
      `${capacity.cpuMhz} MHz`,
      `${capacity.memoryMb} MB`,
      ...figures,
      found ? (found.keptForFailover ? 'most slots: not counted on' : '') : notCounted(condition),
    ];
  });
  const size = `A slot has ${slot.cpuMhz} MHz (${sourceText(slot.cpuSource, 'CPU')}) and ${slot.memoryMb} MB (${sourceText(slot.memorySource, 'memory')}).`;
  const heading = ['HOST', 'CPU', 'MEMORY', 'BY CPU', 'BY MEMORY', 'SLOTS', ''];
  return `${size}\n\n${table([heading, ...rows])}`;
}

function sourceText(source: SlotSizeSource, resource: 'CPU' | 'memory'): string {
  switch (source.kind) {
    case 'vm':
      return `the need of ${source.vm}`;
    case 'bounded':
      return `${resource === 'CPU' ? 'das.slotCpuInMHz' : 'das.slotMemInMB'}; ${source.vm} needs ${source.need}`;
    case 'fixed':
      return 'fixed by the policy';
    case 'minimum':
      return resource === 'CPU' ? 'das.vmCpuMinMHz: nobody needs more' : 'the least: nobody needs more';
  }
}

function notCounted(condition: string): string {
  const reasons: Readonly<Record<string, string>> = {
    notConnected: 'not counted: not connected',
    maintenanceMode: 'not counted: in maintenance mode',
    haError: 'not counted: vSphere HA does not work there',
  };
  return reasons[condition] ?? '';
}

function percentages({ hosts }: ClusterCapacity, { cpu, memory }: ResourcePercentageArithmetic): string {
  const hostTable = table([
    ['HOST', 'CPU', 'MEMORY', ''],
    ...hosts.map(({ host, capacity, condition }) => [
      host,
      `${capacity.cpuMhz} MHz`,
      `${capacity.memoryMb} MB`,
      notCounted(condition),
    ]),
  ]);
  const row = (name: string, unit: string, share: ResourceShare) => [
    name,
    `${figure(share.total)} ${unit}`,
    `${figure(share.required)} ${unit}`,
    `${figure(share.total - share.required)} ${unit}`,
    `${Math.floor(share.currentPercent)} %`,
    `${figure(share.keptForFailover)} ${unit}`,
    `${Math.floor(share.configuredPercent)} %`,
    share.satisfied ? 'enough' : 'too little is unreserved',
  ];
  const shares = table([
    ['', 'TOTAL', 'RESERVED', 'UNRESERVED', '', 'TO STAY SO', '', ''],
    row('CPU', 'MHz', cpu),
    row('memory', 'MB', memory),
  ]);
  return `${hostTable}\n\n${shares}`;
}

function failoverHosts({ hosts }: FailoverHostsArithmetic): string {
  if (hosts.length === 0) return '';
  const meanings = { green: 'idle', yellow: 'runs virtual machines', red: 'can not be used' } as const;
  const rows = hosts.map(({ host, status, vms }) => [host, status, meanings[status], vms.join(', ')]);
  return table([['FAILOVER HOST', 'STATUS', '', ''], ...rows]);
}

function verdict({ arithmetic: counted, satisfied }: ClusterCapacity): string {
  const word = satisfied ? 'The policy is satisfied' : 'The policy is NOT satisfied';
  if (counted.kind !== 'slots') return `${word}.`;
  const { totalSlots, usedSlots, slotsAfterFailure, unreservedSlots, currentFailoverLevel } = counted;
  const rest = satisfied ? `${unreservedSlots} free` : `${usedSlots - slotsAfterFailure} missing`;
  return [
    `Slots: ${totalSlots} in all, ${slotsAfterFailure} without the hosts that are not counted on, ${usedSlots} used: ${rest}.`,
    `${word}. As things are, ${currentFailoverLevel} host failure${currentFailoverLevel === 1 ? '' : 's'} would be survived.`,
  ].join('\n');
}

function failure({ failure: after }: ClusterCapacity): string {
  if (after.failed.length === 0) return '';
  const names = after.failed.join(' and ');
  const verb = after.failed.length === 1 ? 'fails' : 'fail';
  if (after.survivors.length === 0) return `When ${names} ${verb}, no host is left.`;
  return [
    `When ${names} ${verb}, by what is reserved:`,
    table([
      ['HOST', 'RESERVED', 'RESTARTED THERE', 'LEFT UNRESERVED'],
      ...after.survivors.map(({ host, reserved, arriving, unreserved }) => [
        host,
        `${reserved.cpuMhz} MHz, ${reserved.memoryMb} MB`,
        arriving.join(', ') || '-',
        `${unreserved.cpuMhz} MHz, ${unreserved.memoryMb} MB`,
      ]),
    ]),
    after.withoutRoom.length === 0
      ? 'Every virtual machine finds a host with room.'
      : `No single host has room for: ${after.withoutRoom.join(', ')}.`,
  ].join('\n');
}

function performance({ performance: given }: ClusterCapacity): string {
  if (given.toleratedPercent === 100) return '';
  const line = (name: string, unit: string, { used, wanted, left, satisfied }: typeof given.cpu) =>
    `${name}: ${figure(used)} ${unit} are used; ${figure(left)} are left after the failure; ${figure(wanted)} are wanted: ${satisfied ? 'enough' : 'too little'}.`;
  return [
    `Virtual machines tolerate ${given.toleratedPercent} % less than what they use (a warning, nothing more):`,
    line('CPU', 'MHz', given.cpu),
    line('memory', 'MB', given.memory),
  ].join('\n');
}

function powerOns({ powerOns: asked, enforced }: ClusterCapacity): string {
  if (asked.length === 0) return '';
  const allowed = asked.filter(({ admitted }) => admitted).map(({ vm }) => vm);
  const refused = asked.filter(({ admitted }) => !admitted);
  return [
    ...(allowed.length > 0 ? [`Each of these could be powered on: ${allowed.join(', ')}`] : []),
    ...refused.map(({ vm, because }) => `Powering on ${vm} ${enforced ? 'is' : 'would be'} refused: ${because}`),
  ].join('\n');
}

/** One decimal where there is one. */
function figure(value: number): string {
  return String(Math.round(value * 10) / 10);
}
