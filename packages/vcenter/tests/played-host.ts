// A host that is played by the test: it answers vCenter's requests on the real broker as a host-agent would, and keeps
// virtual machines as values. It stands in where the test is about vCenter; a real host-agent has its own tests.
import {
  DEADLINE_HEADER,
  type HostMethod,
  hostMethods,
  IDEMPOTENCY_KEY_HEADER,
  type MessageType,
  pb,
  subjects,
} from '@microsphere/proto';
import { connect, type Msg, type NatsConnection } from 'nats';
import { PlayedStorageVmotion } from './played-storage-vmotion.ts';
import { PlayedVmotion } from './played-vmotion.ts';

export interface Volume {
  readonly name: string;
  readonly uuid: string;
}

/** What hosts share: the volumes on the array. */
export class PlayedArray {
  readonly volumes: Volume[] = [];
  /** The files of virtual machines, by the path of the .vmx: what registering one elsewhere reads. */
  readonly files = new Map<string, pb.IVmRuntime>();
  /** Where virtual machines were before their files moved: what is left there leads to where they are. */
  readonly left = new Set<string>();
  /** The hosts that it serves, by name: they find one another for vMotion. */
  readonly hosts = new Map<string, PlayedHost>();
}

interface Options {
  readonly name: string;
  readonly natsUrl: string;
  readonly array: PlayedArray;
  readonly bootUuid?: string;
  readonly moref?: string;
}

export class PlayedHost {
  readonly name: string;
  readonly requests: { readonly method: string; readonly key: string; readonly request: Record<string, unknown> }[] =
    [];
  readonly vms = new Map<string, pb.IVmRuntime>();
  readonly bootUuid: string;
  fdm: pb.IFdmStatus | undefined;
  moref: string;
  /** Methods that get no answer. */
  readonly silent = new Set<string>();
  /** Methods that are refused. */
  readonly refused = new Set<HostMethod>();
  readonly vmotion: PlayedVmotion;
  readonly storageVmotion: PlayedStorageVmotion;
  /** Paths on the protected lists that it has as master: by instance UUID and datastore. */
  readonly lists = new Map<string, Map<string, string>>();
  /** Bytes free on volumes, by their names, where it is not half of them. */
  readonly free = new Map<string, number>();
  /** What the heartbeat says of the vMotion adapter and the processor. */
  adapter: pb.IVmotionAdapter | undefined;
  cpuFeatures: string[] = [];
  /** Names of volumes that it has mounted and can't reach. */
  readonly unreachable = new Set<string>();
  /** How many requests got none. */
  unanswered = 0;
  private readonly array: PlayedArray;
  private readonly mounted = new Set<string>();
  private readonly events: pb.IHostEvent[] = [];
  private readonly replies = new Map<string, Promise<Uint8Array>>();
  private sequence = 0;
  private nats: NatsConnection;

  private constructor(nats: NatsConnection, { name, array, bootUuid, moref }: Options) {
    this.nats = nats;
    this.name = name;
    this.array = array;
    this.bootUuid = bootUuid ?? `boot-1-of-${name}`;
    this.moref = moref ?? '';
    this.vmotion = new PlayedVmotion(this, array, (peer) => array.hosts.get(peer));
    this.storageVmotion = new PlayedStorageVmotion(this, array);
    array.hosts.set(name, this);
    for (const { uuid } of array.volumes) this.mounted.add(uuid);
    this.listen(subjects.standaloneRequests(name));
    if (moref !== undefined) this.listen(subjects.requests(moref));
  }

  static async start(options: Options): Promise<PlayedHost> {
    return new PlayedHost(await connect({ servers: options.natsUrl, name: options.name }), options);
  }

  async stop(): Promise<void> {
    await this.nats.close();
  }

  private listen(subject: string): void {
    this.nats.subscribe(subject, { callback: (_error, message) => this.answer(message) });
  }

