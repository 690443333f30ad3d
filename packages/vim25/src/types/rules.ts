// Groups and rules of a cluster: which virtual machines run on which hosts, which apart, and which are restarted after which.
import { dataObject } from '../descriptor.ts';

export const ruleTypes = {
  ClusterGroupInfo: dataObject('DynamicData', { name: 'string', userCreated: 'boolean?', uniqueID: 'string?' }),
  ClusterVmGroup: dataObject('ClusterGroupInfo', { vm: 'ManagedObjectReference[]?' }),
  ClusterHostGroup: dataObject('ClusterGroupInfo', { host: 'ManagedObjectReference[]?' }),
  ClusterGroupSpec: dataObject('ArrayUpdateSpec', { info: 'ClusterGroupInfo?' }),
  ClusterRuleInfo: dataObject('DynamicData', {
    key: 'int?',
    status: 'ManagedEntityStatus?',
    enabled: 'boolean?',
    name: 'string?',
    mandatory: 'boolean?',
    userCreated: 'boolean?',
    inCompliance: 'boolean?',
    ruleUuid: 'string?',
  }),
  ClusterVmHostRuleInfo: dataObject('ClusterRuleInfo', {
    vmGroupName: 'string?',
    affineHostGroupName: 'string?',
    antiAffineHostGroupName: 'string?',
  }),
  ClusterAffinityRuleSpec: dataObject('ClusterRuleInfo', { vm: 'ManagedObjectReference[]' }),
  ClusterAntiAffinityRuleSpec: dataObject('ClusterRuleInfo', { vm: 'ManagedObjectReference[]' }),
  ClusterDependencyRuleInfo: dataObject('ClusterRuleInfo', { vmGroup: 'string', dependsOnVmGroup: 'string' }),
  ClusterRuleSpec: dataObject('ArrayUpdateSpec', { info: 'ClusterRuleInfo?' }),
};
