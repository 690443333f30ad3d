// The way of a virtual machine whose files change their datastore, its host perhaps changing too. A host copies files between
// datastores that it reaches, and a guest moves between hosts that both reach its files: so each of the two moves is possible at one
// end or at none, and which comes first follows from what the hosts reach. Where neither is, the two are one.
import type { MigratingVm, MigrationHost } from './compatibility.ts';

/** The datastore that all files are to be on. */
export interface TargetDatastore {
  readonly id: string;
  readonly name: string;
  /** Undefined: nobody has said. */
  readonly freeBytes: number | undefined;
}

/**
 * `storage`: its files move, on the host that it is on then; `host`: it moves, and its files stay; `both`: it moves with its files, which
 * one host sends to the other (without shared storage).
 */
export type RelocationStep = 'storage' | 'host' | 'both';

type Reach = Pick<MigrationHost, 'id' | 'datastores'>;

export interface RelocationInput {
  readonly vm: Pick<MigratingVm, 'files'>;
  readonly source: Reach;
  readonly destination: Reach;
  readonly storage?: TargetDatastore | undefined;
}

export function reaches({ datastores }: Reach, datastore: string | undefined): boolean {
  return datastore !== undefined && datastores.includes(datastore);
}

/** The moves in their order. */
export function relocationSteps({ vm, source, destination, storage }: RelocationInput): readonly RelocationStep[] {
  const changesHost = source.id !== destination.id;
  if (!storage) return changesHost ? ['host'] : [];
  if (!changesHost) return ['storage'];
  // Disks first: what is left to go by the network is memory.
  if (reaches(source, storage.id)) return ['storage', 'host'];
  return vm.files.every(({ datastore }) => reaches(destination, datastore)) ? ['host', 'storage'] : ['both'];
}
