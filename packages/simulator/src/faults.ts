// What can happen to a cluster. A fault is drawn whole, before anything runs: when, what, to whom, for how long; so a list of
// faults can be replayed without some of them, and what is left still means the same. One that meets nothing that it could
// break (a host that is dead already) does nothing. Most end by themselves.
import { isolationResponses, restartPriorities } from '@microsphere/fdm';
import type { SimulatedCluster } from './cluster.ts';
import type { SimulatedHost } from './host.ts';
import { GATEWAY } from './network.ts';
import type { PathCondition } from './path.ts';
import type { Random } from './random.ts';
import { VCENTER } from './vcenter.ts';

export interface Fault {
  /** In order, from 1. */
  readonly number: number;
  /** Published seconds after the cluster has come up. */
  readonly seconds: number;
  readonly kind: FaultKind;
  /** Published seconds. */
  readonly lasts: number;
  /** Whom it befalls: numbers that are taken modulo how many there are. */
  readonly host: number;
  readonly datastore: number;
  readonly vm: number;
  /** From 0 to 1: what else there is to choose. */
  readonly dice: number;
}

/** A fault that has been let loose on a cluster. */
interface Scene {
  readonly cluster: SimulatedCluster;
  readonly fault: Fault;
  readonly host: SimulatedHost;
  /** When the fault ends, unless all of them have ended before. */
  readonly ends: (action: () => void) => void;
}

interface Kind {
  /** How often it comes, relative to the others. */
  readonly weight: number;
  /** Published seconds. */
  readonly lasts: { readonly low: number; readonly high: number };
  readonly happen: (scene: Scene) => void;
}

/** Longer than all of it: it ends with the others. */
const FOR_GOOD = 10_000;

