// A wave of failovers: from the first VM that has failed until no restart is under way and none waits any more. Users are
// told when it begins, how many VMs wait whenever that changes, and when it is over (reference: ha.md section 9 "Failover").
// That a VM runs again is an event of its own, so the number of those being restarted alone is no news.
import type { ClusterEventType } from './cluster-event.ts';
import type { Emit } from './effect.ts';
import type { Failover } from './failover.ts';

export class FailoverWave {
  readonly #emit: Emit;
  #isOpen = false;
  /** How many wait, as users were told last. */
  #told: string | undefined;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** A VM has failed. Whether a wave begins with it. */
  begin(): boolean {
    if (this.#isOpen) return false;
    this.#isOpen = true;
    this.#told = undefined;
    this.#event('com.vmware.vc.HA.ClusterFailoverActionInitiatedEvent', 'restarts failed virtual machines');
    return true;
  }

  /** @param failovers - of VMs that are to be restarted, as they stand now */
  advance(failovers: readonly Failover[]): void {
    if (!this.#isOpen) return;
    if (failovers.length === 0) {
      this.#isOpen = false;
      this.#event('com.vmware.vc.HA.ClusterFailoverActionCompletedEvent', 'no restart is under way any more');
      return;
    }
    const awaitingRoom = failovers.filter(({ waitsForRoom }) => waitsForRoom).length;
    const beingPlaced = failovers.filter(isBeingPlaced).length;
    const toBePlaced = failovers.length - awaitingRoom - beingPlaced;
    const told = `${toBePlaced} ${awaitingRoom}`;
    if (told === this.#told) return;
    this.#told = told;
    this.#event(
      'com.vmware.vc.HA.ClusterFailoverInProgressEvent',
      `is restarting ${beingPlaced}; ${toBePlaced} wait for their turn or a retry, ${awaitingRoom} for resources`,
      {
        numBeingPlaced: String(beingPlaced),
        numToBePlaced: String(toBePlaced),
        numAwaitingResource: String(awaitingRoom),
      },
    );
  }

  #event(type: ClusterEventType, message: string, args?: Readonly<Record<string, string>>): void {
    this.#emit({ kind: 'event', type, message: `vSphere HA ${message}`, ...(args ? { arguments: args } : {}) });
  }
}

/** A fault that will pass ends no attempt: what is tried again at heartbeat pace is still being restarted. */
function isBeingPlaced({ progress, transientUntil, waitsForRoom }: Failover): boolean {
  if (progress.state === 'ordered' || progress.state === 'started') return true;
  return transientUntil !== undefined && !waitsForRoom;
}
