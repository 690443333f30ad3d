// Folders, and what is made in them.
import { moRef } from '@microsphere/vim25';
import type { FolderRecord } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import type { Call, MethodsOf } from './call.ts';
import { createCluster } from './cluster.ts';
import { createVm, registerVm } from './create-vm.ts';
import { checkName } from './naming.ts';

/** The folder, if it may hold objects of this type. Faults: NotSupported, InvalidName, DuplicateName. */
function folderFor(call: Call, folderId: string, type: string, name: string): FolderRecord {
  const folder = call.services.inventory.need('Folder', folderId);
  if (!folder.childType.includes(type)) throw fault('NotSupported', `The folder "${folder.name}" holds no ${type}`);
  checkName(call.services.inventory, folderId, name);
  return folder;
}

export const folder: MethodsOf<'Folder'> = {
  CreateFolder(call, self, { name }) {
    const { inventory, instance } = call.services;
    const { childType } = folderFor(call, self.value, 'Folder', name);
    const id = instance.newId('group-f');
    inventory.put({ type: 'Folder', id, name, parent: self.value, childType });
    return moRef('Folder', id);
  },

  CreateDatacenter(call, self, { name }) {
    const { inventory, instance, events } = call.services;
    folderFor(call, self.value, 'Datacenter', name);
    const id = instance.newId('datacenter');
    const ids = {
      vmFolder: `group-v${instance.newNumber()}`,
      hostFolder: `group-h${instance.newNumber()}`,
      datastoreFolder: `group-s${instance.newNumber()}`,
      networkFolder: `group-n${instance.newNumber()}`,
    };
    const datacenter = { type: 'Datacenter', id, name, parent: self.value, ...ids } as const;
    const folder = (folderId: string, folderName: string, holds: string): FolderRecord => ({
      type: 'Folder',
      id: folderId,
      name: folderName,
      parent: id,
      childType: ['Folder', holds],
    });
    const children = [
      folder(ids.vmFolder, 'vm', 'VirtualMachine'),
      folder(ids.hostFolder, 'host', 'ComputeResource'),
      folder(ids.datastoreFolder, 'datastore', 'Datastore'),
      folder(ids.networkFolder, 'network', 'Network'),
    ];
    inventory.put(datacenter, ...children);
    events.post({
      type: 'DatacenterCreatedEvent',
      message: `Created datacenter ${name}`,
      about: datacenter,
      userName: call.userName,
      fields: {},
    });
    return moRef('Datacenter', id);
  },

  CreateClusterEx: (call, self, { name, spec }) => {
    folderFor(call, self.value, 'ComputeResource', name);
    return createCluster(call, self.value, name, spec);
  },

  CreateVM_Task: (call, self, parameters) => {
    folderFor(call, self.value, 'VirtualMachine', parameters.config.name ?? '');
    return createVm(call, self.value, parameters);
  },

  RegisterVM_Task: (call, self, parameters) => {
    const name = parameters.name ?? /([^/\]]+)\.vmx$/.exec(parameters.path)?.[1]?.trim() ?? '';
    folderFor(call, self.value, 'VirtualMachine', name);
    return registerVm(call, self.value, { ...parameters, name });
  },
};
