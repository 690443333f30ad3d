// What is under a guest's disk: the disk itself, or, while its files move, a mirror over it and its copy. Who decides is the mirror of
// packages/vmotion; this carries it out, as packages/host-agent/src/vmotion/mirrored-disk.ts does.
import type { VirtualDisk } from '@microsphere/vmfs';
import { DiskMirror, type MirrorEffect, type MirrorEvent, type SectorRange } from '@microsphere/vmotion';
import type { HostDatastore } from '../host-datastore.ts';
import type { HostContext } from './world.ts';

export interface GuestDisk {
  /** `done`: it is on the disk, or never will be. */
  write(sector: number, bytes: Uint8Array, done: (ok: boolean) => void): void;
}

/** A disk with the datastore that it is on. */
export interface OpenDisk {
  readonly store: HostDatastore;
  readonly disk: VirtualDisk;
}

export class PlainDisk implements GuestDisk {
  readonly #at: OpenDisk;

  constructor(at: OpenDisk) {
    this.#at = at;
  }

  write(sector: number, bytes: Uint8Array, done: (ok: boolean) => void): void {
    writeTo(this.#at, { sector, bytes }, done);
  }
}

function writeTo(
  { store, disk }: OpenDisk,
  { sector, bytes }: { readonly sector: number; readonly bytes: Uint8Array },
  done: (ok: boolean) => void,
): void {
  store.ask(
    () => disk.write(sector, bytes),
    (result) => done(!('error' in result)),
  );
}

export interface MirroredDiskOptions {
  readonly context: Pick<HostContext, 'sabotage' | 'regionSectors'>;
  readonly source: OpenDisk;
  readonly target: OpenDisk;
  readonly onInSync: () => void;
  readonly onDropped: (because: string) => void;
}

interface GuestWrite {
  readonly sector: number;
  readonly bytes: Uint8Array;
  readonly done: (ok: boolean) => void;
}

export class MirroredDisk implements GuestDisk {
  readonly #options: MirroredDiskOptions;
  readonly #mirror: DiskMirror;
  readonly #writes = new Map<number, GuestWrite>();
  #ids = 0;

  constructor(options: MirroredDiskOptions) {
    this.#options = options;
    this.#mirror = new DiskMirror({
      capacitySectors: options.source.disk.capacitySectors,
      regionSectors: options.context.regionSectors,
    });
  }

  get inSync(): boolean {
    return this.#mirror.inSync;
  }

  start(): void {
    this.#take({ kind: 'start' });
  }

  drop(because: string): void {
    this.#take({ kind: 'drop', because });
  }

  write(sector: number, bytes: Uint8Array, done: (ok: boolean) => void): void {
    this.#ids += 1;
    this.#writes.set(this.#ids, { sector, bytes, done });
    this.#take({ kind: 'write', id: this.#ids, sector, sectors: 1 });
  }

  #take(event: MirrorEvent): void {
    for (const effect of this.#mirror.step(event)) this.#carryOut(effect);
  }

  #carryOut(effect: MirrorEffect): void {
    switch (effect.kind) {
      case 'copy':
        this.#copy(effect);
        break;
      case 'write':
        this.#send(effect.id, effect.target);
        break;
      case 'complete': {
        const write = this.#writes.get(effect.id);
        this.#writes.delete(effect.id);
        write?.done(effect.ok);
        break;
      }
      case 'inSync':
        this.#options.onInSync();
        break;
      case 'dropped':
        this.#options.onDropped(effect.because);
        break;
    }
  }

  #copy({ sector, sectors }: SectorRange): void {
    const { source, target } = this.#options;
    source.store.ask(
      () => source.disk.read(sector, sectors),
      (result) => {
        if ('error' in result) this.drop(result.error.message);
        else
          writeTo(target, { sector, bytes: result.value }, (ok) => {
            if (ok) this.#take({ kind: 'copied', sector });
            else this.drop('the copy can not be written to');
          });
      },
    );
  }

  #send(id: number, mirrored: boolean): void {
    const { source, target, context } = this.#options;
    const write = this.#writes.get(id);
    if (!write) throw new Error(`the mirror sends write ${id}, which nobody asked for`);
    const written = (at: 'source' | 'target') => (ok: boolean) =>
      this.#take(ok ? { kind: 'written', id, at } : { kind: 'writeFailed', id, at, because: `no ${at} any more` });
    writeTo(source, write, written('source'));
    if (!mirrored) return;
    if (context.sabotage === 'mirrorsNothing') this.#take({ kind: 'written', id, at: 'target' });
    else writeTo(target, write, written('target'));
  }
}