  private answer(message: Msg): void {
    const method = message.subject.split('.').slice(-2).join('.') as HostMethod;
    if (this.silent.has(method)) {
      this.unanswered += 1;
      return;
    }
    const key = message.headers?.get(IDEMPOTENCY_KEY_HEADER) ?? '';
    if (!key || !message.headers?.get(DEADLINE_HEADER)) throw new Error(`${method} came without its headers`);
    let reply = this.replies.get(key);
    if (!reply) {
      reply = this.reply(method, key, message.data);
      this.replies.set(key, reply);
    }
    // A host that has stopped meanwhile answers nobody.
    void reply.then((data) => this.nats.isClosed() || message.respond(data));
  }

  private async reply(method: HostMethod, key: string, data: Uint8Array): Promise<Uint8Array> {
    const types = hostMethods[method] as unknown as {
      request: MessageType<Record<string, unknown>>;
      response: MessageType<object>;
    };
    const request = types.request.decode(data);
    this.requests.push({ method, key, request });
    try {
      const response = await this.perform(method, request);
      return pb.Reply.encode({ result: types.response.encode(response).finish() }).finish();
    } catch (error) {
      const { message: text, cause } = error as Error;
      return pb.Reply.encode({ fault: { type: String(cause), message: text, definite: true } }).finish();
    } finally {
      this.heartbeat();
    }
  }

