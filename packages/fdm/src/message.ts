// What FDM agents say to one another (proto FdmMessage; `kind` is the name of the oneof's field). Ping and pong are not
// here: the host answers those, not its agent, which is how a master tells a dead host from a dead agent.
import type { HostMoref, InstanceUuid } from './cluster.ts';
import type { Fault, HostCapacity, VmRuntime } from './vm.ts';

/** "I stand for election with this goodness", or, from a master, "I am". A master that says it no longer stands has abdicated. */
export interface ElectionBody {
  readonly kind: 'election';
  /** Connected datastores. */
  readonly datastores: number;
  readonly master: boolean;
}

export interface MasterHeartbeatBody {
  readonly kind: 'masterHeartbeat';
  readonly sequence: number;
  readonly clusterVersion: number;
}

export interface SlaveHeartbeatBody extends HostCapacity {
  readonly kind: 'slaveHeartbeat';
  readonly sequence: number;
  readonly clusterVersion: number;
  /** Every VM registered on the slave, running or not. */
  readonly vms: readonly VmRuntime[];
}

/** Master to slave: register this VM if need be and power it on. May be sent again while it is unanswered. */
export interface PowerOnBody {
  readonly kind: 'powerOn';
  readonly vmxPath: string;
  readonly instanceUuid: InstanceUuid;
  readonly attempt: number;
  /** Only register it: its restart is disabled. */
  readonly registerOnly: boolean;
}

export interface PowerOnResultBody {
  readonly kind: 'powerOnResult';
  readonly vmxPath: string;
  readonly instanceUuid: InstanceUuid;
  readonly attempt: number;
  /** Absent when the VM runs now. */
  readonly fault?: Fault;
}

/** Slave to master, before VMCP terminates a VM: could it be restarted on another host? */
export interface RestartQueryBody {
  readonly kind: 'restartQuery';
  readonly instanceUuid: InstanceUuid;
}

export interface RestartAnswerBody {
  readonly kind: 'restartAnswer';
  readonly instanceUuid: InstanceUuid;
  readonly possible: boolean;
}

export type FdmBody =
  | ElectionBody
  | MasterHeartbeatBody
  | SlaveHeartbeatBody
  | PowerOnBody
  | PowerOnResultBody
  | RestartQueryBody
  | RestartAnswerBody;

export interface FdmMessage {
  readonly from: HostMoref;
  /** New for each start of the sender: a restarted agent is not the one that was silent. */
  readonly bootUuid: string;
  readonly body: FdmBody;
}
