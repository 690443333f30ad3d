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
});