  private perform(method: HostMethod, request: Record<string, unknown>): object | Promise<object> {
    const path = String(request.vmxPath ?? '');
    if (this.refused.has(method)) return this.fail('SystemError', `${method} is refused`);
    switch (method) {
      case 'vpxa.connect':
        this.moref = String(request.moref);
        this.listen(subjects.requests(this.moref));
        return {
          hostName: this.name,
          bootUuid: this.bootUuid,
          numCpu: 2,
          cpuMhz: 20,
          memoryMb: 64,
          datastores: this.datastores(),
        };
      case 'vpxa.readEvents': {
        const after = request.bootUuid === this.bootUuid ? Number(request.afterSequence) : 0;
        return { events: this.events.filter(({ sequence }) => (sequence ?? 0) > after) };
      }
      case 'hostd.createVmfsDatastore': {
        const name = String(request.name);
        this.array.volumes.push({ name, uuid: `uuid-of-${name}` });
        this.mounted.add(`uuid-of-${name}`);
        return { datastores: this.datastores() };
      }
      case 'hostd.rescanVmfs':
        for (const { uuid } of this.array.volumes) this.mounted.add(uuid);
        return { datastores: this.datastores() };
      case 'hostd.createVm': {
        const vmxPath = `[${request.datastore}] ${request.name}/${request.name}.vmx`;
        this.create(vmxPath, {
          vmxPath,
          instanceUuid: String(request.instanceUuid),
          name: String(request.name),
          numCpu: Number(request.numCpu),
          memorySizeMb: Number(request.memoryMb),
          memoryOverheadMb: 1,
          cpuReservationMhz: Number(request.cpuReservationMhz),
          macAddresses: (request.adapters as { macAddress: string }[]).map(({ macAddress }) => macAddress),
          disks: [this.disk(vmxPath.replace(/\.vmx$/, '.vmdk'), Number(request.diskBytes))],
        });
        return { vmxPath };
      }
      case 'hostd.createSnapshot': {
        const { disks = [], snapshots = [], currentSnapshot } = this.runtime(path);
        const uid = Math.max(0, ...(snapshots ?? []).map((snapshot) => snapshot.uid ?? 0)) + 1;
        const { name, description } = request as { name: string; description: string };
        const snapshot = { uid, parentUid: currentSnapshot ?? 0, name, description, createTime: 1_000, disks };
        const [frozen] = disks ?? [];
        const file = frozen?.fileName ?? '';
        const child = file.replace(/(-\d{6})?\.vmdk$/, `-00000${uid}.vmdk`);
        this.change(path, {
          snapshots: [...(snapshots ?? []), snapshot],
          currentSnapshot: uid,
          disks: [{ ...frozen, fileName: child, parents: [file, ...(frozen?.parents ?? [])] }],
        });
        return { uid, vm: this.runtime(path) };
      }
      case 'hostd.revertToSnapshot':
        this.change(path, { currentSnapshot: Number(request.uid), powerState: pb.PowerState.poweredOff });
        return { vm: this.runtime(path) };
      case 'hostd.removeSnapshot': {
        const snapshots = (this.runtime(path).snapshots ?? []).filter(({ uid }) => uid !== request.uid);
        this.change(path, { snapshots, currentSnapshot: snapshots.at(-1)?.uid ?? 0 });
        return { vm: this.runtime(path) };
      }
      case 'hostd.removeAllSnapshots':
        this.change(path, { snapshots: [], currentSnapshot: 0, consolidationNeeded: !request.consolidate });
        return { vm: this.runtime(path) };
      case 'hostd.consolidateVmDisks':
        this.change(path, { consolidationNeeded: false });
        return { vm: this.runtime(path) };
      case 'hostd.renameSnapshot': {
        const { uid, name, description } = request as pb.IRenameSnapshotRequest;
        const snapshots = (this.runtime(path).snapshots ?? []).map((snapshot) => {
          if (snapshot.uid !== uid) return snapshot;
          return {
            ...snapshot,
            name: name ?? snapshot.name ?? '',
            description: description ?? snapshot.description ?? '',
          };
        });
        this.change(path, { snapshots });
        return { vm: this.runtime(path) };
      }
      case 'hostd.reconfigureVm':
        if (typeof request.changeTrackingEnabled === 'boolean')
          this.change(path, { changeTrackingEnabled: request.changeTrackingEnabled });
        if (typeof request.cpuReservationMhz === 'number')
          this.change(path, { cpuReservationMhz: request.cpuReservationMhz });
        return { vm: this.runtime(path) };
      case 'hostd.queryChangedDiskAreas':
        return { startOffset: request.startOffset, length: 65_536, changedAreas: [{ start: 0, length: 65_536 }] };
      case 'hostd.answerVm': {
        const { question, ...rest } = this.runtime(path);
        if (question?.id !== request.questionId) return this.fail('InvalidArgument', `questionId: no such question`);
        this.vms.set(path, rest);
        return {};
      }
      case 'hostd.cloneVm': {
        const vmxPath = `[${request.datastore}] ${request.name}/${request.name}.vmx`;
        const adapters = request.adapters as { macAddress: string }[];
        this.vms.set(vmxPath, {
          vmxPath,
          instanceUuid: String(request.instanceUuid),
          name: String(request.name),
          numCpu: 1,
          memorySizeMb: 4,
          memoryOverheadMb: 1,
          cpuReservationMhz: Number(request.cpuReservationMhz ?? 0),
          macAddresses: adapters.map(({ macAddress }) => macAddress),
          disks: [this.disk(vmxPath.replace(/\.vmx$/, '.vmdk'), 512)],
        });
        return { vm: this.runtime(vmxPath) };
      }
      case 'hostd.powerOnVm':
        this.change(path, { powerState: pb.PowerState.poweredOn, bootTime: Date.now(), cleanPowerOff: false });
        this.event({ type: 'VmPoweredOnEvent', message: `${path} is powered on`, vmxPath: path });
        return {};
      case 'hostd.powerOffVm':
        this.change(path, { powerState: pb.PowerState.poweredOff, bootTime: 0, cleanPowerOff: true });
        this.event({ type: 'VmPoweredOffEvent', message: `${path} is powered off`, vmxPath: path });
        return {};
      case 'hostd.destroyVm':
        this.array.files.delete(path);
        this.vms.delete(path);
        return {};
      case 'hostd.unregisterVm':
        this.vms.delete(path);
        return {};
      case 'hostd.registerVm':
        this.vms.set(path, this.array.files.get(path) ?? this.fail('FileNotFound', `${path} does not exist`));
        return { vm: this.runtime(path) };
      case 'hostd.acquireTicket':
        return { ticket: 'secret', url: 'ws://127.0.0.1:9/ticket/secret' };
      case 'vmotion.prepareDestination':
        return this.vmotion.prepareDestination(request);
      case 'vmotion.initiateSource':
        return this.vmotion.initiateSource(request);
      case 'vmotion.relocateStorage':
        return this.storageVmotion.relocate(request);
      case 'vmotion.completeRelocation':
        return this.storageVmotion.completeRelocation(path);
      case 'vmotion.cancel':
        return this.storageVmotion.cancel(String(request.migrationId)) ? {} : this.vmotion.cancel(request);
      case 'vmotion.lastMigrationStatus':
        return this.storageVmotion.status(String(request.migrationId)) ?? this.vmotion.lastMigrationStatus(request);
      case 'fdm.protect':
      case 'fdm.unprotect': {
        const listed = new Set(this.fdm?.protectedVms);
        for (const { instanceUuid, vmxPath } of request.vms as pb.ProtectedVm[]) {
          const paths = this.lists.get(instanceUuid) ?? new Map<string, string>();
          const [datastore = ''] = vmxPath.split('] ');
          if (method === 'fdm.protect') paths.set(datastore, vmxPath);
          else paths.delete(datastore);
          this.lists.set(instanceUuid, paths);
          if (paths.size > 0) listed.add(instanceUuid);
          else listed.delete(instanceUuid);
        }
        this.fdm = { ...this.fdm, protectedVms: [...listed] };
        return {};
      }
      case 'fdm.configure':
      case 'hostd.resetVm':
        return {};
      default:
        return this.fail('NotSupported', `${method} is not played`);
    }
  }

