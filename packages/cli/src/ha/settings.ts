// The settings of vSphere HA as people write them, in a lab.yaml and on the command line alike: vSphere's own words where it has
// some, names where vim25 has references, seconds as vSphere publishes them.
import { clusterDasConfigInfoHBDatastoreCandidates, clusterDasConfigInfoVmMonitoringStates } from '@microsphere/vim25';
import { z } from 'zod';

export const restartPriorities = ['highest', 'high', 'medium', 'low', 'lowest', 'disabled'] as const;
export const isolationResponses = ['none', 'powerOff', 'shutdown'] as const;
export const readyConditions = ['none', 'poweredOn', 'guestHbStatusGreen', 'appHbStatusGreen'] as const;
export const apdReactions = ['disabled', 'warning', 'restartConservative', 'restartAggressive'] as const;
export const pdlReactions = ['disabled', 'warning', 'restartAggressive'] as const;
export const apdClearedReactions = ['none', 'reset'] as const;
export const admissionPolicies = ['off', 'slots', 'percentage', 'failoverHosts'] as const;

/** The presets of VM monitoring in the vSphere Client (reference: ha.md section 7). */
export const monitoringPresets = {
  high: { failureInterval: 30, minUpTime: 120, maxFailures: 3, maxFailureWindow: 3_600 },
  medium: { failureInterval: 60, minUpTime: 120, maxFailures: 3, maxFailureWindow: 86_400 },
  low: { failureInterval: 120, minUpTime: 120, maxFailures: 3, maxFailureWindow: 604_800 },
} as const;
export const sensitivities = ['high', 'medium', 'low'] as const;

const seconds = z.int().min(0).max(1_000_000);
const percent = z.int().min(0).max(100);

/** What a virtual machine can have of its own; in a cluster, what the others have. */
const perVm = {
  priority: z.enum(restartPriorities).describe('Restart priority'),
  priorityTimeoutSeconds: seconds.describe('How long lower priorities wait for it to be ready'),
  isolationResponse: z.enum(isolationResponses).describe('What a host that is isolated does with it'),
  ready: z.enum(readyConditions).describe('When lower priorities, and what depends on it, may start'),
  readyDelaySeconds: seconds.describe('How long after that'),
  vmMonitoring: z
    .enum(clusterDasConfigInfoVmMonitoringStates)
    .describe('Whether it is reset when its tools, or its application, fall silent'),
  sensitivity: z.enum(sensitivities).describe('How soon: after 30, 60 or 120 s, 3 times in an hour, a day or a week'),
  onApd: z.enum(apdReactions).describe('What becomes of it when all paths to its storage are down'),
  apdDelaySeconds: seconds.describe('How long after the timeout of the paths it is terminated'),
  onApdCleared: z.enum(apdClearedReactions).describe('What becomes of it when a path is back before that'),
  onPdl: z.enum(pdlReactions).describe('What becomes of it when its storage is lost for good'),
};

export const vmHaSettings = z.strictObject(perVm).partial();
export type VmHaSettings = z.infer<typeof vmHaSettings>;

export const clusterHaSettings = z
  .strictObject({
    enabled: z.boolean().describe('Whether vSphere HA is on'),
    vmComponentProtecting: z
      .boolean()
      .describe('Whether anything is done about lost storage; on where a reaction is not "disabled"'),
    hostMonitoring: z.boolean().describe('Whether virtual machines of a host that failed are restarted'),
    ...perVm,
    admissionControl: z
      .enum(admissionPolicies)
      .describe('What is kept free for a failover: slots, a percentage, or whole hosts; nothing'),
    hostFailures: z.int().min(0).max(96).describe('Host failures to tolerate'),
    cpuPercent: percent.describe('CPU that is kept free, instead of as much as the host failures take'),
    memoryPercent: percent.describe('Memory that is kept free, likewise'),
    failoverHosts: z.array(z.string()).describe('Hosts that are kept free'),
    toleratedPercent: percent.describe('Performance that virtual machines may lose after a failure; more is warned of'),
    heartbeatDatastores: z.array(z.string()).describe('Datastores that are preferred for heartbeats'),
    heartbeatPolicy: z
      .enum(clusterDasConfigInfoHBDatastoreCandidates)
      .describe('Whether others may be chosen for heartbeats'),
    options: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .describe('Advanced options: "das.isolationaddress0: vcenter"'),
  })
  .partial();
export type ClusterHaSettings = z.infer<typeof clusterHaSettings>;
