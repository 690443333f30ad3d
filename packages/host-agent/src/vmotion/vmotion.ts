// vMotion of one host: the migrations that leave it and those that come, by their ids, and what became of the last ones. vCenter
// prepares a destination first and then tells the source; with vCenter gone the two hosts end it by themselves.
import { randomBytes } from 'node:crypto';
import type { Logger } from '@microsphere/process';
import type { pb } from '@microsphere/proto';
import type { MigrationOutcome, MigrationTiming } from '@microsphere/vmotion';
import { HostFault, toFault } from '../fault.ts';
import type { VirtualMachine } from '../hostd/virtual-machine.ts';
import type { VmArrival } from '../hostd/vm-arrival.ts';
import { parseVmxPath, type VmInventory } from '../hostd/vm-inventory.ts';
import { messageOf } from '../hostd/vm-power.ts';
import { KEY_BYTES, nfcOf, type VMotionAdapter } from './adapter.ts';
import type { CommitAnswer } from './commit.ts';
import { IncomingCopy } from './incoming-copy.ts';
import { IncomingMigration } from './incoming-migration.ts';
import { OutgoingCopy } from './outgoing-copy.ts';
import { type Departing, OutgoingMigration, type OutgoingMigrationOptions } from './outgoing-migration.ts';
import type { Relocations } from './relocations.ts';
import { SharedNothingMigration } from './shared-nothing-migration.ts';
import type { MoveStore } from './storage-move.ts';
import { wantedProvisioning } from './wanted-provisioning.ts';

/** Migrations of one host at a time, both ways together: vCenter lets 8 go (vmotion-ft.md section 0). */
export const MAX_MIGRATIONS = 16;
/** Migrations that have ended, and can be asked about. */
export const MAX_REMEMBERED_MIGRATIONS = 256;

export interface VMotionOptions {
  readonly adapter: VMotionAdapter;
  readonly vms: VmInventory;
  readonly timing: MigrationTiming & { readonly reconnectDelayMs: number };
  /** Of this host. Fault: InvalidDatastore. */
  readonly datastore: (name: string) => MoveStore;
  readonly relocations: Pick<Relocations, 'end' | 'emptySource' | 'discardDestination'>;
  /** Asks another host, by its managed-object id. */
  readonly statusAt: (moref: string, request: pb.IMigrationRequest) => Promise<pb.MigrationStatusResponse>;
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** A migration has made progress that vCenter should hear of. */
  readonly onProgress: () => void;
}

/** What is, or was, of a migration. */
interface Record {
  /** Of the source. */
  readonly vmxPath: string;
  readonly migration: Departing | IncomingMigration;
  /** At the destination: of a VM that has come with its files. */
  readonly copy?: IncomingCopy | undefined;
  /** Undefined while it is under way. */
  outcome?: MigrationOutcome;
  fault?: pb.IFault;
}

export class VMotion {
  private readonly options: VMotionOptions;
  private readonly underWay = new Map<string, Record>();
  private readonly ended = new Map<string, Record>();

  constructor(options: VMotionOptions) {
    this.options = options;
  }