  private create(vmxPath: string, vm: pb.IVmRuntime): void {
    this.vms.set(vmxPath, vm);
    this.array.files.set(vmxPath, vm);
  }

  /** Its files are elsewhere. */
  moved(former: string, vm: pb.IVmRuntime): void {
    this.vms.delete(former);
    this.array.files.delete(former);
    this.create(vm.vmxPath ?? '', vm);
  }

  private fail(type: string, message: string): never {
    throw new Error(message, { cause: type });
  }

  private runtime(vmxPath: string): pb.IVmRuntime {
    return this.vms.get(vmxPath) ?? this.fail('NotFound', `${vmxPath} is not registered`);
  }

  private disk(fileName: string, capacityBytes: number): pb.IVmDisk {
    return { fileName, capacityBytes, provisioning: pb.DiskProvisioning.thin, committedBytes: 4_096 };
  }

  change(vmxPath: string, change: Partial<pb.IVmRuntime>): void {
    this.create(vmxPath, { ...this.runtime(vmxPath), ...change });
  }

  private datastores(): pb.IDatastoreSummary[] {
    return this.array.volumes
      .filter(({ uuid }) => this.mounted.has(uuid))
      .map(({ name, uuid }) => ({
        name,
        uuid,
        accessible: !this.unreachable.has(name),
        capacityBytes: 2 ** 30,
        freeBytes: this.free.get(name) ?? 2 ** 29,
        naa: 'naa.6',
      }));
  }

  heartbeat(): void {
    if (this.moref === '' || this.nats.isClosed()) return;
    this.sequence += 1;
    const heartbeat = {
      moref: this.moref,
      hostName: this.name,
      bootUuid: this.bootUuid,
      sequence: this.sequence,
      uptimeMs: 1_000,
      vms: [...this.vms.values()],
      datastores: this.datastores(),
      ...(this.fdm ? { fdm: this.fdm } : {}),
      cpuMhz: 20,
      numCpu: 2,
      memoryMb: 64,
      eventSequence: this.events.length,
      ...(this.adapter ? { vmotion: this.adapter } : {}),
      cpuFeatures: this.cpuFeatures,
    };
    this.nats.publish(subjects.heartbeat(this.moref), pb.HostHeartbeat.encode(heartbeat).finish());
  }

  /** Something happened on this host; `heard: false`: vCenter doesn't get it on its own. */
  event(event: pb.IHostEvent, { heard = true } = {}): void {
    const numbered = {
      createdTime: Date.now(),
      ...event,
      moref: this.moref,
      bootUuid: this.bootUuid,
      sequence: this.events.length + 1,
    };
    this.events.push(numbered);
    if (heard) this.nats.publish(subjects.event(this.moref), pb.HostEvent.encode(numbered).finish());
  }
}
