// A cluster of real processes, for tests of hosts among one another. Apart from the other door: this one needs NATS.
export { ClusterHost, type Hardware } from './cluster-host.ts';
export type { ClusterVm, VmSpecification } from './cluster-vm.ts';
export { defaultHaSettings, type HaConfiguration, type HaSettings } from './ha-settings.ts';
export { HealthProvider } from './health-provider.ts';
export type { LogEntry } from './host-log.ts';
export { ManagementClient, type RawRequest } from './management-client.ts';
export { PhysicalSwitch, type PublishedService } from './physical-switch.ts';
export type { RealVcenter } from './real-vcenter.ts';
export { clearClusters, TestCluster, type TestClusterOptions } from './test-cluster.ts';
