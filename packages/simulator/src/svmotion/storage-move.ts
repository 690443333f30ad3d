// One Storage vMotion on a host, after packages/host-agent/src/vmotion/storage-move.ts: the copy is made, the guest runs meanwhile over a mirrored disk,
// until one COMPARE AND WRITE of the source's lock record makes the copy the VM. Before that a failure of anything costs the guest nothing.
import { contentId, createDisk, openDisk, type VirtualDisk, type Volume } from '@microsphere/vmfs';
import type { HeldLock, HostDatastore } from '../host-datastore.ts';
import { MirroredDisk, PlainDisk } from './guest-disk.ts';
import type { Machine } from './machine.ts';
import { beside, fileOf, folderOf, placeOf, vmxPathOf } from './place.ts';
import { type Home, letGo } from './power-on.ts';
import { formatMark, writeMark } from './relocation-mark.ts';
import { discardDestination, emptySource, end, storeOf } from './relocations.ts';
import { begin, type Outcome, outcomeOf, type Routine, type Wait } from './routine.ts';
import { ask, GivenUpError, holds, isExpected, perform } from './store.ts';
import type { HostContext, Move, MoveOutcome, Step } from './world.ts';

/** Folders of one name that are tried. */
const MAX_FOLDER_NAMES = 16;

export interface StorageMoveOptions {
  readonly context: HostContext;
  readonly machine: Machine;
  readonly move: Move;
  /** The machine is at its new home; whether this host still has its locks there is to be looked at. */
  readonly onCommitted: () => void;
  readonly onEnded: (outcome: MoveOutcome) => void;
}

/** What was made at the destination. */
interface Copy {
  /** Of the .vmx. */
  readonly path: string;
  readonly vmxPath: string;
  lock?: HeldLock;
  disk?: VirtualDisk;
  mirror?: MirroredDisk;
}

export class StorageMove {
  readonly move: Move;
  readonly destination: HostDatastore;
  readonly #options: StorageMoveOptions;
  readonly #id: string;
  /** Why it is not to be. */
  #stopped: GivenUpError | undefined;
  /** The source's lock record may say already that it has moved: this host is not to undo anything. */
  #committing = false;
  #committed = false;
  #copy: Copy | undefined;
  #outOfReach: GivenUpError | undefined;
  /** Who waits for the destination. */
  #giveUpWaiting: ((error: GivenUpError) => void) | undefined;

  constructor(options: StorageMoveOptions) {
    const { move, context } = options;
    this.#options = options;
    this.move = move;
    this.#id = `${context.host} ${move.id}`;
    this.destination = storeOf(context, move.to);
  }

  start(): void {
    begin(this.#run(), isExpected, (outcome) => {
      const { machine, onEnded } = this.#options;
      if (this.#committed) onEnded({ kind: 'moved', vmxPath: machine.home.vmxPath });
      else onEnded({ kind: 'failed', because: 'error' in outcome ? outcome.error.message : 'it was not to be' });
    });
  }

  /** Nothing is done once it can't be undone. */
  cancel(because: string): void {
    if (this.#committing) return;
    this.#stopped ??= new GivenUpError(because);
    this.#copy?.mirror?.drop(because);
  }

  /** Whether this host still has its locks at the destination, nobody can tell: the guest waits for it no longer. */
  destinationLost(): void {
    this.cancel('the destination is out of reach');
    if (this.#committing) return;
    this.#outOfReach ??= new GivenUpError('the destination is out of reach');
    this.#giveUpWaiting?.(this.#outOfReach);
  }

  #mustGoOn(): void {
    if (this.#stopped) throw this.#stopped;
  }

  #reached(step: Step): void {
    this.#options.context.observer.reached(this.move, step);
  }

  /** What is waited for as long as the destination is within reach. */
  #race<T>(wait: Wait<T>, onLate?: (value: T) => void): Routine<T> {
    return outcomeOf((told) => {
      let over = false;
      const tell = (outcome: Outcome<T>): void => {
        if (over) {
          if ('value' in outcome) onLate?.(outcome.value);
          return;
        }
        over = true;
        this.#giveUpWaiting = undefined;
        told(outcome);
      };
      this.#giveUpWaiting = (error) => tell({ error });
      wait(tell);
      if (this.#outOfReach && !over) tell({ error: this.#outOfReach });
    });
  }

  *#there<T>(operation: Parameters<typeof perform<T>>[1], onLate?: (value: T) => void): Routine<T> {
    return yield* this.#race<T>((told) => this.destination.run(operation, told, onLate), onLate);
  }

