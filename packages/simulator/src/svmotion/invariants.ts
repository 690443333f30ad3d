// What must hold of VMs whose files move, whatever fails: what must hold of VMs that migrate, as far as it is not about their memory
// (vmotion/invariants.ts), and what is said of datastores here.
import { EveryoneRuns, type GuestInvariant, LedgerKept, NothingRestarted, OneCopy } from '../vmotion/invariants.ts';
import type { SvmotionCluster } from './cluster.ts';

export interface SvmotionInvariant extends Omit<GuestInvariant, 'audited'> {
  audited?(cluster: SvmotionCluster): string | undefined;
}

/** Once it is calm a VM is at one place, where its host has it; whatever else there is of it on any datastore nobody can take for it. */
export class OnePlace implements SvmotionInvariant {
  readonly name = 'OnePlace';

  audited(cluster: SvmotionCluster): string | undefined {
    for (const vm of cluster.vms) {
      const { instanceUuid } = vm;
      const place = cluster.placeOnDisk(vm);
      const home = cluster.ownerOf(vm)?.homeOf(instanceUuid);
      if (home !== place) return `${instanceUuid} runs at ${home}, and its files are at ${place}`;
      const [other] = cluster.leftovers(vm).filter((vmxPath) => cluster.isStartable(vmxPath));
      if (other !== undefined) return `${instanceUuid} is at ${place}, and at ${other}`;
    }
    return undefined;
  }
}

/**
 * Of moves that have succeeded nothing is left. What is of no use to anybody may be left where a host lost its locks with something under way, and
 * of a move that failed because its destination was out of reach, when the next one goes elsewhere.
 */
export class NothingLeft implements SvmotionInvariant {
  readonly name = 'NothingLeft';
  #nothingLost = true;

  lost(): void {
    this.#nothingLost = false;
  }

  audited(cluster: SvmotionCluster): string | undefined {
    if (!this.#nothingLost || cluster.counts.failed > 0) return undefined;
    const [left] = cluster.vms.flatMap((vm) => cluster.leftovers(vm));
    return left && `${left} is left, though nothing has failed`;
  }
}

export function everySvmotionInvariant(): SvmotionInvariant[] {
  return [
    new OneCopy(),
    new LedgerKept(),
    new NothingRestarted(),
    new EveryoneRuns(),
    new OnePlace(),
    new NothingLeft(),
  ];
}
