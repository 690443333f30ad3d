// What this host may do with one virtual machine. The right to run it and to write its files comes with the lock of its .vmx,
// may be in doubt while nobody can tell whether the lock is still this host's, and can be taken away at any moment: whoever
// has begun something under it asks again before each step that others would see.
import { HostFault } from '../fault.ts';

export class VmGrant {
  /** In messages: "[datastore1] web/web.vmx". */
  name: string;
  /** How often all right was taken away. */
  private revocations = 0;
  /** What that was when the lock was asked for: the lock is worth something for as long as it is the same. */
  private granted = 0;
  private closed: HostFault | undefined;
  /** Whether it is not known if the lock is still this host's. */
  inDoubt = false;

  constructor(name: string) {
    this.name = name;
  }

  /** The lock is asked for. */
  begin(): void {
    this.granted = this.revocations;
  }

  /** Somebody else may have the lock this very moment. */
  revoke(): void {
    this.revocations += 1;
    this.inDoubt = false;
  }

  /** Nothing is done with the VM any more, because of `why`. */
  close(why: HostFault): void {
    this.closed ??= why;
  }

  /** Why nothing is done with it any more, if that is so. */
  get refusal(): HostFault | undefined {
    return this.closed;
  }

  /** Fault: CannotAccessFile, or why nothing is done any more. */
  mustHold(): void {
    if (this.closed) throw this.closed;
    if (this.revocations !== this.granted) throw this.lockFault('lost');
  }

  /** Nobody executes an instruction by halves. */
  mustHoldForCertain(): void {
    this.mustHold();
    if (this.inDoubt) throw this.lockFault('does not know that it holds');
  }

  private lockFault(what: string): HostFault {
    return new HostFault('CannotAccessFile', `${this.name}: this host ${what} the lock of its files`, {
      definite: false,
    });
  }
}
