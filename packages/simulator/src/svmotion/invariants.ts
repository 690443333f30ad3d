// What must hold of VMs whose files move, whatever fails: what must hold of VMs that migrate, as far as it is not about their memory
// (vmotion/invariants.ts), and what is said of datastores here.
import { EveryoneRuns, type GuestInvariant, LedgerKept, NothingRestarted, OneCopy } from '../vmotion/invariants.ts';
import type { SvmotionCluster } from './cluster.ts';
import { folderOf, placeOf } from './place.ts';

export interface SvmotionInvariant extends Omit<GuestInvariant, 'audited'> {
  audited?(cluster: SvmotionCluster): string | undefined;
}

/** Once it is calm a VM is at one place, where its host has it, and nowhere on any datastore is anything else of it. */
export class OnePlace implements SvmotionInvariant {
  readonly name = 'OnePlace';

  audited(cluster: SvmotionCluster): string | undefined {
    for (const vm of cluster.vms) {
      const { instanceUuid } = vm;
      const place = cluster.placeOnDisk(vm);
      const home = cluster.ownerOf(vm)?.homeOf(instanceUuid);
      if (home !== place) return `${instanceUuid} runs at ${home}, and its files are at ${place}`;
      const folder = folderOf(placeOf(place).path).slice(1);
      for (const datastore of cluster.datastores) {
        const { name } = datastore;
        const wanted = name === placeOf(place).datastore ? [folder] : [];
        const found = datastore
          .list('/')
          .filter((each) => each === instanceUuid || each.startsWith(`${instanceUuid}_`));
        if (found.join() !== wanted.join())
          return `on ${name} are the folders ${found.join(', ')} of ${instanceUuid}, which is at ${place}`;
      }
    }
    return undefined;
  }
}

export function everySvmotionInvariant(): SvmotionInvariant[] {
  return [new OneCopy(), new LedgerKept(), new NothingRestarted(), new EveryoneRuns(), new OnePlace()];
}
