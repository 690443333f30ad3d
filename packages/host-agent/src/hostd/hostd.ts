// hostd, the host's management: what each request to this host does. Requests that are not about virtual machines are
// handed to those whom they are about (vpxa, fdm, storage).
import type { pb } from '@microsphere/proto';
import { HostFault } from '../fault.ts';
import type { Fdm } from '../fdm/fdm.ts';
import type { Datastore } from '../vmkernel/datastore.ts';
import type { Storage } from '../vmkernel/storage.ts';
import type { VMotionHandlers } from '../vmotion/handlers.ts';
import type { StorageMoveHandlers } from '../vmotion/storage-moves.ts';
import type { HostMethodHandlers } from '../vpxa/request-server.ts';
import type { Vpxa } from '../vpxa/vpxa.ts';
import { cloneVmFiles } from './clone-vm.ts';
import { createVmFiles, removeVmFiles } from './create-vm.ts';
import type { Endpoint } from './endpoint.ts';
import type { HostEvcMode } from './evc-mode.ts';
import { findSnapshot } from './snapshot-list.ts';
import { folderOf } from './vm-files.ts';
import type { VmFolder } from './vm-folder.ts';
import { parseVmxPath, type VmInventory } from './vm-inventory.ts';

/** In place of a change id: all that is allocated. */
const ALLOCATED = '*';

export interface HostdOptions {
  readonly hostName: string;
  readonly bootUuid: string;
  readonly hardware: { readonly pcpuCount: number; readonly pcpuMhz: number; readonly memoryMb: number };
  readonly vms: VmInventory;
  readonly storage: Storage;
  readonly endpoint: Endpoint;
  readonly evcMode: HostEvcMode;
  readonly vpxa: () => Vpxa;
  readonly vmotion: VMotionHandlers & StorageMoveHandlers;
  /** Undefined until vCenter has given this host its id. */
  readonly fdm: () => Fdm | undefined;
}

/** The datastore with that name, or an InvalidDatastore fault. */
export function mountedDatastore(storage: Storage, name: string): Datastore {
  const datastore = storage.datastore(name);
  if (!datastore) throw new HostFault('InvalidDatastore', `this host has no datastore "${name}"`);
  return datastore;
}

