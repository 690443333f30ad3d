// How healthy a host is by what its providers said last, and what proactive HA does about it. Pure.
import type { DataObject } from '@microsphere/vim25';
import type { InfraUpdateHaConfig } from './config.ts';

/** vim25 ManagedEntityStatus; gray: nobody has said anything. */
export type HealthStatus = 'gray' | 'green' | 'yellow' | 'red';

/** A provider with all that it was told and has said. */
export interface HealthUpdateProvider {
  readonly name: string;
  readonly infos: readonly DataObject<'HealthUpdateInfo'>[];
  /** Managed-object ids of the hosts that it watches. */
  readonly monitored: readonly string[];
  /** The last one of each host and HealthUpdateInfo. */
  readonly updates: readonly DataObject<'HealthUpdate'>[];
  readonly filters: Readonly<Record<string, HealthFilter>>;
}

/** Health updates that are not listened to: these, of these hosts. */
export interface HealthFilter {
  readonly name: string;
  readonly infoIds: readonly string[];
  readonly entities: readonly string[];
}

const bySeverity: readonly HealthStatus[] = ['gray', 'green', 'yellow', 'red'];

function isFiltered(provider: HealthUpdateProvider, { entity, healthUpdateInfoId }: DataObject<'HealthUpdate'>) {
  return Object.values(provider.filters).some(
    ({ infoIds, entities }) => infoIds.includes(healthUpdateInfoId) && entities.includes(entity.value),
  );
}

/** The worst of what the providers of its cluster said of a host, filtered conditions left out. */
export function healthOf(hostId: string, providers: readonly HealthUpdateProvider[]): HealthStatus {
  const statuses = providers
    .filter(({ monitored }) => monitored.includes(hostId))
    .flatMap((provider) =>
      provider.updates
        .filter((update) => update.entity.value === hostId && !isFiltered(provider, update))
        .map(({ status }) => status),
    );
  return statuses.reduce<HealthStatus>(
    (worst, status) => (bySeverity.indexOf(status) > bySeverity.indexOf(worst) ? status : worst),
    'gray',
  );
}

/** What is wrong with a host, in the words of its providers. */
export function remediations(hostId: string, providers: readonly HealthUpdateProvider[]): string[] {
  return providers.flatMap((provider) =>
    provider.updates
      .filter(({ entity, status }) => entity.value === hostId && (status === 'yellow' || status === 'red'))
      .filter((update) => !isFiltered(provider, update))
      .map(({ remediation }) => remediation),
  );
}

/** What is to be done about a host: an automated cluster does it, a manual one leaves it to its administrator. */
export function remediationOf(
  { enabled, behavior, moderateRemediation, severeRemediation, providers }: InfraUpdateHaConfig,
  health: HealthStatus,
): 'none' | 'QuarantineMode' | 'MaintenanceMode' {
  if (!enabled || behavior !== 'Automated' || !providers?.length) return 'none';
  const configured = { gray: 'none', green: 'none', yellow: moderateRemediation, red: severeRemediation }[health];
  return configured === 'QuarantineMode' || configured === 'MaintenanceMode' ? configured : 'none';
}

/** The list of updates after new ones: one of each host and condition, the newest. */
export function withUpdates(
  before: readonly DataObject<'HealthUpdate'>[],
  posted: readonly DataObject<'HealthUpdate'>[],
): readonly DataObject<'HealthUpdate'>[] {
  const key = ({ entity, healthUpdateInfoId }: DataObject<'HealthUpdate'>) => `${entity.value} ${healthUpdateInfoId}`;
  return [...new Map([...before, ...posted].map((update) => [key(update), update])).values()];
}
