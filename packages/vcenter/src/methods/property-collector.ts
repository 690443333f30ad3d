// Property collectors, filters, views and event collectors: each belongs to the session that made it.
import { isManagedObjectName, type ManagedObjectReference } from '@microsphere/vim25';
import type { PropertyCollector } from '../property-collector/property-collector.ts';
import { notFound } from '../property-collector/traversal.ts';
import { fault } from '../vmodl/faults.ts';
import { checkedCount, type EventHistoryCollector, MAX_PAGE_EVENTS, matches } from '../vpxd/event-history-collector.ts';
import type { Call, MethodsOf } from './call.ts';

function collectorOf({ session }: Call, self: ManagedObjectReference): PropertyCollector {
  const collector = session.collector(self.value);
  if (!collector) throw notFound(self);
  return collector;
}

export const propertyCollector: MethodsOf<'PropertyCollector'> = {
  RetrievePropertiesEx: (call, self, { specSet, options }) => collectorOf(call, self).retrieve(specSet, options),
  ContinueRetrievePropertiesEx: (call, self, { token }) => collectorOf(call, self).continueRetrieve(token),
  CancelRetrievePropertiesEx(call, self, { token }) {
    collectorOf(call, self).cancelRetrieve(token);
    return undefined;
  },
  CreateFilter: (call, self, { spec, partialUpdates }) => collectorOf(call, self).createFilter(spec, partialUpdates),
  WaitForUpdatesEx: (call, self, { version, options }) =>
    collectorOf(call, self).waitForUpdates(version, options, call.signal),
  CancelWaitForUpdates(call, self) {
    collectorOf(call, self).cancelWait();
    return undefined;
  },
  CreatePropertyCollector: ({ session }) => session.createCollector().ref,
  DestroyPropertyCollector({ session }, self) {
    if (!session.destroyObject(self.value))
      throw fault('NotSupported', "a session's default property collector can't be destroyed");
    return undefined;
  },
};

export const propertyFilter: MethodsOf<'PropertyFilter'> = {
  DestroyPropertyFilter({ session }, self) {
    if (!session.destroyFilter(self.value)) throw notFound(self);
    return undefined;
  },
};

export const viewManager: MethodsOf<'ViewManager'> = {
  CreateContainerView({ session, services }, _self, { container, type, recursive }) {
    if (!services.objects.find('ManagedEntity', container.value)) throw notFound(container);
    const unknown = type?.find((name) => !isManagedObjectName(name));
    if (unknown !== undefined)
      throw fault('InvalidArgument', `no managed object type "${unknown}"`, { invalidProperty: 'type' });
    return session.createView({ container, type: type ?? [], recursive }).ref;
  },
};

export const view: MethodsOf<'View'> = {
  DestroyView({ session }, self) {
    if (!session.destroyObject(self.value)) throw notFound(self);
    return undefined;
  },
};

export const eventManager: MethodsOf<'EventManager'> = {
  CreateCollectorForEvents: ({ session, services }, _self, { filter }) =>
    session.createHistory(filter, services.events).ref,
  QueryEvents({ services: { events, objects } }, _self, { filter }) {
    const limit = filter.maxCount === undefined ? MAX_PAGE_EVENTS : checkedCount(filter.maxCount);
    return events.all.filter((event) => matches(event, filter, objects)).slice(-limit);
  },
};

function historyOf({ session }: Call, self: ManagedObjectReference): EventHistoryCollector {
  const history = session.history(self.value);
  if (!history) throw notFound(self);
  return history;
}

export const historyCollector: MethodsOf<'HistoryCollector'> = {
  DestroyCollector({ session }, self) {
    if (!session.destroyObject(self.value)) throw notFound(self);
    return undefined;
  },
  ResetCollector(call, self) {
    historyOf(call, self).reset();
    return undefined;
  },
  RewindCollector(call, self) {
    historyOf(call, self).rewind();
    return undefined;
  },
  SetCollectorPageSize(call, self, { maxCount }) {
    historyOf(call, self).setPageSize(maxCount);
    return undefined;
  },
};

export const eventHistoryCollector: MethodsOf<'EventHistoryCollector'> = {
  ReadNextEvents: (call, self, { maxCount }) => historyOf(call, self).readNext(maxCount),
  ReadPreviousEvents: (call, self, { maxCount }) => historyOf(call, self).readPrevious(maxCount),
};