  /**
   * One of the same VM that still waits for its source gives way; one that has it does not (TaskInProgress). Faults: InvalidArgument,
   * InvalidState, those of `VmInventory.expect` and `VmMigrations.arrive`.
   */
  async prepareDestination(request: pb.PrepareDestinationRequest): Promise<pb.IPrepareDestinationResponse> {
    const { adapter, vms, timing, now, log } = this.options;
    const { migrationId, vmxPath, encrypted } = request;
    const { datastore } = parseVmxPath(vmxPath);
    let vm: VirtualMachine | undefined;
    const makeRoom = async (at: string) => {
      try {
        await this.makeWay(vmxPath);
        const expected = await vms.expect(at);
        vm = expected;
        const arrival = await expected.migrations.arrive(migration, () => {
          vms.arrived(expected);
          if (at !== vmxPath) vms.alsoKnownAs(vmxPath, expected);
        });
        log.info({ vmxPath, migrationId }, `vMotion: room for it, which ${request.sourceHost} is going to send`);
        return arrival;
      } catch (error) {
        if (vm) vms.expectNoMore(vm);
        throw error;
      }
    };
    const copy = request.datastore === '' ? undefined : this.expectFiles(request, () => migration, makeRoom);
    const migration: IncomingMigration = new IncomingMigration({
      migrationId,
      vmxPath,
      datastore,
      timing,
      now,
      log,
      files: copy,
      onEnd: (outcome) => {
        adapter.expectNoMore(migrationId);
        adapter.expectNoMore(nfcOf(migrationId));
        if (vm) vms.expectNoMore(vm);
        this.end(migrationId, outcome);
      },
    });
    this.enter(migrationId, { vmxPath, migration, copy });
    copy?.await();
    const key = randomBytes(KEY_BYTES);
    if (!copy) {
      try {
        migration.begin(await makeRoom(vmxPath));
      } catch (error) {
        this.underWay.delete(migrationId);
        throw error;
      }
      const { outcome } = migration;
      if (outcome && outcome.kind !== 'migrated')
        throw new HostFault('MigrationFault', `${vmxPath} is not waited for: ${outcome.because}`);
    }
    return {
      url: adapter.expect(migrationId, { key, encrypted, accept: (socket) => migration.accept(socket) }),
      key,
      ...(copy && {
        nfcUrl: adapter.expect(nfcOf(migrationId), { key, encrypted, accept: (socket) => copy.accept(socket) }),
      }),
    };
  }

  /** Its files come first: there is room for it once they say how much it needs. Fault: InvalidDatastore. */
  private expectFiles(
    { migrationId, vmxPath, datastore, sourceMoref }: pb.PrepareDestinationRequest,
    migration: () => IncomingMigration,
    makeRoom: (vmxPath: string) => Promise<VmArrival>,
  ): IncomingCopy {
    const { timing, now, log, relocations, statusAt } = this.options;
    return new IncomingCopy({
      migrationId,
      vmxPath,
      store: this.options.datastore(datastore),
      relocations,
      timing,
      now,
      log,
      onArrive: async (at) => await migration().keep(await makeRoom(at)),
      onBegin: () => migration().begin(),
      onGivenUp: (because) => migration().giveUp(because),
      onDiscarded: () => migration().discarded(),
      inquire: async () => {
        try {
          return answerIn(await statusAt(sourceMoref, { migrationId, vmxPath }));
        } catch (error) {
          log.info({ err: error, vmxPath, migrationId }, 'vMotion: whether it has moved the source does not say');
          return 'unknown';
        }
      },
    });
  }

  /** Nobody waits for a source that was told nothing, or is gone: whoever asks for another migration of its VM knows better. */
  private async makeWay(vmxPath: string): Promise<void> {
    const sameVm = [...this.underWay.values()].filter((record) => record.vmxPath === vmxPath);
    for (const { migration } of sameVm) if (migration instanceof IncomingMigration) await migration.giveWay();
  }

  /** Resolves when the VM is at its destination. Faults: MigrationFault and what else keeps a VM from being moved. */
  async initiateSource(request: pb.InitiateSourceRequest): Promise<pb.IInitiateSourceResponse> {
    const { vms, timing, now, log, onProgress } = this.options;
    const { migrationId, vmxPath, destinationHost, url, key, encrypted, verify, datastore } = request;
    const vm = vms.get(vmxPath);
    const options: OutgoingMigrationOptions = {
      address: { migrationId, url, key, encrypted },
      vmxPath,
      datastore: vm.datastore.name,
      destinationHost,
      verify,
      timing,
      now,
      log,
      onProgress,
    };
    const migration: Departing =
      datastore === '' ? new OutgoingMigration(options) : this.withFiles(request, vm.datastore.name, options);
    this.enter(migrationId, { vmxPath, migration });
    let outcome: MigrationOutcome;
    try {
      const departure = await vm.migrations.depart(migration, () => vms.departed(vm));
      outcome = await migration.run(departure);
    } catch (error) {
      this.end(migrationId, { kind: 'failed', because: messageOf(error) }, toFault(error));
      throw error;
    }
    if (outcome.kind === 'migrated') {
      this.end(migrationId, outcome);
      return { migration: migration.progress(), vmxPath: migration.arrivedAt ?? '' };
    }
    const fault = new HostFault('MigrationFault', `${vmxPath}: ${outcome.because}`);
    this.end(migrationId, outcome, toFault(fault));
    throw fault;
  }

