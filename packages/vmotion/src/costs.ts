// What an operation on a virtual machine costs the hosts, networks and datastores that take part in it. vSphere counts in units:
// each resource has a budget, and an operation runs only while all of its resources have room for it (vmotion-ft.md 1.7).

export type ResourceKind = 'host' | 'network' | 'datastore';

/** A part of the datacenter with a budget of its own. A `network` is the vMotion adapter of a host, named by that host. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly id: string;
}

export interface Charge extends Resource {
  readonly cost: number;
}

/** Units of a host, and of a datastore. */
export const HOST_LIMIT = 8;
export const DATASTORE_LIMIT = 128;
/** Units of a vMotion adapter: of 1 Gbit/s, and of 10 Gbit/s and more. */
export const NETWORK_LIMIT_1_GBIT = 4;
export const NETWORK_LIMIT_10_GBIT = 8;
const TEN_GBIT_IN_MBIT = 10_000;

/** Units of a vMotion adapter of this speed, in Mbit/s. */
export function networkLimit(speedMbit: number): number {
  return speedMbit < TEN_GBIT_IN_MBIT ? NETWORK_LIMIT_1_GBIT : NETWORK_LIMIT_10_GBIT;
}

export type OperationKind =
  | 'vMotion'
  | 'storageVMotion'
  /** Another host and another datastore at once: vMotion without shared storage. */
  | 'sharedNothing'
  /** Clone, deploy, cold migration. */
  | 'provisioning';

/** Costs of each resource of a kind that takes part. What the table is silent about costs nothing. */
const costs: Readonly<Record<OperationKind, Readonly<Record<ResourceKind, number>>>> = {
  vMotion: { host: 1, network: 1, datastore: 1 },
  storageVMotion: { host: 4, network: 0, datastore: 16 },
  sharedNothing: { host: 4, network: 1, datastore: 16 },
  provisioning: { host: 1, network: 0, datastore: 0 },
};

export interface Participants {
  /** The source and the destination; one host where they are the same. */
  readonly hosts: readonly string[];
  /** Those that the virtual machine's files are on, or are to be on. */
  readonly datastores: readonly string[];
}

/** What an operation is charged, each resource once. */
export function chargesOf(kind: OperationKind, { hosts, datastores }: Participants): Charge[] {
  const cost = costs[kind];
  const each = (resource: ResourceKind, ids: readonly string[]) =>
    cost[resource] === 0 ? [] : [...new Set(ids)].map((id) => ({ kind: resource, id, cost: cost[resource] }));
  return [...each('host', hosts), ...each('network', hosts), ...each('datastore', datastores)];
}
