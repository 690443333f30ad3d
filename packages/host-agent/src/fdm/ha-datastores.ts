// What vSphere HA has on this host's datastores: protected lists, poweron files and the cluster's configuration, each datastore
// with its own. Carries out the core's effects on them and answers with its events.
import type { Fault, FdmEffectOf, FdmEvent } from '@microsphere/fdm';
import type { Logger } from '@microsphere/process';
import type { Timing } from '@microsphere/proto';
import { toFault } from '../fault.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import { HaFolder } from './ha-folder.ts';
import { LatestWrite } from './latest-write.ts';
import { formatPowerOnList, parsePowerOnList, powerOnFile } from './power-on-list.ts';
import { ownerOfProtectedList, ProtectedList } from './protected-list.ts';

const CONFIGURATION = 'clusterconfig';

export interface HaDatastoresOptions {
  readonly moref: string;
  readonly cluster: string;
  readonly datastores: () => readonly Datastore[];
  readonly timing: Pick<Timing, 'fdmHeartbeatIntervalMs'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly answer: (event: FdmEvent) => void;
}

/** Of one datastore. */
interface Files {
  readonly folder: HaFolder;
  readonly list: ProtectedList;
  readonly powerOnList: LatestWrite;
  readonly configuration: LatestWrite;
}

export class HaDatastores {
  private readonly options: HaDatastoresOptions;
  private readonly known = new Map<string, Files>();
  /** Poweron files and owners that are being read: whoever asks again meanwhile gets that answer. */
  private readonly reading = new Set<string>();

  constructor(options: HaDatastoresOptions) {
    this.options = options;
  }

  /** Undefined where this host has no such datastore. */
  private files(name: string): Files | undefined {
    const { cluster, moref, datastores, log, timing } = this.options;
    const known = this.known.get(name);
    if (known) return known;
    const datastore = datastores().find((each) => each.name === name);
    if (!datastore) return undefined;
    const folder = new HaFolder(datastore, cluster);
    const latest = (file: string): LatestWrite =>
      new LatestWrite({
        write: (content) => folder.write(file, content),
        retryDelayMs: timing.fdmHeartbeatIntervalMs,
        onFailure: (err) => log.warn({ err, datastore: name }, `${folder.nameOf(file)} is not written yet`),
      });
    const files = {
      folder,
      list: new ProtectedList(folder),
      powerOnList: latest(powerOnFile(moref)),
      configuration: latest(CONFIGURATION),
    };
    this.known.set(name, files);
    return files;
  }

  /** Lets the locks go, and gives up what is not written yet. Nobody waits for a datastore that does not answer. */
  async stop(): Promise<void> {
    for (const { powerOnList, configuration } of this.known.values()) {
      powerOnList.stop();
      configuration.stop();
    }
    await Promise.all(
      [...this.known.values()].map((files) => {
        const released = this.release(files);
        return files.folder.datastore.accessible ? released : undefined;
      }),
    );
  }

  /** Every lock of this host on a datastore is gone. */
  lost(datastore: string): void {
    const list = this.known.get(datastore)?.list;
    if (!list?.locked) return;
    list.lost();
    this.options.answer({ kind: 'protectedListLost', datastore });
  }

  // Protected lists

  async lockList(datastore: string): Promise<void> {
    const { answer } = this.options;
    const refused = (owner: string) => answer({ kind: 'protectedListRefused', datastore, owner });
    const list = this.files(datastore)?.list;
    if (!list) return refused('the datastore is not accessible');
    try {
      answer({ kind: 'protectedListLocked', datastore, vms: await list.open() });
    } catch (error) {
      refused((error as Error).message);
    }
  }

  releaseList(datastore: string): void {
    const files = this.known.get(datastore);
    if (files) void this.release(files);
  }

  private async release({ folder, list }: Files): Promise<void> {
    try {
      await list.release();
    } catch (err) {
      this.options.log.warn({ err, datastore: folder.datastore.name }, 'a protectedlist was not let go');
    }
  }

  async writeList({ datastore, request, vms }: FdmEffectOf<'writeProtectedList'>): Promise<void> {
    const written = { kind: 'protectedListWritten' as const, datastore, request };
    try {
      const list = this.known.get(datastore)?.list;
      if (!list) throw new Error(`${datastore} is not there`);
      await list.write(vms);
      this.options.answer(written);
    } catch (error) {
      this.options.answer({ ...written, fault: faultOf(error) });
    }
  }

  /** Whether another host that lives holds a list. */
  async probeList(datastore: string): Promise<void> {
    await this.once(`owner of ${datastore}`, async () => {
      const folder = this.files(datastore)?.folder;
      const owner = folder ? await ownerOfProtectedList(folder) : 'inaccessible';
      this.options.answer({ kind: 'protectedListOwner', datastore, owner });
    });
  }

  private async once(what: string, read: () => Promise<void>): Promise<void> {
    if (this.reading.has(what)) return;
    this.reading.add(what);
    try {
      await read();
    } finally {
      this.reading.delete(what);
    }
  }

  // Poweron files

  /** Tried again until it is on disk. One that another has overtaken is not answered. */
  async writePowerOnList({ datastore, request, isolated, vms }: FdmEffectOf<'writePowerOnList'>): Promise<void> {
    const files = this.files(datastore);
    const answer = { kind: 'powerOnListWritten' as const, datastore, request };
    if (!files) return this.options.answer({ ...answer, fault: faultOf(new Error(`${datastore} is not there`)) });
    if ((await files.powerOnList.put(formatPowerOnList({ isolated, vms }))) === 'written') this.options.answer(answer);
  }

  readPowerOnLists({ request, host, datastores }: FdmEffectOf<'readPowerOnLists'>): void {
    for (const datastore of datastores)
      void this.once(`poweron of ${host} on ${datastore}`, async () => {
        const folder = this.files(datastore)?.folder;
        if (!folder?.datastore.accessible) return;
        try {
          const content = await folder.read(powerOnFile(host));
          if (!content) return;
          const list = parsePowerOnList(content);
          this.options.answer({ kind: 'powerOnListRead', request, host, datastore, ...list });
        } catch (err) {
          this.options.log.warn({ err, datastore }, `${folder.nameOf(powerOnFile(host))} could not be read`);
        }
      });
  }

  // The cluster's configuration

  async writeConfiguration(datastore: string, encoded: Uint8Array): Promise<void> {
    await this.files(datastore)?.configuration.put(encoded);
  }

  /** Configurations on the datastores that this host reaches, as vCenter encoded them. */
  async readConfigurations(): Promise<Uint8Array[]> {
    const found: Uint8Array[] = [];
    for (const { name, accessible } of this.options.datastores()) {
      const folder = this.files(name)?.folder;
      if (!accessible || !folder) continue;
      try {
        const content = await folder.read(CONFIGURATION);
        if (content) found.push(content);
      } catch (err) {
        this.options.log.warn({ err, datastore: name }, `${folder.nameOf(CONFIGURATION)} could not be read`);
      }
    }
    return found;
  }
}

export function faultOf(error: unknown): Fault {
  const { type, message, definite } = toFault(error);
  return { type: type ?? '', message: message ?? '', definite: definite ?? false };
}