  *#run(): Routine<void> {
    const { context, machine } = this.#options;
    const { vmxPath } = machine.home;
    yield* end(context, vmxPath);
    this.#mustGoOn();
    const copy: Copy = { ...(yield* this.#freePlace()) };
    this.#copy = copy;
    this.#mustGoOn();
    this.#reached('markSource');
    // Whoever has the lock next, should this host die, knows where to look.
    yield* this.#markSource({ id: this.#id, destination: copy.vmxPath });
    try {
      yield* this.#makeCopy(copy);
      yield* this.#mirror(copy);
      yield* this.#switchOver(copy);
    } catch (error) {
      if (!isExpected(error)) throw error;
      context.observer.log(context.host, `move ${this.move.id}: ${error.message}`);
      if (!this.#committed) {
        yield* this.#giveUp(copy);
        throw error;
      }
    }
    yield* this.#tidyUp(vmxPath);
  }

  *#markSource(mark: Parameters<typeof writeMark>[2]): Routine<void> {
    const { store, vmxPath, lock } = this.#options.machine.home;
    if (!holds(store, lock)) throw new GivenUpError('the lock of the source is not certain to be held');
    yield* perform(store, (volume) => writeMark(volume, placeOf(vmxPath).path, mark));
  }

  *#freePlace(): Routine<Copy> {
    const { instanceUuid } = this.move.vm;
    for (let number = 0; number < MAX_FOLDER_NAMES; number += 1) {
      const folder = number === 0 ? `/${instanceUuid}` : `/${instanceUuid}_${number}`;
      if (yield* this.#there((volume) => volume.exists(folder))) continue;
      const path = `${folder}/${fileOf(placeOf(this.#options.machine.home.vmxPath).path)}`;
      return { path, vmxPath: vmxPathOf({ datastore: this.move.to, path }) };
    }
    throw new GivenUpError(`there are ${MAX_FOLDER_NAMES} folders of ${instanceUuid}`);
  }

  *#makeCopy(copy: Copy): Routine<void> {
    const { machine } = this.#options;
    const { home } = machine;
    const mark = formatMark({ id: this.#id, source: home.vmxPath });
    const vmsd = beside(copy.path, '.vmsd');
    const vmdk = beside(copy.path, '.vmdk');
    this.#reached('makeFolder');
    yield* this.#there((volume) => volume.makeDirectory(folderOf(copy.path)));
    this.#mustGoOn();
    this.#reached('claim');
    // Of several hosts that make the folder at once, it belongs to the one that makes this file; and it says whose copy it is.
    yield* this.#there((volume) => volume.createFile(vmsd, { content: mark }));
    this.#mustGoOn();
    this.#reached('createDisk');
    const { capacityBytes } = home.disk;
    const uuid = `d15c0000-0000-4000-8001-${String(this.move.id).padStart(12, '0')}`;
    const ids = { cid: contentId(this.move.id), uuid };
    yield* this.#there((volume) => createDisk(volume, vmdk, { capacityBytes, provisioning: 'eagerZeroedThick', ids }));
    this.#mustGoOn();
    const openTarget = (volume: Volume) => openDisk(volume, vmdk, { mode: 'exclusive' });
    copy.disk = yield* this.#there(openTarget, (late) =>
      this.destination.ask(
        () => late.close(),
        () => {},
      ),
    );
    this.#mustGoOn();
    yield* this.#there((volume) => volume.createFile(copy.path, { content: mark }));
    this.#mustGoOn();
    this.#reached('lockCopy');
    copy.lock = yield* this.#lockCopy(copy.path);
    this.#mustGoOn();
    yield* this.#there((volume) => volume.writeFile(vmsd, new Uint8Array(0)));
    this.#mustGoOn();
  }

