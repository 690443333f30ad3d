// The settings of vSphere HA as people read them: what happens when, not which field has which value. Pure.
import type { ExactDataObject } from '@microsphere/vim25';
import { table } from '../terminal/table.ts';
import type { HaSettings, VmOverride } from './show.ts';

type VmSettings = ExactDataObject<'ClusterDasVmSettings'>;
type VmReadiness = ExactDataObject<'ClusterVmReadiness'>;

export function printHaSettings(settings: HaSettings): string {
  return [
    heading(settings),
    cluster(settings),
    overrides(settings),
    list('RULE', settings.rules),
    options(settings),
    heartbeats(settings),
    warnings(settings),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ cluster: name, version, dasConfig }: HaSettings): string {
  return `vSphere HA of cluster "${name}" is ${dasConfig.enabled ? 'on' : 'off'}; hosts are told version ${version} of its configuration`;
}

function cluster(settings: HaSettings): string {
  const { dasConfig, defaultVmReadiness } = settings;
  const defaults = dasConfig.defaultVmSettings;
  const isProtecting = dasConfig.vmComponentProtecting === 'enabled';
  return table([
    ['WHAT', 'SETTING'],
    ['host monitoring', dasConfig.hostMonitoring === 'disabled' ? 'disabled: nothing is restarted' : 'enabled'],
    ['restart priority', `${defaults?.restartPriority ?? 'medium'}; ${ready(defaults, defaultVmReadiness)}`],
    ['isolation response', defaults?.isolationResponse ?? 'none'],
    ['VM monitoring', monitoring(dasConfig.vmMonitoring, defaults)],
    ['VM component protection', isProtecting ? protection(defaults) : 'disabled'],
    ['admission control', admission(settings)],
  ]);
}

function ready(settings: VmSettings | undefined, readiness: VmReadiness | undefined): string {
  const { readyCondition = 'none', postReadyDelay = 0 } = readiness ?? {};
  const delay = postReadyDelay > 0 ? ` and ${postReadyDelay} s` : '';
  if (readyCondition === 'none')
    return `the next priority starts when a host was found${postReadyDelay > 0 ? `, ${postReadyDelay} s later` : ''}`;
  return `the next priority starts at ${readyCondition}${delay}, after ${settings?.restartPriorityTimeout ?? 600} s at the latest`;
}

function monitoring(level: string | undefined, settings: VmSettings | undefined): string {
  if (level === undefined || level === 'vmMonitoringDisabled') return 'disabled';
  const {
    failureInterval = 30,
    minUpTime = 120,
    maxFailures = 3,
    maxFailureWindow = -1,
  } = settings?.vmToolsMonitoringSettings ?? {};
  const window = maxFailureWindow === -1 ? 'in all' : `in ${maxFailureWindow} s`;
  return `${level}: reset after ${failureInterval} s of silence, ${maxFailures} times ${window}, from ${minUpTime} s after power-on`;
}

function protection(settings: VmSettings | undefined): string {
  const {
    vmStorageProtectionForAPD: apd = 'disabled',
    vmStorageProtectionForPDL: pdl = 'disabled',
    vmTerminateDelayForAPDSec: delay = 180,
    vmReactionOnAPDCleared: cleared = 'none',
  } = settings?.vmComponentProtectionSettings ?? {};
  const after = apd.startsWith('restart') ? ` ${delay} s after the timeout (on a return before: ${cleared})` : '';
  return `APD: ${apd}${after}; PDL: ${pdl}`;
}

function admission({ dasConfig, failoverHosts }: HaSettings): string {
  const { admissionControlEnabled, admissionControlPolicy: policy, failoverLevel } = dasConfig;
  if (!admissionControlEnabled) return 'off';
  switch (policy?._typeName) {
    case 'ClusterFailoverResourcesAdmissionControlPolicy': {
      const {
        autoComputePercentages,
        cpuFailoverResourcesPercent: cpu,
        memoryFailoverResourcesPercent: memory,
      } = policy;
      return autoComputePercentages
        ? `a percentage, for ${failures(policy.failoverLevel ?? 1)}`
        : `${cpu} % of the CPU and ${memory} % of the memory`;
    }
    case 'ClusterFailoverHostAdmissionControlPolicy':
      return `failover hosts: ${failoverHosts.join(', ') || 'none is named'}`;
    case 'ClusterFailoverLevelAdmissionControlPolicy':
      return `slots, for ${failures(policy.failoverLevel)}`;
    default:
      return failoverLevel === undefined ? `a percentage, for ${failures(1)}` : `slots, for ${failures(failoverLevel)}`;
  }
}

function failures(count: number): string {
  return count === 1 ? '1 host failure' : `${count} host failures`;
}

function overrides({ overrides: all }: HaSettings): string {
  if (all.length === 0) return '';
  return table([['VIRTUAL MACHINE', 'ITS OWN'], ...all.map((override) => [override.vm, own(override)])]);
}

/** "restart priority high, isolation response none" */
function own({ settings, readiness }: VmOverride): string {
  const monitored = settings?.vmToolsMonitoringSettings;
  const isMonitored = monitored?.clusterSettings === false;
  const guarded = settings?.vmComponentProtectionSettings;
  const parts: readonly (readonly [string, string | number | undefined])[] = [
    ['restart priority', settings?.restartPriority],
    ['priority timeout', settings?.restartPriorityTimeout],
    ['isolation response', settings?.isolationResponse],
    ['ready', readiness?.readyCondition],
    ['ready delay', readiness?.postReadyDelay],
    ['VM monitoring', isMonitored ? monitored.vmMonitoring : undefined],
    ['failure interval', isMonitored ? monitored.failureInterval : undefined],
    ['resets', isMonitored ? monitored.maxFailures : undefined],
    ['window', isMonitored ? monitored.maxFailureWindow : undefined],
    ['APD', guarded?.vmStorageProtectionForAPD],
    ['APD delay', guarded?.vmTerminateDelayForAPDSec],
    ['on a return', guarded?.vmReactionOnAPDCleared],
    ['PDL', guarded?.vmStorageProtectionForPDL],
  ];
  const inherited = [undefined, -1, 'clusterRestartPriority', 'clusterIsolationResponse', 'clusterDefault'];
  const said = parts.filter(([, value]) => !inherited.includes(value) && value !== 'useClusterDefault');
  return said.map(([name, value]) => `${name} ${value}`).join(', ') || 'nothing';
}

function options({ options: all }: HaSettings): string {
  if (all.length === 0) return '';
  return table([['OPTION', 'VALUE', ''], ...all.map(({ key, value, remark }) => [key, value, remark])]);
}

function heartbeats({ dasConfig, heartbeatDatastores, preferredDatastores }: HaSettings): string {
  if (!dasConfig.enabled) return '';
  const preferred = preferredDatastores.length > 0 ? `; preferred: ${preferredDatastores.join(', ')}` : '';
  const policy = `Heartbeat datastores (${dasConfig.hBDatastoreCandidatePolicy ?? ''}${preferred})`;
  if (heartbeatDatastores.length === 0) return `${policy}: none`;
  const rows = heartbeatDatastores.map(({ datastore, hosts }) => [datastore, hosts.join(', ')]);
  return `${policy}\n${table([['DATASTORE', 'HOSTS'], ...rows])}`;
}

function warnings({ configIssues }: HaSettings): string {
  if (configIssues.length === 0) return '';
  return table([['OF', 'WARNING'], ...configIssues.map(({ object, message }) => [object, message])]);
}

function list(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [heading, ...lines].join('\n');
}
