// Tasks: what every method called ..._Task returns.
import { dataObject, method } from '../descriptor.ts';

export const taskTypes = {
  TaskReason: dataObject('DynamicData', {}),
  TaskReasonUser: dataObject('TaskReason', { userName: 'string' }),
  TaskReasonSystem: dataObject('TaskReason', {}),
  TaskInfo: dataObject('DynamicData', {
    key: 'string',
    task: 'ManagedObjectReference',
    description: 'LocalizableMessage?',
    name: 'string?',
    descriptionId: 'string',
    entity: 'ManagedObjectReference?',
    entityName: 'string?',
    locked: 'ManagedObjectReference[]?',
    state: 'TaskInfoState',
    cancelled: 'boolean',
    cancelable: 'boolean',
    error: 'LocalizedMethodFault?',
    result: 'anyType?',
    progress: 'int?',
    reason: 'TaskReason',
    queueTime: 'dateTime',
    startTime: 'dateTime?',
    completeTime: 'dateTime?',
    eventChainId: 'int',
  }),
};

export const taskManagedObjects = {
  Task: { base: 'ManagedObject', properties: { info: 'TaskInfo' }, methods: { CancelTask: method({}) } },
  TaskManager: { base: 'ManagedObject', properties: { recentTask: 'ManagedObjectReference[]?' }, methods: {} },
} as const;
