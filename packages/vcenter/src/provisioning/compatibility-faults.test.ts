import { toJson } from '@microsphere/vim25';
import type { CompatibilityFault } from '@microsphere/vmotion';
import { expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, hostRecord, vmRecord } from '../testing/records.ts';
import { compatibilityFault } from './compatibility-faults.ts';

const host = { id: 'host-2', name: 'esx02' };
const hostRef = { type: 'HostSystem', value: 'host-2' };
const rule = { _typeName: 'ClusterAntiAffinityRuleSpec', name: 'apart', vm: [] } as const;

it.each<[CompatibilityFault, object]>([
  [
    { type: 'InvalidPowerState', requestedState: 'poweredOff', existingState: 'poweredOn' },
    { requestedState: 'poweredOff', existingState: 'poweredOn' },
  ],
  [{ type: 'SuspendedRelocateNotSupported' }, {}],
  [
    { type: 'CannotAccessVmConfig', file: '[ds] a/a.vmx' },
    { reason: { fault: { _typeName: 'CannotAccessFile', file: '[ds] a/a.vmx' } } },
  ],
  [{ type: 'MigrationNotReady', reason: 'why' }, { reason: 'why' }],
  [{ type: 'NoGuestHeartbeat' }, {}],
  [{ type: 'HostNotConnected' }, {}],
  [{ type: 'InvalidHostState', host }, { host: hostRef }],
  [
    { type: 'VMotionNotConfigured', atSourceHost: true, host },
    { atSourceHost: true, failedHost: 'esx02', failedHostEntity: hostRef },
  ],
  [
    { type: 'VMotionLinkDown', atSourceHost: false, host },
    { atSourceHost: false, failedHost: 'esx02', failedHostEntity: hostRef, network: 'vmotion' },
  ],
  [
    { type: 'FeatureRequirementsNotMet', features: ['riscv.v'], host },
    {
      featureRequirement: [{ key: 'riscv.v', featureName: 'riscv.v', value: 'Bool:Min:1' }],
      vm: { type: 'VirtualMachine', value: 'vm-1' },
      host: hostRef,
    },
  ],
  [
    { type: 'VmHostAffinityRuleViolation', host },
    { vmName: 'web', hostName: 'esx02' },
  ],
  [
    { type: 'RuleViolation', host, rule: 'apart' },
    { host: hostRef, rule },
  ],
  [
    { type: 'DisallowedOperationOnFailoverHost', host },
    { host: hostRef, hostname: 'esx02' },
  ],
  [{ type: 'HAErrorsAtDest' }, {}],
  [
    { type: 'InsufficientHostCpuCapacityFault', host, unreservedMhz: 3, requestedMhz: 5 },
    { host: hostRef, unreserved: 3, requested: 5 },
  ],
  [
    { type: 'InsufficientHostMemoryCapacityFault', host, unreservedMb: 1, requestedMb: 2 },
    { host: hostRef, unreserved: 1_048_576, requested: 2_097_152 },
  ],
  [
    { type: 'CannotAccessVmDisk', device: 'Hard disk 1', file: '[ds] a/a.vmdk' },
    { device: 'Hard disk 1', backing: '[ds] a/a.vmdk', connected: true, fault: { fault: { file: '[ds] a/a.vmdk' } } },
  ],
  [
    { type: 'CannotAccessNetwork', device: 'n', network: 'network-1', networkName: 'VM Network', connected: true },
    { device: 'n', backing: 'VM Network', connected: true, network: { type: 'Network', value: 'network-1' } },
  ],
])('%o is a fault of vim25 with its fields', (found, fields) => {
  const inventory = new Inventory(new MemoryStore());
  inventory.put({ ...clusterRecord, rules: [rule] }, hostRecord, vmRecord);
  const finding = { test: 'hostTests', severity: 'error', message: 'so it is', fault: found } as const;
  const error = compatibilityFault(finding, { vm: vmRecord, inventory });
  expect([error.type, error.message]).toEqual([found.type, 'so it is']);
  expect(toJson(error.fault, 'MethodFault')).toMatchObject(fields);
});
