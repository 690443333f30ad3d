// The power-ons that this host carries out for a master. A master repeats an order for as long as it is unanswered, so an
// order that is being carried out already, or has been, must not start the VM a second time.
import type { HostMoref, InstanceUuid } from './cluster.ts';
import type { PowerOnResultEvent } from './event.ts';
import type { PowerOnBody, PowerOnResultBody } from './message.ts';
import { POWER_STATE_FAULT } from './vm.ts';

/**
 * Orders that a host carries out at a time: those of a master and of the one before it, each with the most that
 * das.perHostConcurrentFailoversLimit may say.
 */
export const MAX_OPEN_ORDERS = 2_000;

export interface OrderAnswer {
  readonly to: HostMoref;
  readonly body: PowerOnResultBody;
}

export class Orders {
  readonly #open = new Map<InstanceUuid, { master: HostMoref; attempt: number; readonly registerOnly: boolean }>();

  /** Takes an order: it is to be carried out, is answered at once, or is under way already. */
  take(master: HostMoref, order: PowerOnBody, runsHere: boolean): 'carryOut' | 'underWay' | OrderAnswer {
    const underWay = this.#open.get(order.instanceUuid);
    if (underWay) {
      // It is not what is being done; the master will repeat it.
      if (underWay.registerOnly !== order.registerOnly) return 'underWay';
      // Whoever ordered it last is answered.
      underWay.master = master;
      underWay.attempt = order.attempt;
      return 'underWay';
    }
    const { vmxPath, instanceUuid, attempt, registerOnly } = order;
    const body = { kind: 'powerOnResult', vmxPath, instanceUuid, attempt } as const;
    if (runsHere) return { to: master, body };
    if (this.#open.size >= MAX_OPEN_ORDERS) {
      const message = `this host starts ${MAX_OPEN_ORDERS} VMs already`;
      return { to: master, body: { ...body, fault: { type: 'InvalidState', message, definite: true } } };
    }
    this.#open.set(instanceUuid, { master, attempt, registerOnly });
    return 'carryOut';
  }

  /** The shell has carried an order out; undefined when nobody waits for the answer. */
  done({ vmxPath, instanceUuid, fault }: PowerOnResultEvent, runsHere: boolean): OrderAnswer | undefined {
    const order = this.#open.get(instanceUuid);
    if (!order) return undefined;
    this.#open.delete(instanceUuid);
    const body = { kind: 'powerOnResult', vmxPath, instanceUuid, attempt: order.attempt } as const;
    // It could not be powered on because it is on: somebody else has started it here a moment ago.
    const failed = fault && !(fault.type === POWER_STATE_FAULT && runsHere);
    return { to: order.master, body: failed ? { ...body, fault } : body };
  }
}
