// The kinds of documents in vCenter's database.
import type { DataObject } from '@microsphere/vim25';
import type { HealthStatus, HealthUpdateProvider } from '../infra-update-ha/health.ts';
import type { InventoryRecord } from '../inventory/records.ts';

export interface Documents {
  /** One document, "vcenter": which vCenter this is, and the number that the next managed object gets. */
  instance: { readonly instanceUuid: string; readonly nextNumber: number };
  /** The inventory, by managed-object id. */
  inventory: InventoryRecord;
  /** The managed-object id that a host name has, or will have: the same one if adding it was interrupted. */
  hostId: { readonly id: string };
  task: DataObject<'TaskInfo'>;
  event: DataObject<'Event'>;
  /** The last event of each host that has been taken in, by managed-object id. */
  eventCursor: { readonly bootUuid: string; readonly sequence: number };
  /** The numbers of alarms, by name; the definitions are in the program. */
  alarm: { readonly id: string };
  /** Alarms that are triggered, by their key: "alarm-3.host-12". */
  alarmState: DataObject<'AlarmState'>;
  /** By id. */
  healthUpdateProvider: HealthUpdateProvider;
  /** What proactive HA said last of a host, by managed-object id. */
  hostHealth: { readonly status: HealthStatus };
  /** By the SHA-256 digest of the session id: the file does not open sessions. */
  session: DataObject<'UserSession'>;
}
