// Enhanced vMotion Compatibility: what hosts' processors have, what a mode makes of them, and who sets it.
import { dataObject, method } from '../descriptor.ts';

/** A mode's, and what a cluster guarantees. */
const baseline = {
  guaranteedCPUFeatures: 'HostCpuIdInfo[]?',
  featureCapability: 'HostFeatureCapability[]?',
  featureMask: 'HostFeatureMask[]?',
  featureRequirement: 'VirtualMachineFeatureRequirement[]?',
} as const;

export const evcTypes = {
  EVCMode: dataObject('ElementDescription', {
    ...baseline,
    vendor: 'string',
    track: 'string[]?',
    vendorTier: 'int',
  }),
  ClusterEVCManagerEVCState: dataObject('DynamicData', {
    supportedEVCMode: 'EVCMode[]',
    currentEVCModeKey: 'string?',
    ...baseline,
  }),
  ClusterEVCManagerCheckResult: dataObject('DynamicData', {
    evcModeKey: 'string',
    error: 'LocalizedMethodFault',
    host: 'ManagedObjectReference[]?',
  }),
  // What CPUID says; processors without it have none.
  HostCpuIdInfo: dataObject('DynamicData', {
    level: 'int',
    vendor: 'string?',
    eax: 'string?',
    ebx: 'string?',
    ecx: 'string?',
    edx: 'string?',
  }),
  // "riscv.m": "1".
  HostFeatureCapability: dataObject('DynamicData', { key: 'string', featureName: 'string', value: 'string' }),
  // "riscv.zba": "Val:0".
  HostFeatureMask: dataObject('DynamicData', { key: 'string', featureName: 'string', value: 'string' }),
  Capability: dataObject('DynamicData', {
    provisioningSupported: 'boolean',
    multiHostSupported: 'boolean',
    userShellAccessSupported: 'boolean',
    supportedEVCMode: 'EVCMode[]?',
  }),
};

export const evcManagedObjects = {
  ClusterEVCManager: {
    base: 'ManagedObject',
    properties: { managedCluster: 'ManagedObjectReference', evcState: 'ClusterEVCManagerEVCState' },
    methods: {
      ConfigureEvcMode_Task: method({ evcModeKey: 'string', evcGraphicsModeKey: 'string?' }, 'ManagedObjectReference'),
      DisableEvcMode_Task: method({}, 'ManagedObjectReference'),
      CheckConfigureEvcMode_Task: method(
        { evcModeKey: 'string', evcGraphicsModeKey: 'string?' },
        'ManagedObjectReference',
      ),
      CheckAddHostEvc_Task: method({ cnxSpec: 'HostConnectSpec' }, 'ManagedObjectReference'),
    },
  },
} as const;