const kinds = {
  /** Its process is killed, and comes again after a while. */
  crash: { weight: 5, lasts: { low: 5, high: 200 }, happen: ({ host, ends }) => crash(host, ends) },
  crashMaster: {
    weight: 3,
    lasts: { low: 5, high: 200 },
    happen: ({ cluster, ends }) => crash(masterOf(cluster), ends),
  },
  /** It is back before anybody has missed it. */
  reboot: { weight: 3, lasts: { low: 0.1, high: 6 }, happen: ({ host, ends }) => crash(host, ends) },
  /** Everything dies at once. */
  powerCut: {
    weight: 1,
    lasts: { low: 1, high: 60 },
    happen: ({ cluster, ends }) => {
      for (const host of cluster.hosts) crash(host, ends);
    },
  },
  /** SIGSTOP: past the lease, or not. */
  freeze: {
    weight: 4,
    lasts: { low: 1, high: 60 },
    happen: ({ host, ends }) => {
      host.freeze();
      ends(() => host.thaw());
    },
  },
  /** The process gets no processor for a moment: all that it does is late. */
  lag: {
    weight: 3,
    lasts: { low: 0.1, high: 5 },
    happen: ({ host, ends }) => {
      host.freeze();
      ends(() => host.thaw());
    },
  },
  /** The management network falls into two or three parts. */
  divide: {
    weight: 3,
    lasts: { low: 5, high: 120 },
    happen: ({ cluster, fault, ends }) => {
      const parts = fault.dice < 0.7 ? 2 : 3;
      // Where each node goes follows from the dice, so that it is the same whatever else is left out.
      const part = (index: number) => `part ${Math.floor(1_000 * fault.dice * (index + 2) * 7.31) % parts}`;
      for (const [index, { moref }] of cluster.hosts.entries()) cluster.network.move(moref, part(index));
      cluster.network.move(GATEWAY, part(-1));
      cluster.network.move(VCENTER, part(96));
      ends(() => cluster.network.heal());
    },
  },
  /** One host hears nobody; some are answered by the gateway all the same. */
  isolate: {
    weight: 4,
    lasts: { low: 5, high: 150 },
    happen: ({ cluster, host, fault, ends }) => isolate(cluster, host, fault, ends),
  },
  isolateMaster: {
    weight: 2,
    lasts: { low: 5, high: 150 },
    happen: ({ cluster, fault, ends }) => isolate(cluster, masterOf(cluster), fault, ends),
  },
  /** The broker is dead. */
  networkDown: {
    weight: 2,
    lasts: { low: 1, high: 90 },
    happen: ({ cluster, ends }) => {
      cluster.network.down = true;
      ends(() => {
        cluster.network.down = false;
      });
    },
  },
  /** Messages are lost and late. */
  badNetwork: {
    weight: 2,
    lasts: { low: 5, high: 60 },
    happen: ({ cluster, fault, ends }) => {
      cluster.network.disturb({ lossProbability: fault.dice / 5, delayMs: 1_500 * fault.dice });
      ends(() => cluster.network.calm());
    },
  },
  pathDown: {
    weight: 3,
    lasts: { low: 1, high: 120 },
    happen: (scene) => breakPath(scene, 'down'),
  },
  /** What is sent waits somewhere, and arrives when nobody counts on it any more. */
  pathHangs: {
    weight: 3,
    lasts: { low: 1, high: 60 },
    happen: (scene) => breakPath(scene, 'hung'),
  },
  /** All paths of a host. */
  hostWithoutStorage: {
    weight: 2,
    lasts: { low: 5, high: 200 },
    happen: ({ cluster, host, ends }) => {
      for (const datastore of cluster.datastores) host.setPath(datastore, 'down');
      ends(() => {
        for (const datastore of cluster.datastores) host.setPath(datastore, 'up');
      });
    },
  },
  /** APD for everybody. */
  arrayDown: {
    weight: 2,
    lasts: { low: 1, high: 200 },
    happen: ({ cluster, fault, ends }) => {
      const datastore = pick(cluster.datastores, fault.datastore);
      cluster.setArray(datastore, false);
      ends(() => cluster.setArray(datastore, true));
    },
  },
  /** PDL. */
  unitRemoved: {
    weight: 1,
    lasts: { low: 1, high: 100 },
    happen: ({ cluster, fault, ends }) => {
      const datastore = pick(cluster.datastores, fault.datastore);
      cluster.removeUnit(datastore, true);
      ends(() => cluster.removeUnit(datastore, false));
    },
  },
  slowArray: {
    weight: 1,
    lasts: { low: 5, high: 60 },
    happen: ({ cluster, fault, ends }) => {
      cluster.slowStorage(10 + 800 * fault.dice);
      ends(() => cluster.slowStorage(0));
    },
  },
  vcenterDown: {
    weight: 2,
    lasts: { low: 5, high: FOR_GOOD },
    happen: ({ cluster, ends }) => {
      cluster.killVcenter();
      ends(() => cluster.startVcenter());
    },
  },
  userPowersOff: {
    weight: 2,
    lasts: { low: 0, high: 0 },
    happen: ({ cluster, fault }) => cluster.powerOff(pick(cluster.vms(), fault.vm)),
  },
  /** Where it ran last; elsewhere only where that host is dead, as it cannot be registered twice. */
  userPowersOn: {
    weight: 2,
    lasts: { low: 0, high: 0 },
    happen: ({ cluster, host, fault }) => {
      const vm = pick(cluster.vms(), fault.vm);
      if (cluster.hostOf(vm.instanceUuid)) return;
      const last = cluster.lastHostOf(vm.instanceUuid);
      cluster.powerOn(vm, last?.alive ? last : host);
    },
  },
  guestShutsDown: {
    weight: 1,
    lasts: { low: 0, high: 0 },
    happen: ({ cluster, fault }) => cluster.shutDownGuest(pick(cluster.vms(), fault.vm)),
  },
  guestCrashes: {
    weight: 2,
    lasts: { low: 0, high: 0 },
    happen: ({ cluster, fault }) => {
      const vm = pick(cluster.vms(), fault.vm);
      cluster.hostOf(vm.instanceUuid)?.crashVm(vm);
    },
  },
  guestHangs: {
    weight: 1,
    lasts: { low: 0, high: 0 },
    happen: ({ cluster, fault }) => {
      const vm = pick(cluster.vms(), fault.vm);
      cluster.hostOf(vm.instanceUuid)?.hangVm(vm);
    },
  },
  /** A user changes the settings of a VM, or the default. */
  reconfigured: {
    weight: 1,
    lasts: { low: 0, high: 0 },
    happen: ({ cluster, fault }) => {
      const { instanceUuid } = pick(cluster.vms(), fault.vm);
      const number = Math.floor(fault.dice * 1_000);
      cluster.vcenter.reconfigure((before) => ({
        ...before,
        vmSettings: new Map(before.vmSettings).set(instanceUuid, {
          ...(before.vmSettings.get(instanceUuid) ?? before.defaultVmSettings),
          restartPriority: pick(restartPriorities, number),
          isolationResponse: pick(isolationResponses, number),
        }),
      }));
    },
  },
  /** A user takes a host out of service; half of them switch off first what runs there, the others wait until it is gone. */
  maintenanceMode: {
    weight: 2,
    lasts: { low: 10, high: 150 },
    happen: ({ cluster, host, fault, ends }) => {
      if (!cluster.vcenter.alive) return;
      cluster.vcenter.enterMaintenanceMode(host);
      if (fault.dice < 0.5)
        for (const vm of cluster.vms()) if (cluster.hostOf(vm.instanceUuid) === host) cluster.powerOff(vm);
      ends(() => cluster.vcenter.exitMaintenanceMode(host));
    },
  },
  /** A user switches host monitoring off, as for work on the network. */
  hostMonitoringOff: {
    weight: 1,
    lasts: { low: 10, high: 150 },
    happen: ({ cluster, ends }) => {
      cluster.setHostMonitoring(false);
      ends(() => cluster.setHostMonitoring(true));
    },
  },
} as const satisfies Record<string, Kind>;

