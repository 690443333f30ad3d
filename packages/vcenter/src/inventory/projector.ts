// Keeps the managed objects of the inventory like their records: whatever changed is projected anew, and the object store
// finds out which properties really differ.
import { isSubtype, moRef } from '@microsphere/vim25';
import { evcManager, evcManagerId, evcManagerRef } from '../evc/evc-projection.ts';
import type { ObjectStore } from '../vmodl/object-store.ts';
import type { Inventory } from './inventory.ts';
import { datastoreSystemId, projections, storageSystemId } from './projection.ts';
import type { ProjectionContext, RuntimeView } from './projection-context.ts';
import type { ClusterRecord, InventoryRecord } from './records.ts';
import { snapshotObjects } from './snapshot-projection.ts';

export class Projector {
  private readonly objects: ObjectStore;
  private readonly context: ProjectionContext;
  /** The snapshots that are shown, by the id of their VM. */
  private readonly snapshots = new Map<string, ReadonlySet<string>>();

  constructor(objects: ObjectStore, inventory: Inventory, runtime: RuntimeView) {
    this.objects = objects;
    this.context = { inventory, runtime };
    inventory.onChange = (ids) => this.refresh(ids);
  }

  /** Projects the whole inventory; for the start. */
  refreshAll(): void {
    for (const type of Object.keys(projections) as (keyof typeof projections)[])
      this.refresh([...this.context.inventory.all(type)].map(({ id }) => id));
  }

  refresh(ids: Iterable<string>): void {
    for (const id of ids) {
      const record = this.context.inventory.get(id);
      if (record) this.show(record);
      else this.hide(id);
    }
  }

  private show(record: InventoryRecord): void {
    // Each record is given to the projection of its own type.
    const project = projections[record.type] as (record: InventoryRecord, context: ProjectionContext) => never;
    this.objects.put(moRef(record.type, record.id), project(record, this.context));
    if (record.type === 'VirtualMachine') this.showSnapshots(record.id, snapshotObjects(record));
    if (record.type === 'ClusterComputeResource') this.showEvc(record);
    if (record.type !== 'HostSystem') return;
    // What all its hosts can keep is for a cluster to say.
    this.showEvc(this.context.inventory.above('ClusterComputeResource', record.id));
    this.objects.put(moRef('HostStorageSystem', storageSystemId(record.id)), {});
    this.objects.put(moRef('HostDatastoreSystem', datastoreSystemId(record.id)), {
      datastore: record.datastores.map((datastore) => moRef('Datastore', datastore)),
    });
  }

  private showEvc(cluster: ClusterRecord | undefined): void {
    if (cluster) this.objects.put(evcManagerRef(cluster.id), evcManager(cluster, this.context));
  }

  private showSnapshots(vmId: string, snapshots: ReturnType<typeof snapshotObjects>): void {
    for (const [id, properties] of snapshots) this.objects.put(moRef('VirtualMachineSnapshot', id), properties);
    for (const id of this.snapshots.get(vmId) ?? []) if (!snapshots.has(id)) this.objects.destroy(id);
    this.snapshots.set(vmId, new Set(snapshots.keys()));
  }

  private hide(id: string): void {
    const object = this.objects.get(id);
    if (!object || !isSubtype(object.ref.type, 'ManagedEntity')) return;
    this.objects.destroy(id);
    if (object.ref.type === 'VirtualMachine') {
      this.showSnapshots(id, new Map());
      this.snapshots.delete(id);
    }
    if (object.ref.type === 'ClusterComputeResource') this.objects.destroy(evcManagerId(id));
    if (object.ref.type !== 'HostSystem') return;
    this.objects.destroy(storageSystemId(id));
    this.objects.destroy(datastoreSystemId(id));
  }
}
