// What a migration says of itself. A running virtual machine is "hot"-migrated; one that is off is merely migrated.

import type { Vim25Fault } from '@microsphere/vim25';
import { type DataObject, moRef } from '@microsphere/vim25';
import type { Finding } from '@microsphere/vmotion';
import type { HostRecord, VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { localized } from '../vmodl/faults.ts';
import { hostArgument } from '../vpxd/event-manager.ts';
import { compatibilityFault } from './compatibility-faults.ts';

/** Who moves from where to where, and at whose wish. */
export interface Move {
  readonly vm: VmRecord;
  readonly source: HostRecord;
  readonly destination: HostRecord;
  readonly encrypted: boolean;
  readonly userName: string;
}

const template = false;

type EventServices = Pick<Services, 'events' | 'inventory'>;

function places({ inventory }: EventServices, { vm }: Move) {
  const datacenter = inventory.above('Datacenter', vm.id);
  const datastore = inventory.find('Datastore', vm.datastore);
  return {
    datacenter: datacenter && {
      _typeName: 'DatacenterEventArgument' as const,
      name: datacenter.name,
      datacenter: moRef('Datacenter', datacenter.id),
    },
    datastore: datastore && {
      _typeName: 'DatastoreEventArgument' as const,
      name: datastore.name,
      datastore: moRef('Datastore', datastore.id),
    },
  };
}

export function postMigrating(services: EventServices, move: Move): void {
  const { events } = services;
  const { vm, source, destination, encrypted, userName } = move;
  const { datacenter, datastore } = places(services, move);
  const common = { about: vm, host: source, userName };
  const fields = {
    template,
    destHost: hostArgument(destination),
    destDatacenter: datacenter,
    destDatastore: datastore,
  };
  const fromTo = `${vm.name} from ${source.name} to ${destination.name}`;
  if (vm.powerState !== 'poweredOn') {
    events.post({ ...common, type: 'VmBeingMigratedEvent', message: `Relocating ${fromTo}`, fields });
    return;
  }
  if (encrypted)
    events.postExtended({
      ...common,
      eventTypeId: 'com.vmware.vc.vm.VmHotMigratingWithEncryptionEvent',
      severity: 'info',
      message: `Hot migrating ${fromTo} with encryption`,
      arguments: { destHost: destination.name },
    });
  else events.post({ ...common, type: 'VmBeingHotMigratedEvent', message: `Hot migrating ${fromTo}`, fields });
  const message = `Migrating ${vm.name} off host ${source.name}`;
  events.post({ ...common, type: 'VmEmigratingEvent', message, fields: { template } });
}

/** Its host is the destination from then on. */
export function postMigrated(services: EventServices, move: Move): void {
  const { vm, source, destination, userName } = move;
  const { datacenter, datastore } = places(services, move);
  services.events.post({
    type: 'VmMigratedEvent',
    message: `Migration of ${vm.name} from ${source.name} to ${destination.name} completed`,
    about: vm,
    host: destination,
    userName,
    fields: {
      template,
      sourceHost: hostArgument(source),
      sourceDatacenter: datacenter,
      sourceDatastore: datastore,
    },
  });
}

export function postFailed(services: EventServices, move: Move, reason: Vim25Fault): void {
  const { vm, source, destination, userName } = move;
  const { datacenter, datastore } = places(services, move);
  services.events.post({
    type: 'VmFailedMigrateEvent',
    message: `Failed to migrate ${vm.name} from ${source.name} to ${destination.name}: ${reason.message}`,
    about: vm,
    host: source,
    userName,
    fields: {
      template,
      destHost: hostArgument(destination),
      reason: localized(reason),
      destDatacenter: datacenter,
      destDatastore: datastore,
    },
  });
}

/** What the checks before a migration have found, each as an event. */
export function postFindings(services: EventServices, move: Move, findings: readonly Finding[]): void {
  for (const finding of findings) postFinding(services, move, finding);
}

function postFinding({ events, inventory }: EventServices, move: Move, finding: Finding): void {
  const { vm, source, destination, userName } = move;
  const isError = finding.severity === 'error';
  const fault: DataObject<'LocalizedMethodFault'> = localized(compatibilityFault(finding, { vm, inventory }));
  const common = { message: finding.message, about: vm, host: source, userName };
  const dstHost = hostArgument(destination);
  switch (finding.test) {
    case 'sourceTests':
      events.post({
        ...common,
        type: isError ? 'MigrationErrorEvent' : 'MigrationWarningEvent',
        fields: { template, fault },
      });
      return;
    case 'resourcePoolTests': {
      const pool = inventory.need('ResourcePool', vm.resourcePool);
      const dstPool = {
        _typeName: 'ResourcePoolEventArgument',
        name: pool.name,
        resourcePool: moRef('ResourcePool', pool.id),
      } as const;
      events.post({
        ...common,
        type: isError ? 'MigrationResourceErrorEvent' : 'MigrationResourceWarningEvent',
        fields: { template, fault, dstPool, dstHost },
      });
      return;
    }
    default:
      events.post({
        ...common,
        type: isError ? 'MigrationHostErrorEvent' : 'MigrationHostWarningEvent',
        fields: { template, fault, dstHost },
      });
  }
}
