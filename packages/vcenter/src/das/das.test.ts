import { describe, expect, it } from 'vitest';
import { clusterRecord, hostRecord, vmRecord } from '../testing/records.ts';
import { chooseHeartbeatDatastores, clusterContent, nextVersion } from './cluster-configuration.ts';
import { planProtection } from './protection.ts';

describe('the plan for the protected list', () => {
  const off = { ...vmRecord, id: 'vm-2', instanceUuid: 'uuid-2', dasWanted: false };
  const gone = { instanceUuid: 'uuid-3', vmxPath: '[d] gone/gone.vmx' };
  const plan = (onDisk: readonly string[]) =>
    planProtection({ vms: [vmRecord, off], formerVms: [gone], onDisk: new Set(onDisk) });

  it('adds what is wanted, takes off what is not, and forgets what is settled', () => {
    expect(plan([])).toEqual({ protect: [vmRecord], unprotect: [], forgotten: [gone] });
    const { protect, unprotect, forgotten } = plan(['uuid-1', 'uuid-2', 'uuid-3']);
    expect([protect, unprotect.map(({ instanceUuid }) => instanceUuid), forgotten]).toEqual([
      [],
      ['uuid-2', 'uuid-3'],
      [],
    ]);
  });

  it('leaves alone what vCenter does not know', () => {
    expect(plan(['uuid-1', 'uuid-9'])).toMatchObject({ protect: [], unprotect: [] });
  });
});

describe('the heartbeat datastores', () => {
  const candidate = (uuid: string, hostCount = 3, preferred = false) => ({ uuid, hostCount, preferred });

  it.each([
    ['two of those that most hosts see', [candidate('a', 2), candidate('b'), candidate('c')], [], ['b', 'c']],
    ['those that were chosen before', [candidate('a'), candidate('b'), candidate('c')], ['c', 'b'], ['b', 'c']],
    ['what the user prefers', [candidate('a'), candidate('b'), candidate('c', 2, true)], [], ['a', 'c']],
    ['none that only one host sees', [candidate('a', 1), candidate('b')], ['a'], ['b']],
    ['none where there is none', [], ['a'], []],
  ])('are %s', (_what, candidates, before, chosen) => {
    expect(chooseHeartbeatDatastores(candidates, before)).toEqual(chosen);
  });
});

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
});
