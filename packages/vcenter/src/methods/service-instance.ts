// Service instance, sessions, search.
import { moRef } from '@microsphere/vim25';
import { ROOT_FOLDER, refOf } from '../inventory/records.ts';
import { fault } from '../vmodl/faults.ts';
import { serviceContent } from '../vpxd/service-content.ts';
import type { MethodsOf } from './call.ts';

export const serviceInstance: MethodsOf<'ServiceInstance'> = {
  RetrieveServiceContent: ({ services }) => serviceContent(services.about),
  CurrentTime: ({ services }) => new Date(services.wallClock()).toISOString(),
};

export const sessionManager: MethodsOf<'SessionManager'> = {
  Login(call, _self, { userName, password, locale }) {
    const login = { userName, password, ipAddress: call.ipAddress, locale: locale ?? 'en' };
    const { session, id } = call.services.sessions.login(login);
    call.openedSession = id;
    return session.user;
  },
  Logout(call) {
    call.services.sessions.logout(call.session);
    return undefined;
  },
};

export const searchIndex: MethodsOf<'SearchIndex'> = {
  FindByInventoryPath({ services: { inventory } }, _self, { inventoryPath }) {
    let at = ROOT_FOLDER;
    for (const name of inventoryPath.split('/').filter((part) => part !== '')) {
      const child = inventory.childNamed(at, name);
      if (!child) return undefined;
      at = child.id;
    }
    const record = inventory.get(at);
    return record && refOf(record);
  },
  FindByUuid({ services: { inventory } }, _self, { uuid, vmSearch, instanceUuid, datacenter }) {
    if (!vmSearch) throw fault('NotSupported', 'Hosts are not found by UUID');
    const vm = instanceUuid
      ? inventory.vmByInstanceUuid(uuid)
      : [...inventory.all('VirtualMachine')].find(({ biosUuid }) => biosUuid === uuid);
    const isThere = !datacenter || inventory.above('Datacenter', vm?.id ?? '')?.id === datacenter.value;
    return vm && isThere ? moRef('VirtualMachine', vm.id) : undefined;
  },
};
