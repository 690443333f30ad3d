// May a cluster have an EVC mode, and may a host come into one that has it? A mode is kept by hosts that have all of its features and
// whose guests have found no more than those; a host that can't be asked keeps nothing. Findings name vim25 faults; vCenter makes
// them.
import { type EvcMode, unmetFeatures } from './cpu-features.ts';

/** A host of the cluster, or one that is to be. */
export interface EvcHost {
  readonly id: string;
  readonly name: string;
  readonly connected: boolean;
  /** What its processor has, whatever it shows. */
  readonly cpuFeatures: readonly string[];
  /** What each guest may be using that runs there, or is on its way there. */
  readonly guests: readonly (readonly string[])[];
}

export interface EvcFinding {
  readonly type: 'DisconnectedHostsBlockingEVC' | 'EVCModeUnsupportedByHosts' | 'ActiveVMsBlockingEVC';
  /** Those because of which. */
  readonly hosts: readonly EvcHost[];
  readonly message: string;
}

/** What stands in the way of a mode, in the order in which it is to be looked at. */
export function checkEvcMode(mode: EvcMode, hosts: readonly EvcHost[]): EvcFinding[] {
  const found = (type: EvcFinding['type'], stands: (host: EvcHost) => boolean, message: (names: string) => string) => {
    const those = hosts.filter(stands);
    const names = those.map(({ name }) => name).join(', ');
    return those.length > 0 ? [{ type, hosts: those, message: message(names) }] : [];
  };
  return [
    ...found(
      'DisconnectedHostsBlockingEVC',
      ({ connected }) => !connected,
      (names) => `not connected, so that nobody can say what runs there: ${names}`,
    ),
    ...found(
      'EVCModeUnsupportedByHosts',
      (host) => !hasMode(mode, host),
      (names) => `processors that lack what ${mode.key} promises: ${names}`,
    ),
    ...found(
      'ActiveVMsBlockingEVC',
      (host) => runsBeyond(mode, host),
      (names) => `virtual machines that may be using more than ${mode.key} has must be powered off first, on ${names}`,
    ),
  ];
}

/** Why a host can't come into a cluster of this mode: the vim25 fault; undefined: it can. */
export function checkEvcAdmission(
  mode: EvcMode,
  host: Pick<EvcHost, 'cpuFeatures' | 'guests'>,
): 'EVCAdmissionFailedCPUFeaturesForMode' | 'EVCAdmissionFailedVmActive' | undefined {
  if (!hasMode(mode, host)) return 'EVCAdmissionFailedCPUFeaturesForMode';
  return runsBeyond(mode, host) ? 'EVCAdmissionFailedVmActive' : undefined;
}

function hasMode(mode: EvcMode, { cpuFeatures }: Pick<EvcHost, 'cpuFeatures'>): boolean {
  return unmetFeatures(mode.features, cpuFeatures).length === 0;
}

function runsBeyond(mode: EvcMode, { guests }: Pick<EvcHost, 'guests'>): boolean {
  return guests.some((required) => unmetFeatures(required, mode.features).length > 0);
}

/** Whether whatever runs in the one mode runs in the other; a cluster without a mode has no limit. */
export function isWithin(mode: EvcMode | undefined, other: EvcMode | undefined): boolean {
  if (!other) return true;
  return mode !== undefined && unmetFeatures(mode.features, other.features).length === 0;
}
