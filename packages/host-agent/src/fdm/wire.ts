// FDM's messages on the wire: the core speaks in plain values, NATS carries protobuf. A message that does not decode, or
// has no body that FDM knows, is nobody's.
import {
  type FdmBody,
  type FdmStatus,
  type HostCapacity,
  heartbeatStatuses,
  type ProtectedVm,
  type VmRuntime,
} from '@microsphere/fdm';
import { pb } from '@microsphere/proto';

/** What travels: an FDM body, or the echo request and reply that the host itself answers. */
export type WireBody =
  | FdmBody
  | { readonly kind: 'ping'; readonly nonce: number }
  | { readonly kind: 'pong'; readonly nonce: number };

export interface WireMessage {
  readonly from: string;
  readonly bootUuid: string;
  readonly body: WireBody;
}

const powerStates = { poweredOff: 0, poweredOn: 1, suspended: 2 } as const;

/** An entry of the protected list with every field its own: a decoded message has its zeros on the prototype, where JSON loses them. */
export function fdmProtectedVm(vm: pb.IProtectedVm): ProtectedVm {
  return {
    instanceUuid: vm.instanceUuid ?? '',
    vmxPath: vm.vmxPath ?? '',
    memoryMb: vm.memoryMb ?? 0,
    cpuReservationMhz: vm.cpuReservationMhz ?? 0,
  };
}

/** The part of a VM's runtime that FDM reads. */
export function fdmVmRuntime(vm: pb.IVmRuntime): VmRuntime {
  return {
    vmxPath: vm.vmxPath ?? '',
    instanceUuid: vm.instanceUuid ?? '',
    powerState: (['poweredOff', 'poweredOn', 'suspended'] as const)[vm.powerState ?? 0] ?? 'poweredOff',
    cleanPowerOff: vm.cleanPowerOff ?? false,
    guestHeartbeat: heartbeatStatuses[vm.guestHeartbeatStatus ?? 0] ?? 'gray',
    appHeartbeat: heartbeatStatuses[vm.appHeartbeatStatus ?? 0] ?? 'gray',
  };
}

/** The agent's status as heartbeats to vCenter have it. */
export function fdmStatus(status: FdmStatus): pb.IFdmStatus {
  return {
    ...status,
    protectedVms: [...status.protectedVms],
    failingOver: [...status.failingOver],
    waitingForRoom: [...status.waitingForRoom],
  };
}

export function encodeWire({ from, bootUuid, body }: WireMessage): Uint8Array {
  const message: pb.IFdmMessage = { from, bootUuid };
  switch (body.kind) {
    case 'election':
      message.election = { datastores: body.datastores, master: body.master };
      break;
    case 'masterHeartbeat':
      message.masterHeartbeat = { sequence: body.sequence, clusterVersion: body.clusterVersion };
      break;
    case 'slaveHeartbeat':
      message.slaveHeartbeat = {
        ...body,
        accessibleDatastores: [...body.accessibleDatastores],
        startingVms: [...body.startingVms],
        vms: body.vms.map(({ vmxPath, instanceUuid, powerState, cleanPowerOff, guestHeartbeat, appHeartbeat }) => ({
          vmxPath,
          instanceUuid,
          powerState: powerStates[powerState],
          cleanPowerOff,
          guestHeartbeatStatus: pb.EntityStatus[guestHeartbeat],
          appHeartbeatStatus: pb.EntityStatus[appHeartbeat],
        })),
      };
      break;
    case 'powerOn':
      message.powerOn = { ...body };
      break;
    case 'powerOnResult':
      message.powerOnResult = { ...body };
      break;
    case 'restartQuery':
      message.restartQuery = { instanceUuid: body.instanceUuid };
      break;
    case 'restartAnswer':
      message.restartAnswer = { instanceUuid: body.instanceUuid, possible: body.possible };
      break;
    case 'ping':
      message.ping = { nonce: body.nonce };
      break;
    case 'pong':
      message.pong = { nonce: body.nonce };
      break;
  }
  return pb.FdmMessage.encode(message).finish();
}

/** The message, or undefined for bytes that are none. */
export function decodeWire(data: Uint8Array): WireMessage | undefined {
  let message: pb.FdmMessage;
  try {
    message = pb.FdmMessage.decode(data);
  } catch {
    return undefined;
  }
  const body = decodeBody(message);
  return body && message.from ? { from: message.from, bootUuid: message.bootUuid, body } : undefined;
}

function decodeBody(message: pb.FdmMessage): WireBody | undefined {
  switch (message.body) {
    case 'election': {
      const { datastores, master } = pb.FdmElection.fromObject(message.election ?? {});
      return { kind: 'election', datastores, master };
    }
    case 'masterHeartbeat': {
      const { sequence, clusterVersion } = pb.FdmMasterHeartbeat.fromObject(message.masterHeartbeat ?? {});
      return { kind: 'masterHeartbeat', sequence, clusterVersion };
    }
    case 'slaveHeartbeat': {
      const heartbeat = message.slaveHeartbeat ?? {};
      const capacity: HostCapacity = {
        cpuMhz: heartbeat.cpuMhz ?? 0,
        cpuUnreservedMhz: heartbeat.cpuUnreservedMhz ?? 0,
        memoryUnreservedMb: heartbeat.memoryUnreservedMb ?? 0,
        accessibleDatastores: heartbeat.accessibleDatastores ?? [],
        startingVms: heartbeat.startingVms ?? [],
      };
      const { sequence, clusterVersion } = pb.FdmSlaveHeartbeat.fromObject({
        sequence: heartbeat.sequence,
        clusterVersion: heartbeat.clusterVersion,
      });
      return {
        kind: 'slaveHeartbeat',
        sequence,
        clusterVersion,
        vms: (heartbeat.vms ?? []).map(fdmVmRuntime),
        ...capacity,
      };
    }
    case 'powerOn': {
      const { vmxPath, instanceUuid, attempt, registerOnly } = pb.FdmPowerOn.fromObject(message.powerOn ?? {});
      return { kind: 'powerOn', vmxPath, instanceUuid, attempt, registerOnly };
    }
    case 'powerOnResult': {
      const { vmxPath, instanceUuid, attempt, fault } = pb.FdmPowerOnResult.fromObject(message.powerOnResult ?? {});
      const result = { kind: 'powerOnResult' as const, vmxPath, instanceUuid, attempt };
      if (!fault) return result;
      return {
        ...result,
        fault: { type: fault.type ?? '', message: fault.message ?? '', definite: fault.definite ?? false },
      };
    }
    case 'restartQuery':
      return { kind: 'restartQuery', instanceUuid: message.restartQuery?.instanceUuid ?? '' };
    case 'restartAnswer':
      return {
        kind: 'restartAnswer',
        instanceUuid: message.restartAnswer?.instanceUuid ?? '',
        possible: message.restartAnswer?.possible ?? false,
      };
    case 'ping':
      return { kind: 'ping', nonce: message.ping?.nonce ?? 0 };
    case 'pong':
      return { kind: 'pong', nonce: message.pong?.nonce ?? 0 };
    default:
      return undefined;
  }
}
