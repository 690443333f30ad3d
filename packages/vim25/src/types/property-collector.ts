// Reading and watching properties: PropertyCollector, its filters, and the views that say what to look at.
import { dataObject, method } from '../descriptor.ts';

export const propertyCollectorTypes = {
  PropertySpec: dataObject('DynamicData', { type: 'string', all: 'boolean?', pathSet: 'string[]?' }),
  SelectionSpec: dataObject('DynamicData', { name: 'string?' }),
  TraversalSpec: dataObject('SelectionSpec', {
    type: 'string',
    path: 'string',
    skip: 'boolean?',
    selectSet: 'SelectionSpec[]?',
  }),
  ObjectSpec: dataObject('DynamicData', {
    obj: 'ManagedObjectReference',
    skip: 'boolean?',
    selectSet: 'SelectionSpec[]?',
  }),
  PropertyFilterSpec: dataObject('DynamicData', {
    propSet: 'PropertySpec[]',
    objectSet: 'ObjectSpec[]',
    reportMissingObjectsInResults: 'boolean?',
  }),
  RetrieveOptions: dataObject('DynamicData', { maxObjects: 'int?' }),
  RetrieveResult: dataObject('DynamicData', { token: 'string?', objects: 'ObjectContent[]' }),
  ObjectContent: dataObject('DynamicData', {
    obj: 'ManagedObjectReference',
    propSet: 'DynamicProperty[]?',
    missingSet: 'MissingProperty[]?',
  }),
  DynamicProperty: dataObject('DynamicData', { name: 'string', val: 'anyType' }),
  MissingProperty: dataObject('DynamicData', { path: 'string', fault: 'LocalizedMethodFault' }),
  MissingObject: dataObject('DynamicData', { obj: 'ManagedObjectReference', fault: 'LocalizedMethodFault' }),
  WaitOptions: dataObject('DynamicData', { maxWaitSeconds: 'int?', maxObjectUpdates: 'int?' }),
  UpdateSet: dataObject('DynamicData', {
    version: 'string',
    filterSet: 'PropertyFilterUpdate[]?',
    truncated: 'boolean?',
  }),
  PropertyFilterUpdate: dataObject('DynamicData', {
    filter: 'ManagedObjectReference',
    objectSet: 'ObjectUpdate[]?',
    missingSet: 'MissingObject[]?',
  }),
  ObjectUpdate: dataObject('DynamicData', {
    kind: 'ObjectUpdateKind',
    obj: 'ManagedObjectReference',
    changeSet: 'PropertyChange[]?',
    missingSet: 'MissingProperty[]?',
  }),
  PropertyChange: dataObject('DynamicData', { name: 'string', op: 'PropertyChangeOp', val: 'anyType?' }),
};

export const propertyCollectorManagedObjects = {
  PropertyCollector: {
    base: 'ManagedObject',
    properties: { filter: 'ManagedObjectReference[]?' },
    methods: {
      RetrievePropertiesEx: method({ specSet: 'PropertyFilterSpec[]', options: 'RetrieveOptions' }, 'RetrieveResult?'),
      ContinueRetrievePropertiesEx: method({ token: 'string' }, 'RetrieveResult'),
      CancelRetrievePropertiesEx: method({ token: 'string' }),
      CreateFilter: method({ spec: 'PropertyFilterSpec', partialUpdates: 'boolean' }, 'ManagedObjectReference'),
      WaitForUpdatesEx: method({ version: 'string?', options: 'WaitOptions?' }, 'UpdateSet?'),
      CancelWaitForUpdates: method({}),
      CreatePropertyCollector: method({}, 'ManagedObjectReference'),
      DestroyPropertyCollector: method({}),
    },
  },
  PropertyFilter: {
    base: 'ManagedObject',
    properties: { spec: 'PropertyFilterSpec', partialUpdates: 'boolean' },
    methods: { DestroyPropertyFilter: method({}) },
  },
  ViewManager: {
    base: 'ManagedObject',
    properties: { viewList: 'ManagedObjectReference[]?' },
    methods: {
      CreateContainerView: method(
        { container: 'ManagedObjectReference', type: 'string[]?', recursive: 'boolean' },
        'ManagedObjectReference',
      ),
    },
  },
  View: { base: 'ManagedObject', properties: {}, methods: { DestroyView: method({}) } },
  ManagedObjectView: { base: 'View', properties: { view: 'ManagedObjectReference[]?' }, methods: {} },
  ContainerView: {
    base: 'ManagedObjectView',
    properties: { container: 'ManagedObjectReference', type: 'string[]?', recursive: 'boolean' },
    methods: {},
  },
} as const;
