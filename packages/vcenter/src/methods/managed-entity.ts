// What every object of the inventory can be asked.
import { moRef } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';
import type { MethodsOf } from './call.ts';
import { removeHost } from './host-connection.ts';
import { destroyVm } from './virtual-machine.ts';

export const managedEntity: MethodsOf<'ManagedEntity'> = {
  Destroy_Task(call, self) {
    switch (self.type) {
      case 'VirtualMachine':
        return destroyVm(call, moRef('VirtualMachine', self.value));
      case 'HostSystem':
        return removeHost(call.services, self.value, call.userName);
      default:
        throw fault('NotSupported', `a ${self.type} can't be destroyed yet`);
    }
  },
};
