// What must hold of VMs that migrate, whatever fails. Each invariant is an object that hears what happens and sees the world from
// outside; what it finds broken it says in one sentence.
import type { HostMoref, InstanceUuid } from '@microsphere/fdm';
import type { MigrationOutcome } from '@microsphere/vmotion';
import type { VmFiles } from '../datastore.ts';
import type { LedgerEntry } from './guest.ts';
import { Acknowledged } from './ledger.ts';
import type { LossCause, Migration } from './world.ts';

type Broken = string | undefined;

/** What is to be seen of a cluster from outside. */
export interface GuestCluster {
  readonly vms: readonly VmFiles[];
  readonly hosts: readonly {
    readonly moref: HostMoref;
    executes(vm: InstanceUuid): boolean;
    has(vm: InstanceUuid): boolean;
    migrates(vm: InstanceUuid): boolean;
  }[];
  /** The ledger of a VM as it is on the disk. */
  entriesOf(vm: VmFiles): readonly LedgerEntry[];
}

/** Of guests, however they, or their files, move. */
export interface GuestInvariant {
  readonly name: string;
  guestRuns?(cluster: GuestCluster, host: HostMoref, vm: VmFiles): Broken;
  booted?(host: HostMoref, vm: VmFiles, entries: readonly LedgerEntry[]): Broken;
  acknowledged?(host: HostMoref, vm: VmFiles, entry: LedgerEntry): Broken;
  lost?(host: HostMoref, vm: VmFiles, cause: LossCause): void;
  /** The faults are over, and time has passed. */
  settled?(cluster: GuestCluster): Broken;
  /** What lies on the disks at the end. */
  audited?(cluster: GuestCluster): Broken;
}

export interface VmotionInvariant extends GuestInvariant {
  arrived?(migration: Migration, pages: { readonly left: Uint32Array; readonly arrived: Uint32Array }): Broken;
  ended?(migration: Migration, host: HostMoref, outcome: MigrationOutcome): Broken;
}

/** No two copies of a VM ever execute. */
export class OneCopy implements GuestInvariant {
  readonly name = 'OneCopy';

  guestRuns({ hosts }: GuestCluster, host: HostMoref, { instanceUuid }: VmFiles): Broken {
    const others = hosts.filter((other) => other.moref !== host && other.executes(instanceUuid));
    return others.length > 0
      ? `${instanceUuid} executes on ${host} and on ${others.map(({ moref }) => moref)}`
      : undefined;
  }
}

/** What a guest has told the world is on its disk is there, once. */
export class LedgerKept implements GuestInvariant {
  readonly name = 'LedgerKept';
  readonly #ledgers = new Map<InstanceUuid, Acknowledged>();

  #ledger({ instanceUuid }: VmFiles): Acknowledged {
    const ledger = this.#ledgers.get(instanceUuid) ?? new Acknowledged();
    this.#ledgers.set(instanceUuid, ledger);
    return ledger;
  }

  acknowledged(host: HostMoref, vm: VmFiles, entry: LedgerEntry): Broken {
    const broken = this.#ledger(vm).acknowledge(entry);
    return broken && `${vm.instanceUuid} on ${host}: ${broken}`;
  }

  booted(host: HostMoref, vm: VmFiles, entries: readonly LedgerEntry[]): Broken {
    const broken = this.#ledger(vm).adopt(entries);
    return broken && `${vm.instanceUuid} booted on ${host}: ${broken}`;
  }

  audited(cluster: GuestCluster): Broken {
    for (const vm of cluster.vms) {
      const broken = this.#ledger(vm).check(cluster.entriesOf(vm));
      if (broken) return `${vm.instanceUuid}: ${broken}`;
    }
    return undefined;
  }
}

/** What begins to run at the destination is, page for page, what was stunned at the source. */
export class SamePages implements VmotionInvariant {
  readonly name = 'SamePages';

  arrived({ id }: Migration, { left, arrived }: { readonly left: Uint32Array; readonly arrived: Uint32Array }): Broken {
    const different = left.findIndex((content, page) => arrived[page] !== content);
    return different < 0 ? undefined : `migration ${id}: page ${different} is not what it was`;
  }
}

/** A guest whose memory nobody has destroyed is never started from its disk. */
export class NothingRestarted implements GuestInvariant {
  readonly name = 'NothingRestarted';
  /** VMs that run, as far as nobody has lost them. */
  readonly #running = new Set<InstanceUuid>();

  booted(host: HostMoref, { instanceUuid }: VmFiles): Broken {
    return this.#running.has(instanceUuid)
      ? `${instanceUuid} was started on ${host}, though nothing had ended it`
      : undefined;
  }

  guestRuns(_cluster: GuestCluster, _host: HostMoref, { instanceUuid }: VmFiles): Broken {
    this.#running.add(instanceUuid);
    return undefined;
  }

  lost(_host: HostMoref, { instanceUuid }: VmFiles): void {
    this.#running.delete(instanceUuid);
  }
}

/** The two ends of a migration do not both claim the VM. */
export class OneOutcome implements VmotionInvariant {
  readonly name = 'OneOutcome';
  readonly #outcomes = new Map<number, { readonly host: HostMoref; readonly kind: MigrationOutcome['kind'] }>();

  ended({ id, source }: Migration, host: HostMoref, { kind }: MigrationOutcome): Broken {
    const other = this.#outcomes.get(id);
    this.#outcomes.set(id, { host, kind });
    if (!other) return undefined;
    const [atSource, atDestination] = host === source ? [kind, other.kind] : [other.kind, kind];
    const contradictory = atSource === 'failed' && atDestination === 'migrated';
    return contradictory
      ? `migration ${id} ${atSource} at its source, and ${atDestination} at its destination`
      : undefined;
  }
}

/** Once the faults are over each VM executes on one host, which is nobody's to take. */
export class EveryoneRuns implements GuestInvariant {
  readonly name = 'EveryoneRuns';

  settled({ vms, hosts }: GuestCluster): Broken {
    for (const { instanceUuid } of vms) {
      const owners = hosts.filter((host) => host.has(instanceUuid)).map(({ moref }) => moref);
      const executing = hosts.filter((host) => host.executes(instanceUuid)).map(({ moref }) => moref);
      const migrating = hosts.filter((host) => host.migrates(instanceUuid)).map(({ moref }) => moref);
      if (owners.length !== 1 || executing.length !== 1 || migrating.length > 0)
        return `${instanceUuid} is had by ${owners}, executes on ${executing}, and migrates on ${migrating}`;
    }
    return undefined;
  }
}

export function everyVmotionInvariant(): VmotionInvariant[] {
  return [
    new OneCopy(),
    new LedgerKept(),
    new SamePages(),
    new NothingRestarted(),
    new OneOutcome(),
    new EveryoneRuns(),
  ];
}
