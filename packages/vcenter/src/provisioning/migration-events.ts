// What a migration says of itself. A running virtual machine is "hot"-migrated; one that is off is merely migrated; one whose files
// change their datastore is relocated, whether its host changes or not.

import type { Vim25Fault } from '@microsphere/vim25';
import { type DataObject, moRef } from '@microsphere/vim25';
import type { Finding } from '@microsphere/vmotion';
import type { DatastoreRecord, HostRecord, VmRecord } from '../inventory/records.ts';
import type { Services } from '../methods/call.ts';
import { localized } from '../vmodl/faults.ts';
import { hostArgument } from '../vpxd/event-manager.ts';
import { compatibilityFault } from './compatibility-faults.ts';

/** Who moves from where to where, and at whose wish. */
export interface Move {
  readonly vm: VmRecord;
  readonly source: HostRecord;
  readonly destination: HostRecord;
  /** Where its files are before; undefined: nobody knows. */
  readonly from: DatastoreRecord | undefined;
  /** Where its files go; undefined: they stay. */
  readonly to: DatastoreRecord | undefined;
  readonly encrypted: boolean;
  readonly userName: string;
}

const template = false;

type EventServices = Pick<Services, 'events' | 'inventory'>;

function datacenterOf({ inventory }: EventServices, { vm }: Move) {
  const datacenter = inventory.above('Datacenter', vm.id);
  return (
    datacenter && {
      _typeName: 'DatacenterEventArgument' as const,
      name: datacenter.name,
      datacenter: moRef('Datacenter', datacenter.id),
    }
  );
}

function datastoreArgument(datastore: DatastoreRecord | undefined) {
  return (
    datastore && {
      _typeName: 'DatastoreEventArgument' as const,
      name: datastore.name,
      datastore: moRef('Datastore', datastore.id),
    }
  );
}

function destinationOf(services: EventServices, move: Move) {
  return {
    template,
    destHost: hostArgument(move.destination),
    destDatacenter: datacenterOf(services, move),
    destDatastore: datastoreArgument(move.to ?? move.from),
  };
}

/** "web from esx01, datastore1 to esx02, datastore2" */
function fromTo({ vm, source, destination, from, to }: Move): string {
  const place = (host: HostRecord, datastore: DatastoreRecord | undefined) =>
    to && datastore ? `${host.name}, ${datastore.name}` : host.name;
  return `${vm.name} from ${place(source, from)} to ${place(destination, to)}`;
}

export function postMigrating(services: EventServices, move: Move): void {
  const { events } = services;
  const { vm, source, destination, encrypted, userName } = move;
  const common = { about: vm, host: source, userName };
  const fields = destinationOf(services, move);
  if (move.to) {
    events.post({ ...common, type: 'VmBeingRelocatedEvent', message: `Relocating ${fromTo(move)}`, fields });
    return;
  }
  if (vm.powerState !== 'poweredOn') {
    events.post({ ...common, type: 'VmBeingMigratedEvent', message: `Relocating ${fromTo(move)}`, fields });
    return;
  }
  if (encrypted)
    events.postExtended({
      ...common,
      eventTypeId: 'com.vmware.vc.vm.VmHotMigratingWithEncryptionEvent',
      severity: 'info',
      message: `Hot migrating ${fromTo(move)} with encryption`,
      arguments: { destHost: destination.name },
    });
  else events.post({ ...common, type: 'VmBeingHotMigratedEvent', message: `Hot migrating ${fromTo(move)}`, fields });
  const message = `Migrating ${vm.name} off host ${source.name}`;
  events.post({ ...common, type: 'VmEmigratingEvent', message, fields: { template } });
}

/** Its host is the destination from then on. */
export function postMigrated(services: EventServices, move: Move): void {
  const { vm, source, destination, userName } = move;
  services.events.post({
    type: move.to ? 'VmRelocatedEvent' : 'VmMigratedEvent',
    message: `${move.to ? 'Relocation' : 'Migration'} of ${fromTo(move)} completed`,
    about: vm,
    host: destination,
    userName,
    fields: {
      template,
      sourceHost: hostArgument(source),
      sourceDatacenter: datacenterOf(services, move),
      sourceDatastore: datastoreArgument(move.from),
    },
  });
}

export function postFailed(services: EventServices, move: Move, reason: Vim25Fault): void {
  const { vm, source, userName } = move;
  services.events.post({
    type: move.to ? 'VmRelocateFailedEvent' : 'VmFailedMigrateEvent',
    message: `Failed to ${move.to ? 'relocate' : 'migrate'} ${fromTo(move)}: ${reason.message}`,
    about: vm,
    host: source,
    userName,
    fields: { ...destinationOf(services, move), reason: localized(reason) },
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
