import { moRef } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { clusterRecord, hostRecord, vmRecord } from '../testing/records.ts';
import { clusterContent, nextVersion } from './cluster-configuration.ts';

describe("a cluster's configuration", () => {
  it('gets a new version when there is something new to tell, and only then', () => {
    const content = clusterContent(clusterRecord, [hostRecord], [vmRecord]);
    const first = nextVersion(clusterRecord, content);
    expect(first?.configVersion).toBe(1);
    expect(first && nextVersion(first, content)).toBeUndefined();
    const silent = { ...hostRecord, connectionState: 'notResponding' } as const;
    expect(clusterContent(clusterRecord, [silent], [vmRecord])).toEqual(content);
    const two = clusterContent(clusterRecord, [{ ...hostRecord, id: 'host-2' }, hostRecord], [vmRecord]);
    expect(two.hosts?.map(({ moref }) => moref)).toEqual(['host-1', 'host-2']);
    expect(first && nextVersion(first, two)?.configVersion).toBe(2);
  });

  it('has the priorities that differ from the default, and says whether hosts are monitored', () => {
    const settings = { 'vm-1': { _typeName: 'ClusterDasVmSettings', restartPriority: 'high' } } as const;
    const content = clusterContent({ ...clusterRecord, dasVmConfig: settings }, [], [vmRecord]);
    expect(content.vmSettings).toEqual([
      { instanceUuid: 'uuid-1', settings: { ...content.defaultVmSettings, restartPriority: 'high' } },
    ]);
    const inherited = {
      'vm-1': { _typeName: 'ClusterDasVmSettings', restartPriority: 'clusterRestartPriority' },
    } as const;
    expect(clusterContent({ ...clusterRecord, dasVmConfig: inherited }, [], [vmRecord]).vmSettings).toEqual([]);
    const dasConfig = { ...clusterRecord.dasConfig, hostMonitoring: 'disabled' };
    expect(clusterContent({ ...clusterRecord, dasConfig }, [], []).hostMonitoring).toBe(false);
  });

  it('counts the versions of the list of hosts, and of where machines may run, apart', () => {
    const content = clusterContent(clusterRecord, [hostRecord], [vmRecord]);
    const first = nextVersion(clusterRecord, content) ?? clusterRecord;
    expect([first.hostListVersion, first.compatListVersion]).toEqual([1, 1]);
    const second = nextVersion(first, { ...content, hostMonitoring: false }) ?? first;
    expect([second.configVersion, second.hostListVersion, second.compatListVersion]).toEqual([2, 1, 1]);
    const third = nextVersion(second, { ...content, hosts: [] }) ?? second;
    expect([third.configVersion, third.hostListVersion, third.compatListVersion]).toEqual([3, 3, 1]);
  });

  it('has the rules by what they are about, and none that is off', () => {
    const vm = (id: string) => moRef('VirtualMachine', id);
    const other = { ...vmRecord, id: 'vm-2', instanceUuid: 'uuid-2' };
    const groups = [
      { _typeName: 'ClusterVmGroup', name: 'db', vm: [vm('vm-1')] },
      { _typeName: 'ClusterVmGroup', name: 'web', vm: [vm('vm-2'), vm('vm-gone')] },
      { _typeName: 'ClusterHostGroup', name: 'left', host: [moRef('HostSystem', 'host-1')] },
    ] as const;
    const hostRule = { _typeName: 'ClusterVmHostRuleInfo', vmGroupName: 'db' } as const;
    const rules = [
      { _typeName: 'ClusterDependencyRuleInfo', name: 'order', vmGroup: 'web', dependsOnVmGroup: 'db' },
      { ...hostRule, name: 'there', affineHostGroupName: 'left', mandatory: true },
      { ...hostRule, name: 'not there', antiAffineHostGroupName: 'left' },
      { _typeName: 'ClusterAntiAffinityRuleSpec', name: 'apart', vm: [vm('vm-2'), vm('vm-1')] },
      { _typeName: 'ClusterAffinityRuleSpec', name: 'together', vm: [vm('vm-2'), vm('vm-1')] },
      { ...hostRule, name: 'off', affineHostGroupName: 'left', enabled: false },
    ] as const;
    const content = clusterContent({ ...clusterRecord, groups, rules }, [], [vmRecord, other]);
    expect(content.dependencies).toEqual([{ name: 'order', vms: ['uuid-2'], dependsOn: ['uuid-1'] }]);
    expect(content.vmHostRules).toEqual([
      { name: 'there', vms: ['uuid-1'], hosts: ['host-1'], affine: true, mandatory: true },
      { name: 'not there', vms: ['uuid-1'], hosts: ['host-1'], affine: false, mandatory: false },
    ]);
    expect(content.antiAffinityRules).toEqual([{ name: 'apart', vms: ['uuid-1', 'uuid-2'], mandatory: false }]);
  });

  it('has options as they were given, and failover hosts while admission control is on', () => {
    const admissionControlPolicy = {
      _typeName: 'ClusterFailoverHostAdmissionControlPolicy',
      failoverHosts: [moRef('HostSystem', 'host-1')],
    } as const;
    const option = [{ _typeName: 'OptionValue', key: 'das.x', value: 5 }] as const;
    const configured = (admissionControlEnabled: boolean) => {
      const dasConfig = { ...clusterRecord.dasConfig, option, admissionControlEnabled, admissionControlPolicy };
      return clusterContent({ ...clusterRecord, dasConfig }, [], []);
    };
    expect(configured(true).options).toEqual([{ key: 'das.x', value: '5' }]);
    expect([configured(true).failoverHosts, configured(false).failoverHosts]).toEqual([['host-1'], []]);
  });
});