  private withFiles(
    request: pb.InitiateSourceRequest,
    sourceDatastore: string,
    options: OutgoingMigrationOptions,
  ): SharedNothingMigration {
    const { relocations } = this.options;
    const { migrationId, datastore, nfcUrl: url } = request;
    const { address, timing, now, log, onProgress } = options;
    const copy: OutgoingCopy = new OutgoingCopy({
      migrationId,
      address: { ...address, migrationId: nfcOf(migrationId), url },
      source: this.options.datastore(sourceDatastore),
      datastore,
      wanted: wantedProvisioning(request),
      relocations,
      timing,
      now,
      log,
      onProgress,
      onStopped: (because) => memory.cancel(because),
    });
    const memory = new OutgoingMigration({ ...options, files: copy });
    return new SharedNothingMigration({ migrationId, copy, memory, now });
  }

  /** Either end. Faults: NotFound, InvalidState once its lock is offered. */
  cancel(migrationId: string): void {
    const { migration } = this.underWay.get(migrationId) ?? {};
    if (!migration) throw new HostFault('NotFound', `migration ${migrationId} is not under way on this host`);
    migration.mustBeCancellable();
    migration.cancel('it was cancelled');
  }

  /** VMotionManager.retrieveLastVmMigrationStatus. */
  status(migrationId: string): pb.IMigrationStatusResponse {
    const record = this.underWay.get(migrationId) ?? this.ended.get(migrationId);
    if (!record) return { known: false };
    const { outcome, fault, migration, vmxPath, copy } = record;
    const migrated = outcome?.kind === 'migrated';
    const isDestination = migration instanceof IncomingMigration;
    const { moved } = migration;
    // It may be busy with what it has left.
    const stays = !isDestination && moved === 'never';
    // Then the disk alone knows.
    if (outcome && moved === 'unknown') return { known: false };
    const here = migrated && isDestination ? this.options.vms.find(copy?.vmxPath ?? vmxPath) : undefined;
    return {
      known: true,
      underWay: outcome === undefined && !stays,
      // A destination that could not go on with the guest has its lock all the same, or its files.
      consideredSuccessful: migrated || moved === 'committed' || (outcome?.kind === 'lost' && isDestination),
      ...(fault ? { fault } : {}),
      ...(here ? { vm: here.runtime() } : {}),
    };
  }

  /** Nobody can tell whether this host still has its locks on a datastore. */
  datastoreInDoubt(datastore: Pick<MoveStore, 'name'>): void {
    for (const { copy } of this.underWay.values()) copy?.datastoreInDoubt(datastore);
  }

  private enter(migrationId: string, record: Record): void {
    if (!/^[A-Za-z0-9._:-]{1,128}$/.test(migrationId))
      throw new HostFault('InvalidArgument', `migrationId: ${JSON.stringify(migrationId)} is none`);
    if (this.underWay.has(migrationId) || this.ended.has(migrationId))
      throw new HostFault('InvalidArgument', `migrationId: there is, or was, a migration ${migrationId} already`);
    if (this.underWay.size >= MAX_MIGRATIONS)
      throw new HostFault('InvalidState', `${MAX_MIGRATIONS} migrations are under way on this host`);
    this.underWay.set(migrationId, record);
  }

  private end(migrationId: string, outcome: MigrationOutcome, fault?: pb.IFault): void {
    const record = this.underWay.get(migrationId);
    if (!record) return;
    this.underWay.delete(migrationId);
    record.outcome = outcome;
    if (fault) record.fault = fault;
    else if (outcome.kind !== 'migrated')
      record.fault = toFault(new HostFault('MigrationFault', `${record.vmxPath}: ${outcome.because}`));
    this.ended.set(migrationId, record);
    const [oldest] = this.ended.keys();
    if (this.ended.size > MAX_REMEMBERED_MIGRATIONS && oldest !== undefined) this.ended.delete(oldest);
  }
}

/** What a source says of its switch. */
function answerIn({ known, underWay, consideredSuccessful }: pb.IMigrationStatusResponse): CommitAnswer {
  if (consideredSuccessful) return 'committed';
  return known && !underWay ? 'never' : 'unknown';
}
