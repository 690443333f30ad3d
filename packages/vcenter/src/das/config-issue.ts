// What is wrong with the vSphere HA of a cluster and of its hosts, as vCenter warns of it. There are two kinds: what the
// configuration says itself (an option that does not exist, a policy that can't be kept, too few heartbeat datastores), and what has been told by an event
// and not been taken back by another one (an isolation address that does not answer). Pure.
import {
  type HeartbeatCandidate,
  hostsShortOfHeartbeatDatastores,
  type PolicyProblem,
  parseAdvancedOptions,
} from '@microsphere/fdm';
import type { DataObject, EventName, HaEventId } from '@microsphere/vim25';
import type { ClusterRecord, HostRecord } from '../inventory/records.ts';

/** vSphere says nothing of options that it does not know: this id is ours (docs/DIVERGENCE.md). */
export const ADVANCED_OPTION_IGNORED = 'com.microsphere.HA.AdvancedOptionIgnored';

export interface ConfigIssue {
  /** Tells it from the other issues of its object. */
  readonly key: string;
  readonly about: ClusterRecord | HostRecord;
  readonly message: string;
  readonly event: 'HostNoRedundantManagementNetworkEvent' | HaEventId | typeof ADVANCED_OPTION_IGNORED;
}

export interface ConfigView {
  readonly cluster: ClusterRecord;
  /** Hosts that take part in vSphere HA. */
  readonly hosts: readonly HostRecord[];
  readonly heartbeatCandidates: readonly HeartbeatCandidate[];
  /** Why its admission control policy can never be kept. */
  readonly policyProblems: readonly PolicyProblem[];
}

/** What the configuration of a cluster says itself; nothing while vSphere HA is off. */
export function configIssues({ cluster, hosts, heartbeatCandidates, policyProblems }: ConfigView): ConfigIssue[] {
  const { dasConfig } = cluster;
  if (dasConfig.enabled !== true) return [];
  const { options, problems } = parseAdvancedOptions(
    (dasConfig.option ?? []).map(({ key, value }) => ({ key, value: String(value ?? '') })),
  );
  const issues: ConfigIssue[] = problems.map(({ key, problem }) => ({
    key: `option ${key} ${problem}`,
    about: cluster,
    message: `The vSphere HA advanced option ${key} of cluster ${cluster.name} is ignored: ${problem}`,
    event: ADVANCED_OPTION_IGNORED,
  }));
  for (const problem of policyProblems)
    issues.push({
      key: `policy ${problem.kind}`,
      about: cluster,
      message: `The vSphere HA admission control policy of cluster ${cluster.name} can never be kept: ${problemText(problem)}`,
      event: 'com.vmware.vc.HA.InsufficientFailoverLevelEvent',
    });
  const issue = (host: HostRecord, event: ConfigIssue['event'], message: string) =>
    issues.push({ key: `${event} ${message}`, about: host, message, event });
  const wanted = options.heartbeatDatastoresPerHost;
  const chosen = heartbeatCandidates.filter(({ uuid }) => cluster.heartbeatDatastores.includes(uuid));
  const ids = hosts.map(({ id }) => id);
  const short = hostsShortOfHeartbeatDatastores(ids, chosen, wanted);
  for (const host of hosts) {
    const { name, datastores } = host;
    // Every host has one network adapter for management.
    if (!options.ignoreRedundantNetWarning)
      issue(
        host,
        'HostNoRedundantManagementNetworkEvent',
        `Host ${name} in cluster ${cluster.name} currently has no management network redundancy`,
      );
    if (datastores.length === 0)
      issue(
        host,
        'com.vmware.vc.HA.HostHasNoMountedDatastores',
        `Host ${name} in cluster ${cluster.name} has no mounted datastores: vSphere HA can protect no virtual machine there`,
      );
    const count = short.get(host.id);
    if (count !== undefined && !options.ignoreInsufficientHeartbeatDatastores)
      issue(
        host,
        'com.vmware.vc.HA.HeartbeatDatastoreNotSufficient',
        `The number of vSphere HA heartbeat datastores for host ${name} in cluster ${cluster.name} is ${count}, which is less than required: ${wanted}`,
      );
  }
  return issues;
}

function problemText(problem: PolicyProblem): string {
  switch (problem.kind) {
    case 'tooFewHosts':
      return `${problem.failoverLevel} host failures are to be survived, and no more hosts than that can be counted on`;
    case 'everythingKept':
      return 'all of a resource is to stay unreserved';
    case 'noFailoverHost':
      return 'no failover host is named';
    case 'unknownFailoverHost':
      return `failover host ${problem.host} is not in the cluster`;
  }
}

type Event = DataObject<'Event'>;

/** What events tell of, until another one takes it back. */
interface Latch {
  readonly opens: EventName | HaEventId;
  readonly closes: readonly (EventName | HaEventId)[];
  readonly of: 'cluster' | 'host';
}

const latches: readonly Latch[] = [
  {
    opens: 'InsufficientFailoverResourcesEvent',
    closes: ['FailoverLevelRestored', 'DasAdmissionControlDisabledEvent', 'DasDisabledEvent'],
    of: 'cluster',
  },
  {
    opens: 'com.vmware.vc.HA.VcCannotFindMasterEvent',
    closes: ['com.vmware.vc.HA.VcConnectedToMasterEvent', 'DasDisabledEvent'],
    of: 'cluster',
  },
  {
    opens: 'HostIsolationIpPingFailedEvent',
    closes: ['com.vmware.vc.HA.AllIsoAddrsPingable', 'HostDasDisabledEvent'],
    of: 'host',
  },
  {
    opens: 'com.vmware.vc.HA.HostHasNoIsolationAddrsDefined',
    closes: ['com.vmware.vc.HA.AllIsoAddrsPingable', 'HostIsolationIpPingFailedEvent', 'HostDasDisabledEvent'],
    of: 'host',
  },
  {
    opens: 'com.vmware.vc.HA.HostAgentErrorEvent',
    closes: ['com.vmware.vc.HA.HostDasAgentHealthyEvent', 'HostDasDisabledEvent'],
    of: 'host',
  },
  { opens: 'HostDasErrorEvent', closes: ['HostDasEnabledEvent', 'HostDasDisabledEvent'], of: 'host' },
];

/** The type of an event, or the id of an EventEx. */
export function eventTypeOf(event: Event): string {
  return event._typeName === 'EventEx' ? event.eventTypeId : event._typeName;
}

/** The issues of one object that its events have told of: those before, and the event that has come now. */
export function latched(before: ReadonlyMap<string, Event>, event: Event, of: Latch['of']): ReadonlyMap<string, Event> {
  const type = eventTypeOf(event);
  const mine = latches.filter((latch) => latch.of === of);
  const opens = mine.some((latch) => latch.opens === type);
  const closed = new Set<string>(mine.filter(({ closes }) => closes.some((each) => each === type)).map((l) => l.opens));
  if (!opens && closed.size === 0) return before;
  const issues = new Map([...before].filter(([, issue]) => !closed.has(eventTypeOf(issue))));
  // Addresses fail one by one.
  const detail = event._typeName === 'HostIsolationIpPingFailedEvent' ? event.isolationIp : '';
  if (opens) issues.set(`${type} ${detail}`, event);
  return issues;
}
