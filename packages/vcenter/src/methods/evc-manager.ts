// The methods of ClusterEVCManager: each is a task of its cluster.
import { box, type ManagedObjectReference, type TypedReference, Vim25Fault } from '@microsphere/vim25';
import { evcCheckResults, neededEvcMode } from '../evc/evc-faults.ts';
import { evcManagerId } from '../evc/evc-projection.ts';
import { type ClusterRecord, refOf } from '../inventory/records.ts';
import { fault, localized } from '../vmodl/faults.ts';
import type { Call, MethodsOf } from './call.ts';
import { checkedHostName } from './cluster.ts';

function clusterOf({ services }: Call, manager: ManagedObjectReference): ClusterRecord {
  const cluster = [...services.inventory.all('ClusterComputeResource')].find(
    ({ id }) => evcManagerId(id) === manager.value,
  );
  if (!cluster) throw new Error(`${manager.value} belongs to no cluster`);
  return cluster;
}

function evcTask<T>(
  { services, userName }: Call,
  cluster: ClusterRecord,
  what: { readonly descriptionId: string; readonly name: string },
  work: () => Promise<T>,
): TypedReference<'Task'> {
  const descriptionId = `cluster.EVCManager.${what.descriptionId}`;
  const task = { name: what.name, descriptionId, entity: refOf(cluster), entityName: cluster.name, userName };
  return services.tasks.begin(task, work);
}

function postReconfigured({ services, userName }: Call, cluster: ClusterRecord): void {
  const { name, evcModeKey } = cluster;
  const message = `Reconfigured cluster ${name}: ${evcModeKey === undefined ? 'EVC is off' : `its EVC mode is ${evcModeKey}`}`;
  services.events.post({ type: 'ClusterReconfiguredEvent', message, about: cluster, userName, fields: {} });
}

/** Fault: NotSupported. */
function mustHaveNoGraphics(evcGraphicsModeKey: string | undefined): void {
  if (evcGraphicsModeKey !== undefined && evcGraphicsModeKey !== '')
    throw fault('NotSupported', 'evcGraphicsModeKey: hosts have no graphics');
}

export const clusterEvcManager: MethodsOf<'ClusterEVCManager'> = {
  ConfigureEvcMode_Task(call, self, { evcModeKey, evcGraphicsModeKey }) {
    mustHaveNoGraphics(evcGraphicsModeKey);
    const mode = neededEvcMode(evcModeKey);
    const cluster = clusterOf(call, self);
    const what = { descriptionId: 'configureEvc', name: 'ConfigureEvcMode_Task' };
    return evcTask(call, cluster, what, async () => {
      postReconfigured(call, await call.services.evc.configure(cluster.id, mode));
      return undefined;
    });
  },

  DisableEvcMode_Task(call, self) {
    const cluster = clusterOf(call, self);
    return evcTask(call, cluster, { descriptionId: 'disableEvc', name: 'DisableEvcMode_Task' }, async () => {
      postReconfigured(call, await call.services.evc.disable(cluster.id));
      return undefined;
    });
  },

  CheckConfigureEvcMode_Task(call, self, { evcModeKey, evcGraphicsModeKey }) {
    mustHaveNoGraphics(evcGraphicsModeKey);
    const mode = neededEvcMode(evcModeKey);
    const cluster = clusterOf(call, self);
    const what = { descriptionId: 'checkConfigureEvc', name: 'CheckConfigureEvcMode_Task' };
    return evcTask(call, cluster, what, async () =>
      box(evcCheckResults(call.services.evc.check(cluster.id, mode), mode), 'ClusterEVCManagerCheckResult[]'),
    );
  },

  CheckAddHostEvc_Task(call, self, { cnxSpec }) {
    const name = checkedHostName(cnxSpec, 'cnxSpec');
    const cluster = clusterOf(call, self);
    const { requests, instance, evc } = call.services;
    const what = { descriptionId: 'checkAddHostEvc', name: 'CheckAddHostEvc_Task' };
    return evcTask(call, cluster, what, async () => {
      const asked = { moref: instance.hostId(name), vcenterUuid: instance.instanceUuid, checkOnly: true };
      const facts = await requests.request({ name }, 'vpxa.connect', asked);
      try {
        evc.checkAdmission(cluster.id, name, facts);
      } catch (error) {
        if (!(error instanceof Vim25Fault)) throw error;
        const { evcModeKey = '' } = cluster;
        const result = { _typeName: 'ClusterEVCManagerCheckResult', evcModeKey, error: localized(error) } as const;
        return box([result], 'ClusterEVCManagerCheckResult[]');
      }
      return box([], 'ClusterEVCManagerCheckResult[]');
    });
  },
};