export function hostMethodHandlers(options: HostdOptions): HostMethodHandlers {
  const { vms, storage, endpoint } = options;
  const fdm = (): Fdm => {
    const agent = options.fdm();
    if (!agent) throw new HostFault('HostConfigFault', `${options.hostName} is in no vCenter inventory`);
    return agent;
  };
  const datastores = (): pb.IDatastoresResponse => ({ datastores: storage.summaries() });

  const changed = async (
    vmxPath: string,
    change: (folder: Omit<VmFolder, 'revertTo'>) => Promise<void>,
  ): Promise<pb.IRegisterVmResponse> => {
    const vm = vms.get(vmxPath);
    await vm.files.change(change);
    return { vm: vm.runtime() };
  };

  return {
    'vpxa.connect': async (request) => {
      if (!request.checkOnly) options.vpxa().connect(request);
      return {
        hostName: options.hostName,
        bootUuid: options.bootUuid,
        numCpu: options.hardware.pcpuCount,
        cpuMhz: options.hardware.pcpuMhz,
        memoryMb: options.hardware.memoryMb,
        datastores: storage.summaries(),
        endpoint: endpoint.url,
        vms: vms.runtimes(),
        cpuFeatures: [...options.evcMode.cpuFeatures],
      };
    },
    'vpxa.readEvents': async (request) => ({ events: options.vpxa().readEvents(request) }),

    'hostd.createVmfsDatastore': async ({ name, naa }) => {
      await storage.createVmfsDatastore(name, naa);
      return datastores();
    },
    'hostd.rescanVmfs': async () => {
      await storage.rescan();
      return datastores();
    },

    'hostd.createVm': async (request) => {
      const datastore = mountedDatastore(storage, request.datastore);
      const path = await createVmFiles(datastore, request);
      try {
        const vm = await vms.register(`[${datastore.name}] ${path.slice(1)}`);
        return { vmxPath: vm.vmxPath };
      } catch (error) {
        // A VM that its maker could not have is nobody's; the first failure is the one to tell of.
        await removeVmFiles(datastore, path).catch(() => undefined);
        throw error;
      }
    },
    'hostd.cloneVm': async (request) => {
      const source = vms.get(request.vmxPath);
      const { datastore: name, path: sourcePath } = parseVmxPath(source.vmxPath);
      if (request.datastore !== name)
        throw new HostFault('NotSupported', `datastore: a clone is made on that of its source, "${name}"`);
      const datastore = mountedDatastore(storage, name);
      const path = await source.files.whileUnchanged(
        (files, onProgress) => cloneVmFiles(datastore, files, sourcePath, request, onProgress),
        { presentState: request.snapshotUid === 0 },
      );
      try {
        return { vm: (await vms.register(`[${name}] ${path.slice(1)}`)).runtime() };
      } catch (error) {
        await removeVmFiles(datastore, path).catch(() => undefined);
        throw error;
      }
    },
    'hostd.registerVm': async ({ vmxPath }) => ({ vm: (await vms.register(vmxPath)).runtime() }),
    'hostd.unregisterVm': async ({ vmxPath }) => {
      await vms.unregister(vmxPath);
      return {};
    },
    'hostd.powerOnVm': async ({ vmxPath }) => {
      await vms.powerOn(vmxPath, 'user');
      return {};
    },
    'hostd.powerOffVm': async ({ vmxPath }) => {
      await vms.get(vmxPath).powerOff();
      return {};
    },
    'hostd.resetVm': async ({ vmxPath }) => {
      await vms.get(vmxPath).reset();
      return {};
    },
    'hostd.shutdownGuest': async ({ vmxPath }) => {
      vms.get(vmxPath).shutdownGuest();
      return {};
    },
    'hostd.destroyVm': async ({ vmxPath }) => {
      const vm = vms.get(vmxPath);
      const { datastore: name, path } = parseVmxPath(vm.vmxPath);
      if (!vm.poweredOn) await vm.endRelocation();
      await vms.destroy(vmxPath, async () => {
        const datastore = mountedDatastore(storage, name);
        const [used] = await datastore.disksUsedElsewhere(folderOf(path));
        if (used !== undefined)
          throw new HostFault(
            'ResourceInUse',
            `[${name}] ${used.slice(1)} is what disks of linked clones descend from`,
          );
        await removeVmFiles(datastore, path);
      });
      return {};
    },
    'hostd.createSnapshot': async ({ vmxPath, name, description, memory, quiesce }) => {
      const vm = vms.get(vmxPath);
      const uid = await vm.files.createSnapshot({ name, description, memory, quiesce });
      return { uid, vm: vm.runtime() };
    },
    'hostd.revertToSnapshot': async ({ vmxPath, uid }) => {
      const vm = vms.get(vmxPath);
      await vm.files.revertToSnapshot(uid);
      return { vm: vm.runtime() };
    },
    'hostd.removeSnapshot': ({ vmxPath, uid, removeChildren, consolidate }) =>
      changed(vmxPath, (folder) => folder.removeSnapshot(uid, { removeChildren, consolidate })),
    'hostd.removeAllSnapshots': ({ vmxPath, consolidate }) =>
      changed(vmxPath, (folder) => folder.removeAllSnapshots({ consolidate })),
    'hostd.renameSnapshot': ({ vmxPath, uid, name, description }) =>
      changed(vmxPath, (folder) =>
        folder.renameSnapshot(uid, { name: name ?? undefined, description: description ?? undefined }),
      ),
    'hostd.consolidateVmDisks': ({ vmxPath }) => changed(vmxPath, (folder) => folder.consolidate()),
    'hostd.reconfigureVm': async ({ vmxPath, changeTrackingEnabled, cpuReservationMhz }) => {
      if (typeof cpuReservationMhz === 'number') await vms.get(vmxPath).reserveCpu(cpuReservationMhz);
      return changed(vmxPath, async (folder) => {
        if (typeof changeTrackingEnabled === 'boolean') await folder.trackChanges(changeTrackingEnabled);
      });
    },
    'hostd.queryChangedDiskAreas': async ({ vmxPath, snapshotUid, disk, startOffset, changeId }) => {
      const vm = vms.get(vmxPath);
      const { datastore: name, path } = parseVmxPath(vm.vmxPath);
      const datastore = mountedDatastore(storage, name);
      return await vm.files.whileUnchanged(
        async (files) => {
          const written = files.vmx.configuration.disks[disk];
          if (written === undefined)
            throw new HostFault('InvalidArgument', `deviceKey: ${vmxPath} has no disk ${disk}`);
          if (changeId !== ALLOCATED && !files.vmx.configuration.changeTrackingEnabled)
            throw new HostFault('FileFault', `${vmxPath}: changed blocks are not tracked`);
          const frozen = snapshotUid === 0 ? undefined : findSnapshot(files.snapshots, snapshotUid).disks[disk];
          const changes = await datastore.changedAreas({
            written,
            shown: frozen ? `${folderOf(path)}/${frozen.fileName}` : written,
            startBytes: startOffset,
            changeId: changeId === ALLOCATED ? undefined : changeId,
          });
          return {
            startOffset: changes.startBytes,
            length: changes.lengthBytes,
            changedAreas: changes.changedAreas.map(({ startBytes, lengthBytes }) => ({
              start: startBytes,
              length: lengthBytes,
            })),
          };
        },
        { presentState: !vm.poweredOn },
      );
    },
    'hostd.answerVm': async ({ vmxPath, questionId, answerChoice }) => {
      await vms.get(vmxPath).answer(questionId, answerChoice);
      return {};
    },
    'hostd.configureEvcMode': async ({ evcModeKey }) => {
      options.evcMode.configure(evcModeKey);
      return {};
    },
    'hostd.acquireTicket': async ({ vmxPath }) => {
      const vm = vms.get(vmxPath);
      if (!vm.poweredOn) throw new HostFault('InvalidPowerState', `${vmxPath} is powered off`);
      return endpoint.ticket(vm);
    },

    ...options.vmotion,

    'fdm.configure': async (request) => {
      fdm().configure(request);
      return {};
    },
    'fdm.protect': async ({ vms }) => {
      await fdm().protect('protectRequest', vms);
      return {};
    },
    'fdm.unprotect': async ({ vms }) => {
      await fdm().protect('unprotectRequest', vms);
      return {};
    },
  };
}
