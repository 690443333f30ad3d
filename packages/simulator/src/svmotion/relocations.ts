// What Storage vMotions leave on datastores, and who finds it, after packages/host-agent/src/vmotion/relocations.ts: whether a VM is there or
// still here is one bit of the source's lock record; before it is set the copy is garbage, afterwards the source is.
import type { HostDatastore } from '../host-datastore.ts';
import { beside, fileOf, folderOf, placeOf } from './place.ts';
import { parseMark, type RelocationMark, readMark, writeMark } from './relocation-mark.ts';
import type { Routine } from './routine.ts';
import { GivenUpError, isExpected, isVmfs, perform } from './store.ts';
import type { HostContext } from './world.ts';

type Context = Pick<HostContext, 'host' | 'stores' | 'sabotage' | 'observer'>;

export function storeOf({ stores, host }: Pick<HostContext, 'stores' | 'host'>, datastore: string): HostDatastore {
  const store = stores.get(datastore);
  if (!store) throw new RangeError(`${host} has no ${datastore}`);
  return store;
}

function at(context: Context, vmxPath: string): { readonly store: HostDatastore; readonly path: string } {
  const { datastore, path } = placeOf(vmxPath);
  return { store: storeOf(context, datastore), path };
}

/** Where a VM is that was there; undefined: there. Throws VmfsError notFound. */
export function* follow(context: Context, vmxPath: string): Routine<string | undefined> {
  const { store, path } = at(context, vmxPath);
  return yield* perform(store, function* (volume) {
    const mark = parseMark(yield* volume.readFile(path));
    return (yield* volume.isMoved(path)) ? mark?.destination : undefined;
  });
}

/** Throws GivenUpError for the copy of a VM that has not moved there. */
function* mustHaveMoved(context: Context, vmxPath: string, { id, source }: RelocationMark): Routine<void> {
  if (source === undefined || context.sabotage === 'trustsCopies') return;
  const { store, path } = at(context, source);
  const moved = yield* perform(store, function* (volume) {
    return (yield* volume.exists(path)) && (yield* volume.isMoved(path)) && (yield* readMark(volume, path))?.id === id;
  });
  if (!moved) throw new GivenUpError(`${vmxPath} is an unfinished copy of ${source}`);
}

/** Under the lock of a VM's .vmx: ends a move that a host died over. What can't be removed now is left to whoever comes next. */
export function* end(context: Context, vmxPath: string): Routine<void> {
  const { store, path } = at(context, vmxPath);
  const mark = yield* perform(store, (volume) => readMark(volume, path));
  if (!mark) return;
  if (mark.source !== undefined) {
    yield* mustHaveMoved(context, vmxPath, mark);
    yield* emptySource(context, mark.source);
  } else if (!(yield* discardDestination(context, mark))) return;
  yield* perform(store, (volume) => writeMark(volume, path, undefined));
}

/** Removes a copy; the lock of the source's .vmx is held. False: some of it may still be there. */
export function* discardDestination(context: Context, { id, destination }: RelocationMark): Routine<boolean> {
  if (destination === undefined) return true;
  const { store, path } = at(context, destination);
  if (!store.accessible) return false;
  const folder = folderOf(path);
  const vmsd = beside(path, '.vmsd');
  try {
    yield* perform(store, function* (volume) {
      if (!(yield* volume.exists(folder))) return;
      const names = (yield* volume.list(folder)).map(({ name }) => name);
      const mark = (yield* readMark(volume, path)) ?? (yield* readMark(volume, vmsd));
      // A folder that was made, and not claimed any more, says nothing; what others have made there since is left.
      if (names.length > 0 && mark?.id !== id) return;
      const last = [fileOf(path), fileOf(vmsd)].filter((name) => names.includes(name));
      for (const name of [...names.filter((each) => !last.includes(each)), ...last])
        yield* volume.removeTree(`${folder}/${name}`);
      yield* volume.removeTree(folder);
    });
    return true;
  } catch (error) {
    if (!isExpected(error)) throw error;
    context.observer.log(context.host, `does not remove the copy at ${destination}: ${error.message}`);
    return false;
  }
}

/** Removes what a VM that has moved has left, but for its .vmx; what can't be removed now goes with that. */
export function* emptySource(context: Context, source: string): Routine<void> {
  const { store, path } = at(context, source);
  if (!store.accessible) return;
  try {
    yield* removeAllBut(store, path);
  } catch (error) {
    if (!isExpected(error)) throw error;
    context.observer.log(context.host, `does not empty ${source}: ${error.message}`);
  }
}

function* removeAllBut(store: HostDatastore, path: string): Routine<void> {
  const folder = folderOf(path);
  const names = yield* perform(store, (volume) => volume.list(folder));
  for (const { name } of names) if (name !== fileOf(path)) yield* removeUnlessGone(store, `${folder}/${name}`);
}

function* removeUnlessGone(store: HostDatastore, path: string): Routine<void> {
  try {
    yield* perform(store, (volume) => volume.removeTree(path));
  } catch (error) {
    if (!isVmfs(error, 'notFound')) throw error;
  }
}

/** Nobody comes by the old path any more. Throws GivenUpError for a VM that is not yet all at its new place. */
export function* complete(context: Context, vmxPath: string): Routine<void> {
  const { store, path } = at(context, vmxPath);
  const [mark, moved] = yield* perform(store, function* (volume) {
    const there = yield* volume.exists(path);
    return [yield* readMark(volume, path), there && (yield* volume.isMoved(path))] as const;
  });
  if (!(yield* perform(store, (volume) => volume.exists(path)))) return;
  if (mark?.destination === undefined || !moved) throw new GivenUpError(`${vmxPath} has not moved`);
  const there = at(context, mark.destination);
  if ((yield* perform(there.store, (volume) => readMark(volume, there.path)))?.source !== undefined)
    throw new GivenUpError(`${mark.destination} has not taken the place of ${vmxPath} yet`);
  yield* removeAllBut(store, path);
  yield* removeUnlessGone(store, path);
  yield* removeUnlessGone(store, folderOf(path));
}
