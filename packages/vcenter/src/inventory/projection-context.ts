// What projections of records have in common: what they may look at, and the fields that all managed entities share.
import type { Assessment } from '@microsphere/fdm';
import type { DataObject, ManagedObjectReference } from '@microsphere/vim25';
import type { AlarmStates } from '../alarm/alarm-manager.ts';
import { type AlarmStatus, worst } from '../alarm/expression.ts';
import type { HostReport, VmReport } from '../vpxd/host-report.ts';
import type { Inventory } from './inventory.ts';
import { type ClusterRecord, type InventoryRecord, refOf, type VmRecord } from './records.ts';

/** What is known beyond the records. */
export interface RuntimeView {
  report(hostId: string): HostReport | undefined;
  /** What a host's processor shows a guest that is started there. */
  cpuFeatures(hostId: string): readonly string[];
  /** What it has. */
  cpuCapability(hostId: string): readonly string[];
  /** When the host started, milliseconds since the epoch. */
  hostBootTime(hostId: string): number | undefined;
  /** What the owner of a VM said last. */
  vm(vmId: string): VmReport | undefined;
  /** The availability state of a host (vim25 ClusterDasFdmAvailabilityState), and the master that says so. */
  dasState(hostId: string): { readonly state: string; readonly reporter: string | undefined } | undefined;
  /** How a cluster stands to its admission control policy; undefined where it has none. */
  admission(cluster: ClusterRecord): Assessment | undefined;
  /** Whether the protected list on disk has a VM; undefined where there is no HA. */
  dasProtected(vm: VmRecord): boolean | undefined;
  /** Whether the master is restarting a VM; undefined where there is no HA. */
  dasFailingOver(vm: VmRecord): boolean | undefined;
  /** What is wrong with the configuration of an entity, as the events that told of it. */
  configIssues(record: InventoryRecord): readonly DataObject<'Event'>[];
  /** Tasks of an entity that still run. */
  runningTasks(entityId: string): readonly ManagedObjectReference[];
  /** The alarms of an entity and of what is below it. */
  alarms(record: InventoryRecord): AlarmStates;
  wallClock(): number;
}

export interface ProjectionContext {
  readonly inventory: Inventory;
  readonly runtime: RuntimeView;
}

/** Its overall status is the worst of `status`, of its configuration's and of the alarms that it has triggered itself. */
export function entity(
  record: InventoryRecord,
  { inventory, runtime }: ProjectionContext,
  status: AlarmStatus = 'green',
) {
  const parent = record.parent === undefined ? undefined : inventory.get(record.parent);
  const { declared, triggered } = runtime.alarms(record);
  const own = triggered.filter((state) => state.entity.value === record.id).map(({ overallStatus }) => overallStatus);
  const issues = runtime.configIssues(record);
  const configStatus: AlarmStatus = issues.length > 0 ? 'yellow' : 'green';
  return {
    name: record.name,
    parent: parent && refOf(parent),
    overallStatus: worst([status, configStatus, ...own]),
    configStatus,
    configIssue: issues,
    recentTask: runtime.runningTasks(record.id),
    declaredAlarmState: declared,
    triggeredAlarmState: triggered,
  };
}

export function refs(records: readonly InventoryRecord[]): ManagedObjectReference[] {
  return records.map(refOf);
}

export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
