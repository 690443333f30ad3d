// What this host is asked for when virtual machines are to move (vim25 VMotionManager's part of a host).
import type { HostMethodHandlers } from '../vpxa/request-server.ts';
import type { Relocations } from './relocations.ts';
import type { VMotion } from './vmotion.ts';

export type VMotionHandlers = Pick<
  HostMethodHandlers,
  'vmotion.prepareDestination' | 'vmotion.initiateSource' | 'vmotion.cancel' | 'vmotion.lastMigrationStatus'
>;

export function vmotionHandlers(vmotion: VMotion, relocations: Pick<Relocations, 'hasMoved'>): VMotionHandlers {
  return {
    'vmotion.prepareDestination': (request) => vmotion.prepareDestination(request),
    'vmotion.initiateSource': (request) => vmotion.initiateSource(request),
    'vmotion.cancel': async ({ migrationId }) => {
      vmotion.cancel(migrationId);
      return {};
    },
    'vmotion.lastMigrationStatus': async ({ migrationId: id, vmxPath }) => {
      const status = vmotion.status(id);
      if (status.known || vmxPath === '' || !(await relocations.hasMoved({ id, vmxPath }))) return status;
      return { known: true, consideredSuccessful: true };
    },
  };
}