export type FaultKind = keyof typeof kinds;

function pick<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new RangeError('one of none');
  return item;
}

function masterOf(cluster: SimulatedCluster): SimulatedHost | undefined {
  return cluster.hosts.find(({ status }) => status?.state === 'master');
}

function crash(host: SimulatedHost | undefined, ends: Scene['ends']): void {
  if (!host?.alive) return;
  host.kill();
  ends(() => {
    if (!host.alive) host.boot();
  });
}

function isolate(cluster: SimulatedCluster, host: SimulatedHost | undefined, fault: Fault, ends: Scene['ends']): void {
  if (!host) return;
  const { network } = cluster;
  network.move(host.moref, host.moref);
  if (fault.dice < 0.3) network.answer(host.moref);
  ends(() => network.rejoin(host.moref));
}

function breakPath({ cluster, host, fault, ends }: Scene, condition: PathCondition): void {
  const datastore = pick(cluster.datastores, fault.datastore);
  host.setPath(datastore, condition);
  ends(() => host.setPath(datastore, 'up'));
}

const lottery: readonly FaultKind[] = Object.entries(kinds).flatMap(([kind, { weight }]) =>
  Array.from({ length: weight }, () => kind as FaultKind),
);

/** Numbers that are taken modulo how many hosts, datastores, VMs there are. */
const MANY = 2_520;

/** So many faults within so many seconds, in order. */
export function drawFaults(random: Random, count: number, seconds: number): Fault[] {
  const faults = Array.from({ length: count }, (): Omit<Fault, 'number'> => {
    const kind = random.pick(lottery)!;
    const { low, high } = kinds[kind].lasts;
    return {
      seconds: random.between(0, seconds),
      kind,
      lasts: random.between(low, high),
      host: random.integer(0, MANY),
      datastore: random.integer(0, MANY),
      vm: random.integer(0, MANY),
      dice: random.next(),
    };
  });
  return faults
    .sort((one, other) => one.seconds - other.seconds)
    .map((fault, index) => ({ number: index + 1, ...fault }));
}

/** Lets a fault loose. @param ends - plans its end */
export function happen(cluster: SimulatedCluster, fault: Fault, ends: (action: () => void) => void): void {
  const host = pick(cluster.hosts, fault.host);
  kinds[fault.kind].happen({ cluster, fault, host, ends });
}

/** "fault 2: freeze (host-2) for 20.1 s" */
export function describeFault(cluster: SimulatedCluster, { number, kind, lasts, host }: Fault): string {
  const long = lasts > 0 ? ` for ${lasts.toFixed(1)} s` : '';
  return `fault ${number}: ${kind} (${pick(cluster.hosts, host).moref})${long}`;
}
