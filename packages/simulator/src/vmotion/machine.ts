// A virtual machine that a host has: its guest, executed slice by slice while nothing forbids it, its locks, and its disk. A guest
// stands still while it is stunned, and while nobody can tell whether the lock is held.
import type { VirtualDisk } from '@microsphere/vmfs';
import type { VmFiles } from '../datastore.ts';
import type { HeldLock } from '../host-datastore.ts';
import type { Guest } from './guest.ts';
import { encodeEntry } from './ledger.ts';
import type { HostContext } from './world.ts';

export interface MachineOptions {
  readonly vm: VmFiles;
  readonly guest: Guest;
  /** Of the .vmx. */
  readonly lock: HeldLock;
  readonly disk: VirtualDisk;
}

export class Machine {
  readonly vm: VmFiles;
  readonly guest: Guest;
  readonly disk: VirtualDisk;
  lock: HeldLock;
  /** SDPS: of its time, the part that the guest runs. */
  share = 1;
  /** Nobody can tell whether the lock is held. */
  #inDoubt: boolean;
  readonly #context: HostContext;
  #stunned = false;
  #over = false;
  /** Whether something is on its way to the disk. */
  #writing = false;
  #drained: (() => void) | undefined;
  /** Each time that the guest is let run: slices of earlier times are none any more. */
  #runs = 0;

  constructor(context: HostContext, { vm, guest, lock, disk }: MachineOptions) {
    this.#context = context;
    this.vm = vm;
    this.guest = guest;
    this.lock = lock;
    this.disk = disk;
    this.#inDoubt = context.datastore.mount?.state !== 'alive';
  }

  /** While its process does. */
  get executes(): boolean {
    return !this.#over && !this.#stunned && !this.#inDoubt;
  }

  get stunned(): boolean {
    return this.#stunned;
  }

  /** The guest is let run from now on. */
  start(): void {
    this.#stunned = false;
    this.#drained = undefined;
    this.#runs += 1;
    this.#submit();
    this.#goOn();
    this.#planSlice(this.#runs);
  }

  /** The guest stands; `drained` is told when nothing of it is on its way to the disk, unless it is started before. */
  stun(drained: () => void): void {
    this.#stunned = true;
    this.#runs += 1;
    if (this.#writing && this.#context.sabotage !== 'doesNotDrain') this.#drained = drained;
    else drained();
  }

  /** It is no more, here. */
  stop(): void {
    this.#over = true;
  }

  doubt(inDoubt: boolean): void {
    this.#inDoubt = inDoubt;
    this.#goOn();
  }

  /** Says so where the guest goes on. */
  #goOn(): void {
    const { observer, host } = this.#context;
    if (this.executes) observer.guestRuns(host, this.vm);
  }

  #planSlice(run: number): void {
    const { later, sliceMs } = this.#context;
    later(sliceMs / this.share, () => {
      if (this.#over || this.#runs !== run) return;
      if (this.executes) this.#slice();
      this.#planSlice(run);
    });
  }

  #slice(): void {
    const { observer, host } = this.#context;
    observer.guestRuns(host, this.vm);
    const acknowledged = this.guest.execute();
    if (acknowledged) observer.acknowledged(host, this.vm, acknowledged);
    this.#submit();
  }

  /** What is in the ring goes to the disk; after a migration, again. */
  #submit(): void {
    const { request } = this.guest;
    if (!request || this.#writing || this.#over) return;
    this.#writing = true;
    const early = this.#context.sabotage === 'answersEarly';
    if (early) this.guest.answered();
    this.#context.datastore.ask(
      () => this.disk.write(request.index, encodeEntry(request)),
      (result) => {
        this.#writing = false;
        // Without the locks there is no machine any more, or soon.
        if (this.#over || 'error' in result) return;
        if (!early) this.guest.answered();
        const drained = this.#drained;
        this.#drained = undefined;
        drained?.();
      },
    );
  }
}
