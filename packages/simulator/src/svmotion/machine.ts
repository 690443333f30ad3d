// A virtual machine that a host has: its guest, executed slice by slice while nothing forbids it, and its home. A guest stands still while it
// is stunned, and while nobody can tell whether the lock is held.
import type { VmFiles } from '../datastore.ts';
import type { Guest } from '../vmotion/guest.ts';
import { encodeEntry } from '../vmotion/ledger.ts';
import { type GuestDisk, PlainDisk } from './guest-disk.ts';
import { sectorOf } from './ledger.ts';
import type { Home } from './power-on.ts';
import { holds } from './store.ts';
import type { HostContext } from './world.ts';

export interface MachineOptions {
  readonly context: HostContext;
  readonly vm: VmFiles;
  readonly guest: Guest;
  readonly home: Home;
}

export class Machine {
  readonly vm: VmFiles;
  /** Paths that it may still be known by elsewhere. */
  readonly #formerPaths: string[] = [];
  readonly #context: HostContext;
  readonly #guest: Guest;
  #home: Home;
  #disk: GuestDisk;
  #inDoubt: boolean;
  #stunned = false;
  #over = false;
  #writing = false;
  #drained: (() => void) | undefined;
  /** Each time that the guest is let run: slices of earlier times are none any more. */
  #runs = 0;

  constructor({ context, vm, guest, home }: MachineOptions) {
    this.#context = context;
    this.vm = vm;
    this.#guest = guest;
    this.#home = home;
    this.#disk = new PlainDisk(home);
    this.#inDoubt = home.lock.mount.state !== 'alive';
  }

  get home(): Home {
    return this.#home;
  }

  get formerPaths(): readonly string[] {
    return this.#formerPaths;
  }

  /** Nobody comes by it any more. */
  forgetPath(vmxPath: string): void {
    const index = this.#formerPaths.indexOf(vmxPath);
    if (index >= 0) this.#formerPaths.splice(index, 1);
  }

  /** While its process does. */
  get executes(): boolean {
    return !this.#over && !this.#stunned && !this.#inDoubt;
  }

  /** It is this host's, without any doubt. */
  get isHeld(): boolean {
    return !this.#over && holds(this.#home.store, this.#home.lock);
  }

  /** What is asked of it goes there from now on; nothing is on its way. */
  exchange(disk: GuestDisk): void {
    if (this.#writing) throw new Error(`a disk of ${this.vm.instanceUuid} is exchanged while it is written to`);
    this.#disk = disk;
  }

  /** Its files are there. */
  moved(home: Home): void {
    this.#formerPaths.push(this.#home.vmxPath);
    this.#home = home;
    this.#inDoubt = home.lock.mount.state !== 'alive';
  }

  start(): void {
    this.#stunned = false;
    this.#drained = undefined;
    this.#runs += 1;
    this.#submit();
    this.#goOn();
    this.#planSlice(this.#runs);
  }

  /** The guest stands; `drained` is told when nothing of it is on its way to the disk. */
  stun(drained: () => void): void {
    this.#stunned = true;
    this.#runs += 1;
    if (this.#writing && !this.#over) this.#drained = drained;
    else drained();
  }

  /** It is no more, here. Who waits for it to stand still hears so when everybody knows. */
  stop(): void {
    this.#over = true;
    this.#context.later(0, () => this.#tellDrained());
  }

  doubt(inDoubt: boolean): void {
    this.#inDoubt = inDoubt;
    this.#goOn();
  }

  #tellDrained(): void {
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
  }

  #goOn(): void {
    const { observer, host } = this.#context;
    if (this.executes) observer.guestRuns(host, this.vm);
  }

  #planSlice(run: number): void {
    const { later, sliceMs } = this.#context;
    later(sliceMs, () => {
      if (this.#over || this.#runs !== run) return;
      if (this.executes) this.#slice();
      this.#planSlice(run);
    });
  }

  #slice(): void {
    const { observer, host } = this.#context;
    observer.guestRuns(host, this.vm);
    const acknowledged = this.#guest.execute();
    if (acknowledged) observer.acknowledged(host, this.vm, acknowledged);
    this.#submit();
  }

  #submit(): void {
    const { request } = this.#guest;
    if (!request || this.#writing || this.#over) return;
    this.#writing = true;
    this.#disk.write(sectorOf(request.index), encodeEntry(request), (ok) => {
      this.#writing = false;
      // Without the locks there is no machine any more, or soon.
      if (ok && !this.#over) this.#guest.answered();
      this.#tellDrained();
    });
  }
}