  *#lockCopy(path: string): Routine<HeldLock> {
    const { mount } = this.destination;
    if (!mount) throw new GivenUpError('the destination is not mounted');
    const fileLock = yield* this.#there(
      (volume) => volume.lockFile(path),
      (late) => this.destination.unlock({ fileLock: late, mount }, () => {}),
    );
    return { fileLock, mount };
  }

  /** The guest goes on over a mirror, under which its disk is copied. */
  *#mirror(copy: Copy): Routine<void> {
    const { context, machine } = this.#options;
    const { disk } = copy;
    if (!disk) throw new Error('there is no copy to mirror to');
    this.#reached('mirror');
    yield* this.#stun();
    try {
      this.#mustGoOn();
      yield* outcomeOf<void>((told) => {
        const mirror = new MirroredDisk({
          context,
          source: machine.home,
          target: { store: this.destination, disk },
          onInSync: () => told({ value: undefined }),
          onDropped: (because) => told({ error: new GivenUpError(because) }),
        });
        copy.mirror = mirror;
        machine.exchange(mirror);
        machine.start();
        mirror.start();
        if (context.sabotage === 'commitsUnsynchronised') told({ value: undefined });
      });
    } finally {
      machine.start();
    }
    this.#mustGoOn();
    this.#reached('inSync');
  }

  #stun(): Routine<void> {
    return outcomeOf((told) => this.#options.machine.stun(() => told({ value: undefined })));
  }

  /** From here to the commit the guest stands still. */
  *#switchOver(copy: Copy): Routine<void> {
    const { machine, context } = this.#options;
    this.#reached('stun');
    yield* this.#stun();
    this.#reached('stunned');
    try {
      this.#mustGoOn();
      if (!copy.mirror?.inSync && context.sabotage !== 'commitsUnsynchronised')
        throw new GivenUpError('the copy is not the same');
      yield* this.#there(flush);
      yield* this.#commit(copy);
    } finally {
      machine.start();
    }
  }

  *#commit({ disk, lock, vmxPath }: Copy): Routine<void> {
    const { machine, onCommitted } = this.#options;
    const { home } = machine;
    this.#mustGoOn();
    if (!disk || !lock || !holds(this.destination, lock)) throw new GivenUpError('the lock of the copy is in doubt');
    if (!machine.isHeld) throw new GivenUpError('the lock of the source is in doubt');
    this.#committing = true;
    this.#reached('commit');
    if (!(yield* ask(home.store, (volume) => volume.markMoved(home.lock.fileLock))))
      throw new GivenUpError('the lock of the source was lost');
    this.#committed = true;
    machine.exchange(new PlainDisk({ store: this.destination, disk }));
    machine.moved({ vmxPath, store: this.destination, lock, disk });
    this.#reached('committed');
    this.#closeSource(home);
    onCommitted();
  }

  /** Its locks are in nobody's way, however long that takes. */
  #closeSource({ store, lock, disk }: Home): void {
    if (store.mount === lock.mount)
      store.ask(
        () => disk.close(),
        () => {},
      );
  }

  /** The VM is at its new place, and says so; of the old one only what leads here is left. */
  *#tidyUp(vmxPath: string): Routine<void> {
    const { context, machine } = this.#options;
    this.#reached('emptySource');
    yield* emptySource(context, vmxPath);
    this.#reached('clearMark');
    const { home } = machine;
    if (!holds(home.store, home.lock)) throw new GivenUpError('whoever has the lock next takes the mark away');
    yield* perform(home.store, (volume) => writeMark(volume, placeOf(home.vmxPath).path, undefined));
  }

  /** It stays where it is, and nothing is left of the copy; or a mark in its .vmx, where the copy can't be removed now. */
  *#giveUp(copy: Copy): Routine<void> {
    const { context, machine } = this.#options;
    const { home } = machine;
    this.#reached('giveUp');
    copy.mirror?.drop('it was given up');
    try {
      yield* this.#race<void>((told) => begin(this.#letGo(copy), isExpected, told));
      // Somebody else has the source's lock, and knows whether it has moved.
      if (this.#committing || !holds(home.store, home.lock)) return;
      this.#reached('discard');
      if (yield* discardDestination(context, { id: this.#id, destination: copy.vmxPath }))
        yield* this.#markSource(undefined);
    } catch (error) {
      if (!isExpected(error)) throw error;
      context.observer.log(context.host, `move ${this.move.id} leaves its copy: ${error.message}`);
    }
  }

  /** However long the destination is away: what is locked there would stand in everybody's way. */
  *#letGo({ lock, disk }: Copy): Routine<void> {
    const store = this.destination;
    if (lock) yield* letGo({ store, lock, disk });
    else if (disk) yield* ask(store, () => disk.close());
  }
}

function* flush(): Generator<{ readonly op: 'flush' }, void> {
  yield { op: 'flush' };
}
