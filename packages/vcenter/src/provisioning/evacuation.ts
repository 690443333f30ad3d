// Moves virtual machines off a host that enters maintenance mode, each by a migration of its own through the common queue. A host
// that a virtual machine could not be moved to is not tried again: what can't move stays, for somebody to shut down.
import type { ManagedObjectReference } from '@microsphere/vim25';
import type { VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { bestDestination } from './destination.ts';
import { beginMigration } from './migration.ts';

const task = { descriptionId: 'VirtualMachine.migrate', name: 'MigrateVM_Task' };

export class Evacuation {
  private readonly services: Services;
  private readonly userName: string;
  /** Hosts that each virtual machine was to go to, by their ids. */
  private readonly tried = new Map<string, Set<string>>();
  private readonly tasks: ManagedObjectReference[] = [];

  constructor(services: Services, userName: string) {
    this.services = services;
    this.userName = userName;
  }

  /** Begins to move those that are idle and that some host takes. To be called again whenever something has changed. */
  moveAway(vms: readonly VmRecord[]): void {
    for (const vm of vms) {
      if (this.services.busy.has(vm.instanceUuid)) continue;
      const tried = this.tried.get(vm.id) ?? new Set();
      const destination = bestDestination(this.services, vm, ({ id }) => !tried.has(id));
      if (!destination) continue;
      this.tried.set(vm.id, tried.add(destination.id));
      const { userName } = this;
      this.tasks.push(
        beginMigration(this.services, { ...task, vm, destination, priority: 'defaultPriority', userName }),
      );
    }
  }

  /** What is still under way is not wanted any more; what is past the point of no return goes on. */
  end(): void {
    for (const { value } of this.tasks) this.services.tasks.cancelIfPossible(value);
  }
}
