// Hosts: taken out of service and back.
import type { MethodsOf } from './call.ts';
import { disconnectHost, reconnectHost } from './host-connection.ts';
import { enterMaintenanceMode, exitMaintenanceMode } from './maintenance-mode.ts';
import { reconfigureHostForDas } from './reconfigure-host-for-das.ts';

export const hostSystem: MethodsOf<'HostSystem'> = {
  EnterMaintenanceMode_Task: ({ services, userName }, self, { timeout, evacuatePoweredOffVms = false }) =>
    enterMaintenanceMode(services, self.value, { timeoutSeconds: timeout, evacuatePoweredOffVms, userName }),
  ExitMaintenanceMode_Task: ({ services, userName }, self) => exitMaintenanceMode(services, self.value, userName),
  DisconnectHost_Task: ({ services, userName }, self) => disconnectHost(services, self.value, userName),
  ReconnectHost_Task: ({ services, userName }, self) => reconnectHost(services, self.value, userName),
  ReconfigureHostForDAS_Task: ({ services, userName }, self) => reconfigureHostForDas(services, self.value, userName),
};
