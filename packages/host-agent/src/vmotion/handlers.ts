// What this host is asked for when virtual machines are to move (vim25 VMotionManager's part of a host).
import { HostFault } from '../fault.ts';
import type { HostMethodHandlers } from '../vpxa/request-server.ts';

export type VMotionHandlers = Pick<
  HostMethodHandlers,
  'vmotion.prepareDestination' | 'vmotion.initiateSource' | 'vmotion.cancel' | 'vmotion.lastMigrationStatus'
>;

export function vmotionHandlers(): VMotionHandlers {
  const notYet = async (): Promise<never> => {
    throw new HostFault('NotSupported', 'this host has no vMotion yet');
  };
  return {
    'vmotion.prepareDestination': notYet,
    'vmotion.initiateSource': notYet,
    'vmotion.cancel': notYet,
    'vmotion.lastMigrationStatus': notYet,
  };
}
