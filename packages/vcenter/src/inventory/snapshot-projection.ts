// How the snapshots of a virtual machine look as vim25 objects. A snapshot's id is made of its VM's and its UID, as on ESXi
// ("42-snapshot-1"), so it is the same whoever asks, and after a restart. Pure.
import { type DataObject, type ExactDataObject, moRef, type Properties, type TypedReference } from '@microsphere/vim25';
import type { SnapshotReport } from '../vpxd/host-report.ts';
import { iso } from './projection-context.ts';
import { refOf, type VmRecord } from './records.ts';
import { configuration } from './virtual-machine-config.ts';

export function snapshotRef(vmId: string, uid: number): TypedReference<'VirtualMachineSnapshot'> {
  return moRef('VirtualMachineSnapshot', `${vmId.replace(/^vm-/, '')}-snapshot-${uid}`);
}

/** The VM and the UID that an id is made of. */
export function parseSnapshotId(id: string): { readonly vmId: string; readonly uid: number } | undefined {
  const [, vm, uid] = /^(\d+)-snapshot-(\d+)$/.exec(id) ?? [];
  return vm === undefined ? undefined : { vmId: `vm-${vm}`, uid: Number(uid) };
}

function childrenOf({ storage }: VmRecord, parentUid: number): SnapshotReport[] {
  return (storage?.snapshots ?? []).filter((snapshot) => snapshot.parentUid === parentUid);
}

export function rootSnapshots(record: VmRecord): TypedReference<'VirtualMachineSnapshot'>[] {
  return childrenOf(record, 0).map(({ uid }) => snapshotRef(record.id, uid));
}

/** vim25 VirtualMachine.snapshot; unset where there are none. */
export function snapshotInfo(record: VmRecord): DataObject<'VirtualMachineSnapshotInfo'> | undefined {
  const { storage } = record;
  if (!storage || storage.snapshots.length === 0) return undefined;
  return {
    _typeName: 'VirtualMachineSnapshotInfo',
    currentSnapshot: storage.currentSnapshot === 0 ? undefined : snapshotRef(record.id, storage.currentSnapshot),
    rootSnapshotList: childrenOf(record, 0).map((snapshot) => tree(record, snapshot)),
  };
}

function tree(record: VmRecord, snapshot: SnapshotReport): ExactDataObject<'VirtualMachineSnapshotTree'> {
  return {
    _typeName: 'VirtualMachineSnapshotTree',
    snapshot: snapshotRef(record.id, snapshot.uid),
    vm: refOf(record),
    name: snapshot.name,
    description: snapshot.description,
    id: snapshot.uid,
    createTime: iso(snapshot.createTime),
    // Without memory there is nothing to go on from: whoever reverts to it gets a VM that is off.
    state: 'poweredOff',
    quiesced: false,
    childSnapshotList: childrenOf(record, snapshot.uid).map((child) => tree(record, child)),
    replaySupported: false,
  };
}

/** The managed objects of a VM's snapshots, by id. */
export function snapshotObjects(record: VmRecord): Map<string, Properties<'VirtualMachineSnapshot'>> {
  return new Map(
    (record.storage?.snapshots ?? []).map((snapshot) => [
      snapshotRef(record.id, snapshot.uid).value,
      {
        childSnapshot: childrenOf(record, snapshot.uid).map(({ uid }) => snapshotRef(record.id, uid)),
        config: configuration(record, undefined, snapshot.disks),
        vm: refOf(record),
      },
    ]),
  );
}
