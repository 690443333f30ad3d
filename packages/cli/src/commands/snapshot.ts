// `microsphere vm snapshot ...`: snapshots of a virtual machine, by vCenter's tasks. A snapshot is named by its id, or by its
// name where only one has it.
import {
  type DataObject,
  known,
  type ManagedObjectReference,
  moRef,
  type TypedReference,
  type Vim25Client,
} from '@microsphere/vim25';
import { about } from '../errors.ts';
import { Inventory } from '../inventory.ts';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';
import type { SnapshotRow } from './snapshot-tree.ts';

type Info = DataObject<'VirtualMachineSnapshotInfo'>;
type Tree = Info['rootSnapshotList'][number];

interface FoundVm {
  readonly client: Vim25Client;
  readonly vm: TypedReference<'VirtualMachine'>;
  readonly name: string;
}

function withVm<T>(name: string, labName: string | undefined, use: (found: FoundVm) => Promise<T>): Promise<T> {
  return withVcenter(labName, async (client) => {
    const { moref } = await new Inventory(client).vm(name);
    return about(name, use({ client, vm: moRef('VirtualMachine', moref), name }));
  });
}

async function done({ client }: FoundVm, task: Promise<ManagedObjectReference>): Promise<unknown> {
  return (await client.waitForTask(await task)).result;
}

/** Every snapshot with the tree's node that it is, parents first. */
async function treeOf({ client, vm }: FoundVm): Promise<{ readonly node: Tree; readonly row: SnapshotRow }[]> {
  const info = await client.property(vm, 'snapshot');
  const found: { readonly node: Tree; readonly row: SnapshotRow }[] = [];
  const walk = (nodes: readonly Tree[], parent: number | null): void => {
    for (const node of nodes) {
      const { id = 0, name, description, createTime, snapshot } = node;
      const current = snapshot.value === info?.currentSnapshot?.value;
      found.push({ node, row: { id, parent, name, description, createTime, current } });
      walk(node.childSnapshotList ?? [], id);
    }
  };
  walk(info?.rootSnapshotList ?? [], null);
  return found;
}

/** The snapshot that is meant. Throws a Failure: there is none, or several. */
export async function findSnapshot(found: FoundVm, text: string): Promise<TypedReference<'VirtualMachineSnapshot'>> {
  const all = await treeOf(found);
  const named = all.filter(({ row }) => row.name === text);
  const meant = named.length > 0 ? named : all.filter(({ row }) => String(row.id) === text);
  const [first] = meant;
  if (!first) {
    const others = all.map(({ row }) => `${row.id} ${row.name}`).join(', ');
    throw new Failure(`${found.name} has no snapshot "${text}"${others ? `; there are: ${others}` : ''}`);
  }
  if (meant.length > 1) {
    const ids = meant.map(({ row }) => row.id).join(', ');
    throw new Failure(`several snapshots of ${found.name} are named "${text}": say which by id: ${ids}`, { status: 2 });
  }
  return known(first.node.snapshot, 'VirtualMachineSnapshot');
}

export function listSnapshots(name: string, labName?: string): Promise<SnapshotRow[]> {
  return withVm(name, labName, async (found) => (await treeOf(found)).map(({ row }) => row));
}

export function createSnapshot(
  name: string,
  { snapshot, description }: { readonly snapshot: string; readonly description: string },
  labName?: string,
): Promise<SnapshotRow> {
  return withVm(name, labName, async (found) => {
    const options = { name: snapshot, description, memory: false, quiesce: false };
    const result = await done(found, found.client.call(found.vm, 'CreateSnapshot_Task', options));
    const made = known(result as ManagedObjectReference, 'VirtualMachineSnapshot');
    const row = (await treeOf(found)).find(({ node }) => node.snapshot.value === made.value)?.row;
    if (!row) throw new Failure(`${name}: the snapshot was made, and is gone again`);
    return row;
  });
}

/** Without a snapshot: the one that the virtual machine's disks descend from. */
export function revertToSnapshot(name: string, snapshot: string | undefined, labName?: string): Promise<void> {
  return withVm(name, labName, async (found) => {
    const task =
      snapshot === undefined
        ? found.client.call(found.vm, 'RevertToCurrentSnapshot_Task', {})
        : found.client.call(await findSnapshot(found, snapshot), 'RevertToSnapshot_Task', {});
    await done(found, task);
  });
}

export function removeSnapshot(
  name: string,
  snapshot: string,
  options: { readonly removeChildren: boolean; readonly consolidate: boolean },
  labName?: string,
): Promise<void> {
  return withVm(name, labName, async (found) => {
    await done(found, found.client.call(await findSnapshot(found, snapshot), 'RemoveSnapshot_Task', options));
  });
}

export function removeAllSnapshots(
  name: string,
  options: { readonly consolidate: boolean },
  labName?: string,
): Promise<void> {
  return withVm(name, labName, async (found) => {
    await done(found, found.client.call(found.vm, 'RemoveAllSnapshots_Task', options));
  });
}

export function consolidateDisks(name: string, labName?: string): Promise<void> {
  return withVm(name, labName, async (found) => {
    await done(found, found.client.call(found.vm, 'ConsolidateVMDisks_Task', {}));
  });
}

export interface CloneOptions {
  readonly clone: string;
  /** Of which state; the present one where it is not given. */
  readonly snapshot: string | undefined;
  /** Whether its disks are children of the snapshot's. */
  readonly linked: boolean;
  readonly thin: boolean;
  readonly datastore: string | undefined;
  readonly ip: string | undefined;
}

export function cloneVm(
  name: string,
  { clone, snapshot, linked, thin, datastore, ip }: CloneOptions,
  labName?: string,
): Promise<{ readonly name: string; readonly moref: string }> {
  return withVm(name, labName, async (found) => {
    const { client, vm } = found;
    const folder = await client.property(vm, 'parent');
    if (!folder) throw new Failure(`${name} is in no folder`);
    const datastores = datastore === undefined ? [] : await client.retrieve('Datastore', ['name']);
    const target = datastores.find(({ properties }) => properties.name === datastore)?.obj;
    if (datastore !== undefined && !target) throw new Failure(`no datastore "${datastore}"`);
    const from = snapshot === undefined ? undefined : await findSnapshot(found, snapshot);
    const task = client.call(vm, 'CloneVM_Task', {
      folder,
      name: clone,
      spec: {
        _typeName: 'VirtualMachineCloneSpec',
        template: false,
        powerOn: false,
        ...(from ? { snapshot: from } : {}),
        location: {
          _typeName: 'VirtualMachineRelocateSpec',
          ...(linked ? { diskMoveType: 'createNewChildDiskBacking' } : {}),
          ...(thin ? { transform: 'sparse' as const } : {}),
          ...(target ? { datastore: target } : {}),
        },
        ...(ip === undefined
          ? {}
          : {
              config: {
                _typeName: 'VirtualMachineConfigSpec' as const,
                extraConfig: [{ _typeName: 'OptionValue' as const, key: 'guestinfo.ip', value: ip }],
              },
            }),
      },
    });
    return { name: clone, moref: known((await done(found, task)) as ManagedObjectReference, 'VirtualMachine').value };
  });
}
