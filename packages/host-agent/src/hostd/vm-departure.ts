// A virtual machine that is on its way to another host, as its own host sees it: its memory can be read while it runs, then it
// stands still, its lock and its disks are offered, and in the end it goes on here or is gone. Nothing else is done with it
// meanwhile: the queue of its requests is held. Who decides is packages/vmotion; this does what is decided.
import type { pb } from '@microsphere/proto';
import type { LockOffer, LockOffers } from '@microsphere/vmfs';
import { HostFault } from '../fault.ts';
import type { ConsoleBuffer } from './console-buffer.ts';
import { sessionOf } from './guest-session.ts';
import type { DivertedFrames, GuestMemory, RunningGuest } from './running-guest.ts';
import type { VmPower } from './vm-power.ts';
import type { VmQuestions } from './vm-question.ts';
import type { CopiedVm } from './vm-relocation.ts';

/** What another host needs to go on with it. */
export interface VmHandOver {
  /** Of the machine and its devices, without its pages. */
  readonly state: Uint8Array;
  readonly session: pb.IGuestSession;
  /** Of its .vmx. */
  readonly vmxOffer: LockOffer;
  /** Of its disks, by path on the datastore. */
  readonly diskOffers: LockOffers;
}

/** Who drives a migration hears from the VM. */
export interface MigrationListener {
  /** Somebody wants something else with it. */
  cancel(because: string): void;
  /** Its lock, or its guest, is gone. */
  lost(because: string): void;
}

export interface VmDepartureOptions {
  readonly power: VmPower;
  readonly guest: RunningGuest;
  readonly questions: Pick<VmQuestions, 'question'>;
  readonly console: ConsoleBuffer;
  /** Its files, which may go along. */
  readonly files: CopiedVm;
  readonly now: () => number;
  /** It is this host's VM no more: it is unregistered, and asked for nothing. */
  readonly onGone: (because: string) => void;
  /** The migration has ended: the queue goes on. */
  readonly onEnd: () => void;
}

export class VmDeparture {
  private readonly options: VmDepartureOptions;
  private offers: { readonly vmx: LockOffer; readonly disks: LockOffers } | undefined;
  /** The offering, while it is under way or once it was. */
  private offering: Promise<void> | undefined;
  private calledOff = false;
  private frames: DivertedFrames | undefined;

  constructor(options: VmDepartureOptions) {
    this.options = options;
  }

  get memory(): GuestMemory {
    return this.options.guest.memory;
  }

  get files(): CopiedVm {
    return this.options.files;
  }

  /**
   * Resolves when the guest stands, nothing of it is on its way to a disk, and what another host needs is on the disks; the locks
   * are not offered before `handOver`. Faults: InvalidState for one that waits for an answer or was called off; those of the disks.
   */
  async stun(): Promise<void> {
    const { guest, questions, power } = this.options;
    const fault = (what: string) => new HostFault('InvalidState', what);
    if (questions.question) throw fault('it waits for the answer to a question');
    await guest.stun('migration');
    await guest.drained();
    if (this.calledOff) throw fault('the stun was called off');
    // A wait for space ends so, too.
    if (guest.stopped) throw fault('its guest has stopped');
    this.offering = this.offer(power, guest);
    await this.offering;
  }

  private async offer(power: VmPower, guest: RunningGuest): Promise<void> {
    const disks = await guest.handOver();
    this.offers = { vmx: power.offerLock(), disks };
  }

  /** Of a stunned guest. */
  handOver(): VmHandOver {
    const { guest, power, console, now } = this.options;
    if (!this.offers) throw new Error('nothing is handed over before the guest stands');
    return {
      state: guest.memory.captureWithoutPages().bytes,
      session: sessionOf(guest, power, console, now()),
      vmxOffer: this.offers.vmx,
      diskOffers: this.offers.disks,
    };
  }

  /** False: another host has its lock. For however long the disk does not answer. Fault: CannotAccessFile where this host lost it. */
  reassert(): Promise<boolean> {
    return this.options.power.reassertLock();
  }

  /** Its guest goes on here, if it has not been stopped; a stun that is under way is called off. */
  async resume(): Promise<void> {
    const { guest } = this.options;
    this.calledOff = true;
    // What was begun on the disks is ended first; where nothing was, nothing is waited for.
    if (this.offering) {
      await this.offering.catch(() => undefined);
      await guest.takeBack();
    }
    this.frames?.takeBack();
    guest.resume('migration');
  }

  /**
   * What comes for its adapters from now on, and has come since it stands, is for the other host to give to it as soon as it goes
   * on; if it goes on here, it has not missed it.
   */
  divertFrames(to: (frame: Uint8Array) => void): void {
    this.frames = this.options.guest.divertFrames(to);
  }

  /** It is another host's, and so are Ethernet frames that come while it is removed here. */
  async surrender(because: string): Promise<void> {
    const { power, onGone } = this.options;
    const noMoreFrames = this.frames?.keep();
    onGone(because);
    await power.depart(because).finally(noMoreFrames);
  }

  /** Whatever became of it: the VM, if it is still here, is asked for other things again. */
  end(): void {
    this.options.onEnd();
  }
}
