// The fixture as vCenter: it asks hosts over the management network, and needs none of vCenter's own.
import type { DecodedResponseOf, HostMethod, pb, RequestOf } from '@microsphere/proto';
import { eventually, waitFor } from '../waiting.ts';
import type { ClusterHost } from './cluster-host.ts';
import { type ClusterVm, newVm, type VmSpecification } from './cluster-vm.ts';
import { defaultHaSettings, type HaConfiguration } from './ha-settings.ts';
import type { ManagedCluster, Management } from './management.ts';
import type { ManagementClient } from './management-client.ts';
import { leftovers, registrations } from './registrations.ts';

const CLUSTER = 'domain-c1';

export class PlayedVcenter implements Management {
  private readonly client: ManagementClient;
  private readonly cluster: ManagedCluster;
  private version = 0;

  constructor(client: ManagementClient, cluster: ManagedCluster) {
    this.client = client;
    this.cluster = cluster;
  }

  private call<M extends HostMethod>(
    { moref }: ClusterHost,
    method: M,
    request: RequestOf<M>,
  ): Promise<DecodedResponseOf<M>> {
    return this.client.call(moref, method, request);
  }

  async takeIn(): Promise<void> {
    const { hosts, datastores } = this.cluster;
    const [first] = hosts;
    if (!first) throw new Error('a cluster without hosts');
    for (const { name, moref } of hosts) await this.client.takeIn(name, moref);
    for (const name of datastores) await this.call(first, 'hostd.createVmfsDatastore', { name, naa: '' });
    for (const host of hosts) await this.call(host, 'hostd.rescanVmfs', {});
    // Heartbeats are rare in the realistic profile.
    await eventually('hosts to say which datastores they have', () =>
      datastores.every((name) => this.volumeUuid(name) !== undefined),
    );
  }

  async configure(ha: HaConfiguration, vms: ReadonlyMap<string, ClusterVm>): Promise<void> {
    this.version += 1;
    const request = this.request(ha, vms);
    for (const host of this.cluster.hosts)
      if (this.cluster.heartbeat(host)) await this.call(host, 'fdm.configure', request);
  }

  private request(ha: HaConfiguration, vms: ReadonlyMap<string, ClusterVm>): pb.IConfigureClusterRequest {
    const { hosts, datastores } = this.cluster;
    const settings = { ...defaultHaSettings, ...ha.defaultVmSettings };
    const uuid = (name: string) => vms.get(name)?.instanceUuid ?? '';
    const moref = (host: string) => hosts.find(({ name }) => name === host)?.moref ?? '';
    return {
      cluster: CLUSTER,
      version: this.version,
      dasEnabled: true,
      hostMonitoring: ha.hostMonitoring ?? true,
      hosts: hosts.map(({ moref, name }) => ({ moref, hostName: name })),
      heartbeatDatastores: (ha.heartbeatDatastores ?? datastores).map((name) => this.needVolume(name)),
      defaultVmSettings: settings,
      vmSettings: Object.entries(ha.vmSettings ?? {}).map(([name, own]) => ({
        instanceUuid: uuid(name),
        settings: { ...settings, ...own },
      })),
      options: Object.entries(ha.options ?? {}).map(([key, value]) => ({ key, value })),
      dependencies: (ha.dependencies ?? []).map(({ vms, dependsOn }, index) => ({
        name: `dependency-${index}`,
        vms: vms.map(uuid),
        dependsOn: dependsOn.map(uuid),
      })),
      vmHostRules: (ha.vmHostRules ?? []).map(({ vms, hosts, affine }, index) => ({
        name: `vm-host-${index}`,
        vms: vms.map(uuid),
        hosts: hosts.map(moref),
        affine,
        mandatory: true,
      })),
      antiAffinityRules: (ha.antiAffinity ?? []).map((vms, index) => ({
        name: `anti-affinity-${index}`,
        vms: vms.map(uuid),
      })),
      failoverHosts: (ha.failoverHosts ?? []).map(moref),
    };
  }

  private needVolume(datastore: string): string {
    const uuid = this.volumeUuid(datastore);
    if (uuid === undefined) throw new Error(`no host has said that it has ${datastore}`);
    return uuid;
  }

  /** Undefined: no host has said yet that it has it. */
  private volumeUuid(datastore: string): string | undefined {
    for (const { datastores } of this.client.heartbeats.values())
      for (const { name, uuid } of datastores) if (name === datastore && uuid) return uuid;
    return undefined;
  }

  async runVm(name: string, specification: VmSpecification): Promise<ClusterVm> {
    const { vm, request } = newVm(name, specification);
    const host = this.cluster.hosts.find((each) => each.name === specification.host);
    if (!host) throw new Error(`there is no host ${specification.host}`);
    await this.call(host, 'hostd.createVm', request);
    await this.call(host, 'hostd.powerOnVm', { vmxPath: vm.vmxPath });
    return vm;
  }

  async protect(vm: ClusterVm): Promise<void> {
    await this.askMaster('fdm.protect', vm);
  }

  private async askMaster(method: 'fdm.protect' | 'fdm.unprotect', vm: ClusterVm): Promise<void> {
    const { instanceUuid, vmxPath, memoryMb } = vm;
    const vms = [{ instanceUuid, vmxPath, memoryMb, cpuReservationMhz: 0 }];
    // A master that has just been elected has no list yet, and says so.
    await waitFor(`${method} of ${vm.name}`, {
      observe: async () => {
        const { master } = this.cluster;
        if (!master) return 'there is no master';
        return this.call(master, method, { vms }).then(
          () => undefined,
          (error: Error) => error.message,
        );
      },
      until: (refused) => refused === undefined,
    });
  }

  async removeVm(vm: ClusterVm): Promise<void> {
    const { vmxPath } = vm;
    await this.askMaster('fdm.unprotect', vm);
    const registered = () => registrations(this.cluster, vmxPath);
    for (const { host, on } of registered()) if (on) await this.call(host, 'hostd.powerOffVm', { vmxPath });
    const [one, ...others] = registered();
    for (const { host } of others) await this.call(host, 'hostd.unregisterVm', { vmxPath });
    if (one) await this.destroy(one.host, vmxPath);
    // A start that vSphere HA had ordered before may have registered it on another host: as vCenter does, that is taken away.
    await eventually(`${vm.name} to be gone`, async () => {
      const left = registered();
      for (const { host } of left) await unlessNotFound(this.call(host, 'hostd.unregisterVm', { vmxPath }));
      return left.length === 0;
    });
  }

  /** A host that has lost its storage lets the locks of what it ran there go when it reaches it again. */
  private async destroy(host: ClusterHost, vmxPath: string): Promise<void> {
    await eventually(`${vmxPath} to be destroyed`, async () => {
      try {
        await this.call(host, 'hostd.destroyVm', { vmxPath });
        return true;
      } catch (error) {
        if ((error as { type?: string }).type === 'FileLocked') return false;
        throw error;
      }
    });
  }

  async tidied(): Promise<void> {
    for (const { host, vmxPath } of leftovers(this.cluster)) await this.call(host, 'hostd.unregisterVm', { vmxPath });
    await eventually('every VM to be registered on one host', () => leftovers(this.cluster).length === 0);
  }
}

/** What a heartbeat has said may be over. */
async function unlessNotFound(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if ((error as { type?: string }).type !== 'NotFound') throw error;
  }
}
