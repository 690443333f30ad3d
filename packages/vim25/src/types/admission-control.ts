// Admission control of vSphere HA (reference: ha.md section 6): the policies, what a cluster says of each, and the details of
// the slot policy that RetrieveDasAdvancedRuntimeInfo answers with.
import { dataObject } from '../descriptor.ts';

export const admissionControlTypes = {
  ClusterDasAdmissionControlPolicy: dataObject('DynamicData', { resourceReductionToToleratePercent: 'int?' }),
  ClusterFailoverLevelAdmissionControlPolicy: dataObject('ClusterDasAdmissionControlPolicy', {
    failoverLevel: 'int',
    slotPolicy: 'ClusterSlotPolicy?',
  }),
  ClusterSlotPolicy: dataObject('DynamicData', {}),
  ClusterFixedSizeSlotPolicy: dataObject('ClusterSlotPolicy', { cpu: 'int', memory: 'int' }),
  ClusterFailoverResourcesAdmissionControlPolicy: dataObject('ClusterDasAdmissionControlPolicy', {
    cpuFailoverResourcesPercent: 'int',
    memoryFailoverResourcesPercent: 'int',
    failoverLevel: 'int?',
    autoComputePercentages: 'boolean?',
  }),
  ClusterFailoverHostAdmissionControlPolicy: dataObject('ClusterDasAdmissionControlPolicy', {
    failoverHosts: 'ManagedObjectReference[]?',
    failoverLevel: 'int?',
  }),
  ClusterDasAdmissionControlInfo: dataObject('DynamicData', {}),
  ClusterFailoverLevelAdmissionControlInfo: dataObject('ClusterDasAdmissionControlInfo', {
    currentFailoverLevel: 'int',
  }),
  ClusterFailoverResourcesAdmissionControlInfo: dataObject('ClusterDasAdmissionControlInfo', {
    currentCpuFailoverResourcesPercent: 'int',
    currentMemoryFailoverResourcesPercent: 'int',
  }),
  ClusterFailoverHostAdmissionControlInfo: dataObject('ClusterDasAdmissionControlInfo', {
    hostStatus: 'ClusterFailoverHostAdmissionControlInfoHostStatus[]?',
  }),
  ClusterFailoverHostAdmissionControlInfoHostStatus: dataObject('DynamicData', {
    host: 'ManagedObjectReference',
    status: 'ManagedEntityStatus',
  }),
  ClusterDasAdvancedRuntimeInfo: dataObject('DynamicData', {
    dasHostInfo: 'ClusterDasHostInfo?',
    vmcpSupported: 'ClusterDasAdvancedRuntimeInfoVmcpCapabilityInfo?',
    heartbeatDatastoreInfo: 'DasHeartbeatDatastoreInfo[]?',
  }),
  ClusterDasHostInfo: dataObject('DynamicData', {}),
  ClusterDasAdvancedRuntimeInfoVmcpCapabilityInfo: dataObject('DynamicData', {
    storageAPDSupported: 'boolean',
    storagePDLSupported: 'boolean',
  }),
  DasHeartbeatDatastoreInfo: dataObject('DynamicData', {
    datastore: 'ManagedObjectReference',
    hosts: 'ManagedObjectReference[]',
  }),
  ClusterDasFailoverLevelAdvancedRuntimeInfo: dataObject('ClusterDasAdvancedRuntimeInfo', {
    slotInfo: 'ClusterDasFailoverLevelAdvancedRuntimeInfoSlotInfo',
    totalSlots: 'int',
    usedSlots: 'int',
    unreservedSlots: 'int',
    totalVms: 'int',
    totalHosts: 'int',
    totalGoodHosts: 'int',
    hostSlots: 'ClusterDasFailoverLevelAdvancedRuntimeInfoHostSlots[]?',
    vmsRequiringMultipleSlots: 'ClusterDasFailoverLevelAdvancedRuntimeInfoVmSlots[]?',
  }),
  ClusterDasFailoverLevelAdvancedRuntimeInfoSlotInfo: dataObject('DynamicData', {
    numVcpus: 'int',
    cpuMHz: 'int',
    memoryMB: 'int',
  }),
  ClusterDasFailoverLevelAdvancedRuntimeInfoHostSlots: dataObject('DynamicData', {
    host: 'ManagedObjectReference',
    slots: 'int',
  }),
  ClusterDasFailoverLevelAdvancedRuntimeInfoVmSlots: dataObject('DynamicData', {
    vm: 'ManagedObjectReference',
    slots: 'int',
  }),
};
