// The requests that a host answers, each with its message types: one table for both ends of the wire.
import { type MessageType, pb } from './messages.ts';

function method<Q, QI, S, SI>(request: MessageType<Q, QI>, response: MessageType<S, SI>) {
  return { request, response };
}

/** `service.method` as in the subject host.<moref>.<service>.<method>. */
export const hostMethods = {
  'vpxa.connect': method(pb.ConnectHostRequest, pb.ConnectHostResponse),
  'vpxa.readEvents': method(pb.ReadEventsRequest, pb.ReadEventsResponse),
  'hostd.createVm': method(pb.CreateVmRequest, pb.CreateVmResponse),
  'hostd.cloneVm': method(pb.CloneVmRequest, pb.RegisterVmResponse),
  'hostd.registerVm': method(pb.VmRequest, pb.RegisterVmResponse),
  'hostd.unregisterVm': method(pb.VmRequest, pb.Empty),
  'hostd.powerOnVm': method(pb.VmRequest, pb.Empty),
  'hostd.powerOffVm': method(pb.VmRequest, pb.Empty),
  'hostd.resetVm': method(pb.VmRequest, pb.Empty),
  'hostd.shutdownGuest': method(pb.VmRequest, pb.Empty),
  'hostd.destroyVm': method(pb.VmRequest, pb.Empty),
  'hostd.createSnapshot': method(pb.CreateSnapshotRequest, pb.CreateSnapshotResponse),
  'hostd.revertToSnapshot': method(pb.RevertToSnapshotRequest, pb.RegisterVmResponse),
  'hostd.removeSnapshot': method(pb.RemoveSnapshotRequest, pb.RegisterVmResponse),
  'hostd.removeAllSnapshots': method(pb.RemoveAllSnapshotsRequest, pb.RegisterVmResponse),
  'hostd.renameSnapshot': method(pb.RenameSnapshotRequest, pb.RegisterVmResponse),
  'hostd.consolidateVmDisks': method(pb.VmRequest, pb.RegisterVmResponse),
  'hostd.reconfigureVm': method(pb.ReconfigureVmRequest, pb.RegisterVmResponse),
  'hostd.queryChangedDiskAreas': method(pb.QueryChangedDiskAreasRequest, pb.QueryChangedDiskAreasResponse),
  'hostd.answerVm': method(pb.AnswerVmRequest, pb.Empty),
  'hostd.createVmfsDatastore': method(pb.CreateVmfsDatastoreRequest, pb.DatastoresResponse),
  'hostd.rescanVmfs': method(pb.Empty, pb.DatastoresResponse),
  'hostd.acquireTicket': method(pb.VmRequest, pb.TicketResponse),
  'hostd.configureEvcMode': method(pb.ConfigureEvcModeRequest, pb.Empty),
  'vmotion.prepareDestination': method(pb.PrepareDestinationRequest, pb.PrepareDestinationResponse),
  'vmotion.initiateSource': method(pb.InitiateSourceRequest, pb.InitiateSourceResponse),
  'vmotion.cancel': method(pb.MigrationRequest, pb.Empty),
  'vmotion.lastMigrationStatus': method(pb.MigrationRequest, pb.MigrationStatusResponse),
  'vmotion.relocateStorage': method(pb.RelocateStorageRequest, pb.RelocateStorageResponse),
  'vmotion.completeRelocation': method(pb.CompleteRelocationRequest, pb.Empty),
  'fdm.configure': method(pb.ConfigureClusterRequest, pb.Empty),
  'fdm.protect': method(pb.ProtectVmsRequest, pb.Empty),
  'fdm.unprotect': method(pb.ProtectVmsRequest, pb.Empty),
};

export type HostMethods = typeof hostMethods;
export type HostMethod = keyof HostMethods;
export type RequestOf<M extends HostMethod> = Parameters<HostMethods[M]['request']['encode']>[0];
export type DecodedRequestOf<M extends HostMethod> = ReturnType<HostMethods[M]['request']['decode']>;
export type ResponseOf<M extends HostMethod> = Parameters<HostMethods[M]['response']['encode']>[0];
export type DecodedResponseOf<M extends HostMethod> = ReturnType<HostMethods[M]['response']['decode']>;

/** NATS header that names a request: a host that has answered a key answers it again with the same reply. */
export const IDEMPOTENCY_KEY_HEADER = 'Idempotency-Key';
/** NATS header: milliseconds since the epoch after which nobody waits for the answer any more. */
export const DEADLINE_HEADER = 'Deadline';
