// An assessment of admission control as vim25 shows it: summary.admissionControlInfo, and the slots that
// RetrieveDasAdvancedRuntimeInfo tells of. Pure.
import type { Assessment } from '@microsphere/fdm';
import { type DataObject, type ExactDataObject, moRef } from '@microsphere/vim25';

/** vim25 ClusterComputeResourceSummary.admissionControlInfo. */
export function admissionControlInfo({ arithmetic }: Assessment): DataObject<'ClusterDasAdmissionControlInfo'> {
  switch (arithmetic.kind) {
    case 'resourcePercentage':
      return {
        _typeName: 'ClusterFailoverResourcesAdmissionControlInfo',
        currentCpuFailoverResourcesPercent: Math.floor(arithmetic.cpu.currentPercent),
        currentMemoryFailoverResourcesPercent: Math.floor(arithmetic.memory.currentPercent),
      };
    case 'slots':
      return {
        _typeName: 'ClusterFailoverLevelAdmissionControlInfo',
        currentFailoverLevel: arithmetic.currentFailoverLevel,
      };
    case 'failoverHosts':
      return {
        _typeName: 'ClusterFailoverHostAdmissionControlInfo',
        hostStatus: arithmetic.hosts.map(({ host, status }) => ({
          _typeName: 'ClusterFailoverHostAdmissionControlInfoHostStatus',
          host: moRef('HostSystem', host),
          status,
        })),
      };
  }
}

/** The own fields of vim25 ClusterDasFailoverLevelAdvancedRuntimeInfo; undefined under any other policy. */
export function failoverLevelRuntimeInfo({
  arithmetic,
  totalHosts,
  goodHosts,
  needs,
}: Assessment):
  | Omit<ExactDataObject<'ClusterDasFailoverLevelAdvancedRuntimeInfo'>, '_typeName' | keyof BaseInfo>
  | undefined {
  if (arithmetic.kind !== 'slots') return undefined;
  const { slot, totalSlots, usedSlots, unreservedSlots } = arithmetic;
  return {
    slotInfo: {
      _typeName: 'ClusterDasFailoverLevelAdvancedRuntimeInfoSlotInfo',
      numVcpus: slot.numVcpus,
      cpuMHz: slot.cpuMhz,
      memoryMB: slot.memoryMb,
    },
    totalSlots,
    usedSlots,
    unreservedSlots,
    totalVms: needs.length,
    totalHosts,
    totalGoodHosts: goodHosts,
    hostSlots: arithmetic.hosts.map(({ host, slots }) => ({
      _typeName: 'ClusterDasFailoverLevelAdvancedRuntimeInfoHostSlots',
      host: moRef('HostSystem', host),
      slots,
    })),
    vmsRequiringMultipleSlots: arithmetic.vms
      .filter(({ slots }) => slots > 1)
      .map(({ vm, slots }) => ({
        _typeName: 'ClusterDasFailoverLevelAdvancedRuntimeInfoVmSlots',
        vm: moRef('VirtualMachine', vm),
        slots,
      })),
  };
}

type BaseInfo = ExactDataObject<'ClusterDasAdvancedRuntimeInfo'>;
